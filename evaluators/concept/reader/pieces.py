"""Cuts text into the pieces of a pruned unigram vocabulary."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer, pre_tokenizers
from tokenizers.models import Unigram

START, PAD, END, UNKNOWN = 0, 1, 2, 3
"""Rows of the special pieces, as in XLM-RoBERTa's vocabulary."""

_ASCII_KEPT = 24_000
"""English needs the commonest of the Latin pieces; the rest belong to other languages."""


@dataclass(frozen=True)
class Pieces:
    """A vocabulary and the folding that goes before it."""

    vocabulary: Sequence[tuple[str, float]]
    folding: dict[int, str]

    def __post_init__(self) -> None:
        tokenizer = Tokenizer(Unigram(list(self.vocabulary), unk_id=UNKNOWN, byte_fallback=False))
        tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
        object.__setattr__(self, "_tokenizer", tokenizer)

    def cut(self, text: str, limit: int) -> list[int]:
        """Rows of the pieces of `text`, between start and end, at most `limit` in all; what is beyond is left out."""
        folded = " ".join(text.translate(self.folding).split())
        rows: list[int] = self._tokenizer.encode(folded, add_special_tokens=False).ids  # type: ignore[attr-defined]
        return [START, *rows[: limit - 2], END]


def kept(vocabulary: Sequence[tuple[str, float]], seen: Iterable[int]) -> list[int]:
    """The rows worth keeping for Chinese and English.

    They are the specials, every Chinese piece, the commonest Latin pieces, the single characters that formulas need,
    and whatever the texts at hand were `seen` to use.
    """
    rows = {START, PAD, END, UNKNOWN, *seen}
    latin = []
    for row, (piece, score) in enumerate(vocabulary):
        bare = piece.removeprefix("▁")
        if all(_chinese(c) for c in bare) or (len(bare) == 1 and (bare.isascii() or _symbol(bare))):
            rows.add(row)
        elif bare.isascii():
            latin.append((score, row))
    latin.sort(reverse=True)
    rows.update(row for _, row in latin[:_ASCII_KEPT])
    return sorted(rows)


def _chinese(character: str) -> bool:
    return "一" <= character <= "鿿" or character in "，。！？；：、（）《》“”‘’"


def _symbol(character: str) -> bool:
    """Greek letters, arrows, operators, superscripts."""
    return "Α" <= character <= "ω" or "←" <= character <= "⋿" or character in "·×÷±²³¹⁰ⁿᵀ₀₁₂₃"
