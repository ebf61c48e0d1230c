"""Grades programs."""
