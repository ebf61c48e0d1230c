"""The quantities that can be asked about, one module each, found by name."""

from functools import cache
from importlib import import_module
from pathlib import Path

from evaluators.arithmetic.quantity import Quantity

NAMES = tuple(sorted(path.stem for path in Path(__file__).parent.glob("[a-z]*.py")))
"""The names of all quantities."""


@cache
def quantity(name: str) -> Quantity:
    """The quantity called `name`.

    Raises:
        LookupError: there is none.

    """
    if name not in NAMES:
        raise LookupError(f"unknown quantity {name!r}; there are {', '.join(NAMES)}")
    module = import_module(f"{__name__}.{name}")
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Quantity) and value.__module__ == module.__name__
    ]
    if len(own) != 1:
        raise TypeError(f"{module.__name__} must define exactly one Quantity")
    return own[0]()
