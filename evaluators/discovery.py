"""The kinds of grading, found by folder."""

from functools import cache
from importlib import import_module
from pathlib import Path

from evaluators.base import Grader

HERE = Path(__file__).parent


@cache
def kinds() -> dict[str, type[Grader]]:
    """Every kind by name: each package beside this module that has a ``grader.py``, whose ``Grader`` subclass it is.

    Raises:
        ImportError: a package's module does not import. A broken kind is an error, never a silence.
        TypeError: a module does not define exactly one grader of its own, or one of another kind than its folder.

    """
    found: dict[str, type[Grader]] = {}
    for module_file in sorted(HERE.glob("*/grader.py")):
        name = module_file.parent.name
        module = import_module(f"evaluators.{name}.grader")
        own = [
            value
            for value in vars(module).values()
            if isinstance(value, type) and issubclass(value, Grader) and value.__module__ == module.__name__
        ]
        if len(own) != 1 or own[0].model_fields["kind"].default != name:
            raise TypeError(f"{module_file} must define one Grader whose `kind` defaults to {name!r}")
        found[name] = own[0]
    return found
