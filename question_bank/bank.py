"""The loaded bank: every item, format and table, ready to ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from question_bank.format import Format
from question_bank.item import Item


class NoSuchItem(LookupError):  # noqa: N818 - reads as what it says
    """The bank holds no item under that id."""


@dataclass(frozen=True)
class Bank:
    """Items by ``kind/id``, formats by id.

    An id is unique within its kind: ``depthwise_separable_conv`` is a calculation and a program.
    """

    items: Mapping[str, Item]
    formats: Mapping[str, Format]

    def __iter__(self) -> Iterator[Item]:
        return iter(self.items.values())

    def item(self, name: str, params: Mapping[str, Any] | None = None) -> Item:
        """The item called `name`: either its full key ``kind/id``, or its id.

        Where two kinds share an id, values to ask about point to the generated one.

        Raises:
            NoSuchItem: there is none.

        """
        if name in self.items:
            return self.items[name]
        named = [item for item in self if item.id == name]
        if len(named) > 1:
            named = [item for item in named if item.generated == bool(params)] or named
        if not named:
            raise NoSuchItem(name)
        return named[0]


def key(item: Item) -> str:
    """The name under which a bank holds `item`."""
    return f"{item.kind or 'open'}/{item.id}"
