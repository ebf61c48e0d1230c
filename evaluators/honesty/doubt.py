"""What a rule finds: a statement that cannot be so, or that contradicts another."""

from dataclasses import dataclass
from typing import Literal

from evaluators.text import Text

Sort = Literal["impossible_fact", "inconsistent", "vague", "evaded", "recited"]


@dataclass(frozen=True)
class Doubt:
    """One finding, before it is put into the candidate's language."""

    kind: Sort
    turn: int
    quote: str
    reason: Text
    source: str = ""
    said: str = ""
    """The offending words themselves (a figure, a version): if a later turn upholds them, it is found too."""
    follows: bool = False
    """It follows by counting from what was said, or from what a measure is: of numbers a second reader knows little."""
    unsure: bool = False
    """It is not certain: asked about, but nobody is called contradicted by it."""
