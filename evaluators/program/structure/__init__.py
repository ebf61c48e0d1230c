"""What can be read off a program's syntax tree, whether it runs or not.

A rule is a function from `code.Code` to `code.Seen`; a criterion of an item names it as ``module.function``.
"""

from collections.abc import Callable
from importlib import import_module

from evaluators.program.structure.code import Code, Seen

Rule = Callable[[Code], Seen]


def rule(name: str) -> Rule:
    """The rule called ``module.function``.

    Raises:
        ValueError: there is none.

    """
    module, _, function = name.partition(".")
    try:
        found = getattr(import_module(f"{__name__}.{module}"), function)
    except (ImportError, AttributeError):
        raise ValueError(f"there is no structure rule {name!r}") from None
    if function.startswith("_") or not callable(found):
        raise ValueError(f"{name!r} is no structure rule")
    return found  # type: ignore[no-any-return]
