"""Bounds that hold before any work is done on what a candidate wrote."""

MAX_CHARACTERS = 20_000
"""Longest answer that is read at all."""
MAX_FORMULA = 1_500
"""Most tokens of one formula."""
MAX_LETTER = 200
"""Most nodes of what a letter of the candidate's own stands for."""
MAX_DEPTH = 50
"""Deepest nesting of brackets, powers and functions."""
MAX_DIGITS = 30
"""Most digits of one number."""
MAX_EXPONENT_10 = 300
"""Largest decimal exponent of one number (``1e300``)."""
MAX_MAGNITUDE = 10**6
"""Values beyond e to this power, either way, are not computed."""
MAX_FACTORIAL = 50_000
MAX_TERMS = 400
"""Most terms of a sum or product that are added up."""
MAX_INTEGRALS = 2
"""Most integrals of one formula; each is a quadrature, and none stands within another."""
MAX_CLAUSES = 400
"""Most clauses with formulas of an answer that are read."""
MAX_CLAIMS = 12
"""Most claims that are weighed for one quantity: the last ones, as the last word counts."""


class Unreadable(Exception):  # noqa: N818 - reads as what it says
    """A formula that cannot be read, and the place (offset into the answer) where reading stopped.

    `formula_like` is false where the text was most likely no formula at all.
    """

    def __init__(self, reason: str, place: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.place = place
