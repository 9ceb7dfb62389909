"""What a report or a plan can be written as, one file a format."""
