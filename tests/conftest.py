"""Shared by all tests."""

import os

from hypothesis import settings

# Tests of the program are about its rules: the learned reader has tests of its own, and would start in every process.
os.environ.setdefault("MOCK_INTERVIEWER_READER", "0")

# The same cases in every run, so that a change alone can turn a test red; HYPOTHESIS_PROFILE=explore looks for new ones.
# No deadline: a busy machine must not turn one red.
settings.register_profile("same", derandomize=True, deadline=None)
settings.register_profile("explore", derandomize=False, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
