"""The kinds of grading, found by folder."""

from functools import cache
from importlib import import_module
from pathlib import Path

from evaluators.base import Grader

HERE = Path(__file__).parent


def names() -> tuple[str, ...]:
    """The names of all kinds: the packages beside this module that have a ``grader.py``."""
    return tuple(module_file.parent.name for module_file in sorted(HERE.glob("*/grader.py")))


@cache
def kind_of(name: str) -> type[Grader]:
    """The kind called `name`: the `Grader` subclass of its package. No other kind is imported for it.

    Raises:
        LookupError: there is no such kind.
        ImportError: its module does not import. A broken kind is an error, never a silence.
        TypeError: its module does not define exactly one grader of its own, or one of another kind than its folder.

    """
    if name not in names():
        raise LookupError(f"unknown kind {name!r}; the kinds are {', '.join(names())}")
    module = import_module(f"evaluators.{name}.grader")
    own = [
        value
        for value in vars(module).values()
        if isinstance(value, type) and issubclass(value, Grader) and value.__module__ == module.__name__
    ]
    if len(own) != 1 or own[0].model_fields["kind"].default != name:
        raise TypeError(f"{module.__file__} must define one Grader whose `kind` defaults to {name!r}")
    return own[0]


def kinds() -> dict[str, type[Grader]]:
    """Every kind by name.

    Raises:
        ImportError, TypeError: as `kind_of`.

    """
    return {name: kind_of(name) for name in names()}
