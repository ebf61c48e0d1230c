"""A library's version that was not out yet at the time told of: "XGBoost 2.0.3 in March 2021"."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import raw
from evaluators.honesty.pattern import ByPattern, Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

VERSION = r"(?P<version>(?P<line>\d{1,2}\.\d{1,3})(?P<patch>\.(?:\d{1,4}|x))?)(?![\w.]*\d)" + lexicon.source(
    "after_a_figure"
)
LEAD = r"(?:,? ?(?:version|release|v|==|@|的?版本(?:号)?(?:是|为)?|(?:当时)?(?:用|装|锁)的?(?:就?是)?)\.? ?)"
"""Words that make the figure behind a name its version."""
ALONE = Pattern(rf"(?:\b(?:version|release) |版本(?:号)?(?:就?是|为|用的是?|锁在)? ?|(?<![a-z])v){VERSION}")
"""A figure that says of itself that it is a version."""
LEADS = Pattern(rf"(?:it was |that was |用的?是? ?|是 ?)?{VERSION}")
ASKS_WHICH = Pattern(r"\b(?:which|what version)\b|哪个版本|什么版本|哪一?版")
"""A question for the version of what it names, and a reply that begins with it."""
REASON = Text(
    zh="{name} {version} 最早在 {month} 才有，晚于所说的 {year} 年。",
    en="{name} {version} could first be had in {month}, later than {year}, the time spoken of.",
)


class Library(Frozen):
    """A library with its releases."""

    name: str
    words: str
    """How it is written, a regular expression."""
    source: str
    lines: Mapping[str, str]
    """Release line to the month, ``YYYY-MM``, from which on it could be had."""
    trees: bool = False
    """Whether it is a method's name, too, beside which a bare figure is mostly a result."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Versions of libraries that were not there at the time spoken of."""
    for one in reading.said:
        for clause in one.clauses:
            if clause.supposed or clause.denied:
                continue
            for library, line, version in _versions(one, clause):
                bound = reading.timeline.bound(one, clause)
                month = library.lines.get(line, "")
                if bound and month > f"{bound[0]}-12":
                    told = {"name": library.name, "version": version, "month": month, "year": bound[0]}
                    reason = Text(zh=REASON.zh.format(**told), en=REASON.en.format(**told))
                    quote = reading.quote(bound[1], clause)
                    yield Doubt("impossible_fact", bound[1], quote, reason, library.source, version)


def _versions(one: Said, clause: Clause) -> Iterator[tuple[Library, str, str]]:
    """Each library with a release line and the version told of it, beside its name or where it is the one named."""
    beside = False
    for each in _libraries().that_can_match(clause.text):
        if match := each.with_version.search(clause.text):
            beside = True
            if match["lead"] or match["patch"] or not each.known.trees:
                yield each.known, match["line"], match["version"]
    match = None if beside or clause.mentions else ALONE.search(clause.text)
    if match and not one.named("engine") and (named := _only_one_in(one.text)):
        yield named, match["line"], match["version"]
    if clause is one.clauses[0] and (match := LEADS.match(clause.text)) and ASKS_WHICH.search(one.question):
        asked = _only_one_in(one.question)
        if asked:
            yield asked, match["line"], match["version"]


def _only_one_in(text: str) -> Library | None:
    """The library that a text names, where it names one alone."""
    named = [each.known for each in _libraries().that_can_match(text) if each.name.search(text)]
    return named[0] if len(named) == 1 else None


class _Names(NamedTuple):
    """A library, and by what it is found in a text."""

    known: Library
    name: Pattern
    with_version: Pattern


@cache
def _libraries() -> ByPattern[_Names]:
    found: list[_Names] = []
    for entry in raw("library_versions")["libraries"].values():
        library = Library.model_validate(entry)
        name = rf"(?<![\w-])(?:{library.words})"
        found.append(_Names(library, Pattern(rf"{name}(?![a-z])"), Pattern(rf"{name}(?:(?P<lead>{LEAD})| )?{VERSION}")))
    return ByPattern((each, (each.name, each.with_version)) for each in found)
