"""A figure with its meaning."""

import re
from typing import NamedTuple

from evaluators.honesty.claim import Attribute


class Amount(NamedTuple):
    """A figure with its meaning; sizes in megabytes, training in hours, a project's length in months."""

    attribute: Attribute
    value: float
    subject: str = ""
    qualifiers: frozenset[str] = frozenset()
    about: bool = False
    whole: bool = False
    loose: bool = False


def nearby(text: str) -> str:
    """The words since the last "and"."""
    return re.split(r"\band\b|和", text)[-1]
