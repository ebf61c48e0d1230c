"""One statement about the candidate's own work, typed so that it can be compared with others."""

from typing import Literal

from evaluators.text import Frozen

Attribute = Literal[
    "engine", "version", "hardware", "precision", "model", "dataset", "familiarity", "ownership", "code", "result",
    "calibration", "backbone", "optimizer", "batch", "data", "classes", "params", "file", "latency", "throughput",
    "metric", "gpus", "team", "duration", "training", "epochs", "serving",
    "device", "trained_on", "network", "input", "framework", "served_format", "setting",
]  # fmt: skip

BASELINE = "baseline"
"""The qualifier of a figure that belongs to what the candidate's model is set against."""


class Claim(Frozen):
    """One statement about the candidate's own work."""

    attribute: Attribute
    value: str | float
    subject: str = ""
    """What it is said of: an id of the tables, the name of a metric, of a baseline; empty where that is understood."""
    qualifiers: frozenset[str] = frozenset()
    """What narrows it: a split, a moment, a precision, a device. Only claims with the same are compared."""
    about: bool = False
    whole: bool = False
    """Whether the words say that it is all there was: "in total", "only", "the whole"."""
    loose: bool = False
    """Whether nothing but its unit tells what it is a figure of: it may be that of a part."""
    turn: int = 0
    quote: str = ""
    stage: str = ""

    @property
    def key(self) -> tuple[str, str, frozenset[str]]:
        """What it is a claim about: claims with one key speak of the same thing."""
        return self.attribute, self.subject, self.qualifiers

    @property
    def of_another(self) -> bool:
        """Whether it is said of a baseline or an older system: never the figure of the candidate's own model."""
        return BASELINE in self.qualifiers
