"""Tests of `workshop/storage`."""
