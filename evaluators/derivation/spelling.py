"""Words with one wrong letter."""

from collections.abc import Iterable


def misspelt(word: str, names: Iterable[str]) -> str | None:
    """The first of `names` that `word` misspells by one letter."""
    for name in names:
        if abs(len(name) - len(word)) <= 1 and word[0] == name[0] and _one_edit(word, name):
            return name
    return None


def _one_edit(left: str, right: str) -> bool:
    """Whether one inserted, lost, changed or swapped letter makes the two the same."""
    if len(left) > len(right):
        left, right = right, left
    start = next((i for i, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), len(left))
    if len(left) < len(right):
        return left[start:] == right[start + 1 :]
    return left[start + 1 :] == right[start + 1 :] or (
        left[start + 2 :] == right[start + 2 :] and left[start : start + 2] == right[start : start + 2][::-1]
    )
