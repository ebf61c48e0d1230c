"""What one turn says against what an earlier one said."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

from evaluators.honesty.said import Said

Statement = TypeVar("Statement")


def against_earlier(
    said: Sequence[Said],
    told: Callable[[Said], Iterable[Statement]],
    key: Callable[[Statement], Hashable],
    clash: Callable[[Statement, Statement], bool],
) -> Iterator[tuple[int, Statement, Statement]]:
    """Each statement that cannot hold beside an earlier turn's: its turn, the earlier statement, and the statement.

    `told` gives the statements of a turn. Of those with one `key` the first is kept, and each later statement is set
    against the first kept one that `clash` names. A correction lifts everything said before it.
    """
    earlier: dict[Hashable, tuple[int, Statement]] = {}
    for one in said:
        if one.corrects:
            earlier.clear()
            continue
        statements = tuple(told(one))
        for statement in statements:
            against = next(
                (other for turn, other in earlier.values() if turn < one.turn and clash(other, statement)), None
            )
            if against is not None:
                yield one.turn, against, statement
        for statement in statements:
            earlier.setdefault(key(statement), (one.turn, statement))
