"""Candidates' programs are data here: pytest must not import them."""

collect_ignore = ["submissions"]
