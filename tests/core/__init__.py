"""Tests of `workshop/core`."""
