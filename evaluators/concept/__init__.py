"""Concept answers, judged by a rubric: which statements an answer makes, told from the words it merely uses."""
