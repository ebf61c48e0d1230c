"""Shared by all tests."""

import os

from hypothesis import settings

# The same cases in every run, so that a change alone can turn a test red; HYPOTHESIS_PROFILE=explore looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("explore", derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
