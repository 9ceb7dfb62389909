"""Tests of the statistics: stated figures, properties, and second opinions of other libraries."""
