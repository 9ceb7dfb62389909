"""What holds for all tests."""

from hypothesis import settings

# A drawn example may take longer on a busy machine; how long is no property of the program.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")
