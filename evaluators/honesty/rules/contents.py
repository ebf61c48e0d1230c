"""A public data set described as another: SQuAD as multiple choice, LUNA16 as MRI of the brain."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from evaluators.honesty import lexicon
from evaluators.honesty.clause import NEGATION, Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import family_of, raw, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

ASKS = lexicon.words("asks_what_is_in_the_data")
ANOTHER_LEADS = lexicon.words("another_leads")
LEADS, BEHIND = lexicon.words("leads_to_contents"), lexicon.words("behind_contents")
"""What may stand before and behind the words, beside the name of the set, where they tell of the set as a whole."""
NAME_ALONE, DESCRIBES = lexicon.words("data_set_alone"), lexicon.words("describes_the_data")
MORE_OF_THEM = lexicon.words("more_of_the_contents")
"""What may be told besides of what a set consists of."""
OF_ANOTHER = lexicon.words("of_another_data_set")
"""Words of a clause about other data, a model trained on it, or what somebody made of it."""


class Aspect(Frozen):
    """What a data set can consist of."""

    name: Text
    words: tuple[str, ...]
    """Regular expressions, matched without regard to case."""
    says_no: bool = False
    """Whether the words have a negation of their own."""
    states: bool = False
    """Whether the words say it of the set wherever they stand, and need not close a list."""


class Contents(Frozen):
    """Aspects of a family of data sets."""

    has: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@cache
def _aspects() -> Mapping[str, tuple[Aspect, Pattern]]:
    aspects = {key: Aspect.model_validate(aspect) for key, aspect in raw("contents")["aspects"].items()}
    return {key: (aspect, Pattern("|".join(aspect.words))) for key, aspect in aspects.items()}


@cache
def contents(name: str) -> Contents | None:
    """What the data set called `name` consists of: that of the longest family whose id begins it."""
    families = raw("contents")["datasets"]
    family = family_of(name, families)
    return Contents.model_validate(families[family]) if family else None


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        name = None if one.corrects else spoken_of(reading, one)
        known = contents(name) if name else None
        if name is None or known is None:
            continue
        asked = bool(ASKS.search(one.question)) or any(mention.id == name for mention in one.asked)
        clauses = (c for c in one.clauses if asked or name in c.named("dataset") or _goes_on(one, c, name))
        doubt = next((doubt for clause in clauses if (doubt := _in_clause(one, clause, name, known))), None)
        if doubt:
            yield doubt


def _goes_on(one: Said, clause: Clause, name: str) -> bool:
    """Whether the clause tells what the set is, whose name alone stands before it ("MNIST. It's colour photos ...")."""
    place = one.clauses.index(clause)
    before = one.clauses[place - 1] if place else None
    if before is None or before.named("dataset") != (name,):
        return False
    alone = bool(NAME_ALONE.fullmatch(_unnamed(before, len(before.text))))
    return alone and (before.sentence == clause.sentence or bool(DESCRIBES.match(clause.text)))


def spoken_of(reading: Reading, one: Said) -> str | None:
    """The one data set that the question, the turn or the dialogue up to it names; a family gives way to its member."""
    asked = {mention.id for mention in one.asked if mention.kind == "dataset"}
    named = asked | set(one.named("dataset"))
    before = {name for said in reading.before(one) for name in said.named("dataset")}
    if "?" in one.text or "？" in one.text or (not asked and named and before and named != before):
        return None
    named = named or before
    named = {name for name in named if not any(other != name and other.startswith(name) for other in named)}
    return named.pop() if len(named) == 1 else None


def _in_clause(one: Said, clause: Clause, name: str, known: Contents) -> Doubt | None:
    """The doubt about one clause, where it says of the data set what it is not."""
    if clause.supposed or clause.compared or clause.changed or OF_ANOTHER.search(clause.text):
        return None
    named = set(clause.named("dataset"))
    if named - {name} or (not named and ANOTHER_LEADS.search(clause.text)):
        return None
    for key in sorted(known.has | known.never):
        aspect, pattern = _aspects()[key]
        match = pattern.search(clause.text)
        if match is None or not _of_the_whole(one, clause, match, states=aspect.states):
            continue
        denied = bool(NEGATION.search(clause.text[: match.start()]))
        if denied == (key in known.has):
            return _doubt(one, clause, name, aspect.name, has=denied)
    return None


def _of_the_whole(one: Said, clause: Clause, match: re.Match[str], *, states: bool) -> bool:
    """Whether the words at `match` are said of the set as a whole, and not of something in it or beside it."""
    before = _unnamed(clause, match.start())
    if not (states or before.strip() or clause is one.clauses[0] or _closes(one, clause)):
        return False
    return bool(LEADS.match(before) and BEHIND.match(_behind(clause, match)))


def _closes(one: Said, clause: Clause) -> bool:
    """Whether the clause closes a sentence that began with the set's name alone: else it may be one of a list."""
    sentence = one.sentence(clause.sentence)
    names = [name for name in sentence[0].named("dataset") if len(sentence) > 1]
    return clause is sentence[-1] and len(names) == 1 and _goes_on(one, clause, names[0])


def _unnamed(clause: Clause, end: int) -> str:
    """What the clause says before `end`, without the name of the set."""
    text = clause.text[:end]
    for mention in reversed(clause.mentions):
        if mention.kind == "dataset" and mention.end <= end:
            text = text[: mention.start] + text[mention.end :]
    return text


def _behind(clause: Clause, match: re.Match[str]) -> str:
    """What the clause says behind the words, without those of other aspects."""
    text = clause.text[match.end() :]
    for _, pattern in _aspects().values():
        text = pattern.sub("", text)
    return MORE_OF_THEM.sub("", text)


def _doubt(one: Said, clause: Clause, name: str, what: Text, *, has: bool) -> Doubt:
    data = tables().datasets[name]
    reason = (
        Text(zh=f"{data.name} 有{what.zh}。", en=f"{data.name} does have {what.en}.")
        if has
        else Text(zh=f"{data.name} 不含{what.zh}。", en=f"{data.name} is not {what.en} and has none.")
    )
    return Doubt("impossible_fact", one.turn, clause.text, reason, data.source)
