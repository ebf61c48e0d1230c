"""Finds the names that the tables know: engines, hardware, networks, data sets, methods."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

from evaluators.honesty.facts import Kind, tables
from evaluators.honesty.pattern import Pattern

KINDS: tuple[Kind, ...] = ("engine", "hardware", "model", "dataset", "invention")
SHORTEST = 2
COUNTED = Pattern(
    r"\s*(?:张(?!卡)|[条个幅万例名位人份段对组次篇户步]"
    r"|(?!with |and |on |in |at |for |to )(?:[a-z-]+ ){0,2}(?!gpus\b|cards\b|was\b|is\b|has\b|takes\b|runs\b|"
    r"gives\b|needs\b)[a-z]{2,}s\b"
    r"|(?:images?|sample|step|people|data)\b)"
)
"""After a bare number: it counts something and names no card ("3090 张" are pictures, "3090 CT scans" are scans)."""
VARIANT = Pattern(r"[-_](?!based|level|style|like|only|int8|fp16|fp32|gpu|cpu|backbone|s\b)[a-z][a-z0-9]*|\.c(?![a-z])")

MEMBER_BEFORE = Pattern(r"[a-z\d]-$|(?<![a-z])chinese $|中文 ?$")
MEMBER_BEHIND = Pattern(r"[ -]?(?:[a-z]+[ -])?v?(?!(?:19|20)\d\d(?!\d))\d|\.\d|[-_+][a-z]|\+")
"""Around a name: it is that of a later release, or of another network ("Llama 4", "GPT-4.5", "Chinese-CLIP")."""
BETWEEN = Pattern(r"[\W_]+")


@dataclass(frozen=True)
class Mention:
    """A name in a text."""

    kind: Kind
    id: str
    start: int
    end: int
    variant: bool = False
    """A suffix makes it another thing than the table's ("bert-mini"): its figures are not known."""


@cache
def _index() -> dict[str, list[tuple[str, Kind, str]]]:
    """Aliases by their first two letters, longest first."""
    index: dict[str, list[tuple[str, Kind, str]]] = defaultdict(list)
    for kind in KINDS:
        for name, fact in tables().of(kind).items():
            for alias in fact.aliases:
                index[alias[:SHORTEST].lower()].append((alias, kind, name))
    for entries in index.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    return dict(index)


def find(text: str) -> tuple[Mention, ...]:
    """The names in `text`, from left to right, the longest wherever two begin together."""
    index, lower = _index(), text.lower()
    found: list[Mention] = []
    place = 0
    while place < len(lower):
        entries = index.get(lower[place : place + SHORTEST])
        mention = _at(text, lower, place, entries) if entries else None
        if mention:
            found.append(mention)
            place = mention.end
        else:
            place += 1
    return tuple(found)


def _at(text: str, lower: str, place: int, entries: list[tuple[str, Kind, str]]) -> Mention | None:
    """The longest name that begins at `place` on a word boundary."""
    if place and is_letter(lower[place - 1]) and is_letter(lower[place]):
        return None
    for alias, kind, name in entries:
        end = place + len(alias)
        written = lower if alias.islower() or not alias.isascii() or alias.isdigit() else text
        if not written.startswith(alias, place):
            continue
        after = lower[end : end + 1]
        if kind == "hardware" and after == "_":
            continue  # a tool or a file: "jetson_clocks"
        if lower.startswith("-idf", end):
            continue  # "TF-IDF" is no TensorFlow
        plural = kind == "hardware" and after == "s" and not is_letter(lower[end + 1 : end + 2] or " ")
        goes_on = is_letter(alias[-1].lower()) and is_letter(after)
        if goes_on and not plural and not (kind == "engine" and after.isdigit()):
            continue
        if alias.isdigit() and (
            COUNTED.match(lower, end)
            or (lower[end : end + 2].startswith((".", ",")) and lower[end + 1 : end + 2].isdigit())
        ):
            continue
        variant = bool(kind == "model" and VARIANT.match(lower, end))
        return Mention(kind, name, place, end, variant)
    return None


def of_another_member(text: str, mention: Mention) -> bool:
    """Whether a name may be that of a later member of what the table dates by its first ("Flan-T5", "Llama 4")."""
    if MEMBER_BEFORE.search(text[: mention.start]) or MEMBER_BEHIND.match(text, mention.end):
        return True
    name = BETWEEN.sub("", tables().of(mention.kind)[mention.id].name).lower()
    return BETWEEN.sub("", text[mention.start : mention.end]).lower() not in name


def is_letter(char: str) -> bool:
    """Whether `char` can belong to a Latin word or number."""
    return char.isascii() and char.isalnum()
