"""For the author: clause by clause what was understood, and for each pattern what is missing."""

from collections.abc import Iterator

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.matching import find, label
from evaluators.concept.premise import DOTS
from evaluators.concept.reading import Mention, Reading
from evaluators.concept.rubric import patterns
from evaluators.concept.syntax import Either, Group, Number, Part, Pattern, Sentence, Term
from evaluators.text import Frozen


class ReadClause(Frozen):
    """One clause as it was understood."""

    text: str
    about: tuple[str, ...] = ()
    """The sides it speaks about."""
    stated: tuple[str, ...] = ()
    denied: tuple[str, ...] = ()
    ignored: str = ""
    """Why it does not count (``question``, ``withdrawn`` ...), or empty."""


class TriedPattern(Frozen):
    """What became of one pattern."""

    place: str
    """Where it stands: ``criteria.cheap.says``."""
    pattern: str
    found: bool
    evidence: str = ""
    missing: tuple[str, ...] = ()
    """The parts that kept it from being found, each with the reason."""
    nearness: float = 0
    """The share of its parts that were found, 0 to 1."""


class Explanation(Frozen):
    """How a rubric reads an answer."""

    clauses: tuple[ReadClause, ...]
    patterns: tuple[TriedPattern, ...]

    def nearest(self, place: str, most: int = 3) -> tuple[TriedPattern, ...]:
        """The patterns of `place` that came nearest, best first."""
        here = [tried for tried in self.patterns if tried.place.startswith(place)]
        return tuple(sorted(here, key=lambda tried: (-tried.found, -tried.nearness))[:most])


def explain(grader: ConceptGrader, text: str) -> Explanation:
    """Read `text` by the rubric of `grader` and try every pattern of it."""
    reading = grader.read(text)
    return Explanation(
        clauses=tuple(_clauses(reading)),
        patterns=tuple(
            _tried(place, pattern, reading) for place, texts in grader.texts().items() for pattern in patterns(texts)
        ),
    )


def _clauses(reading: Reading) -> Iterator[ReadClause]:
    mentions = [(name, mention) for name, found in sorted(reading.mentions.items()) for mention in found]
    for place in range(len(reading.clauses)):
        here = [(name, mention) for name, mention in mentions if mention.clause == place]
        yield ReadClause(
            text=reading.clause_text(place),
            about=tuple(_sides(reading, [mention for _, mention in here])),
            stated=tuple(dict.fromkeys(_shown(name) for name, mention in here if not _denied(reading, mention))),
            denied=tuple(dict.fromkeys(_shown(name) for name, mention in here if _denied(reading, mention))),
            ignored=reading.dead.get(place, ""),
        )


def _sides(reading: Reading, mentions: list[Mention]) -> Iterator[str]:
    for rivals in reading.frame.sides:
        for side in rivals:
            if any(reading.about(mention, side) for mention in mentions):
                yield side


def _denied(reading: Reading, mention: Mention) -> bool:
    return (mention.flips + sum(1 for _ in reading.denials(mention))) % 2 == 1


def _shown(name: str) -> str:
    """A label as an author writes it."""
    if name.startswith("{"):
        return name + "}"
    if name.startswith("<"):
        return "{" + name[1:] + "} reversed"
    return name + '"' if name.startswith('"') else name


def _tried(place: str, pattern: Pattern, reading: Reading) -> TriedPattern:
    match = find(pattern, reading)
    if match is not None:
        words = DOTS.join(reading.clause_text(clause) for clause in match.clauses)
        return TriedPattern(place=place, pattern=pattern.text, found=True, evidence=words, nearness=1)
    parts = [part for sentence in pattern.sentences for part in _parts(sentence)]
    missing = [reason for part in parts if (reason := _why_not(part, reading))]
    for sentence in pattern.sentences:
        alone = Pattern((sentence,), str(sentence))
        if not any(_why_not(part, reading) for part in _parts(sentence)) and find(alone, reading) is None:
            missing.append(f"{sentence}: its parts stand too far apart, in another order, or about another side")
    total = len(parts) or 1
    lacking = sum(1 for part in parts if _why_not(part, reading))
    return TriedPattern(
        place=place, pattern=pattern.text, found=False, missing=tuple(missing), nearness=(total - lacking) / total
    )


def _parts(sentence: Sentence) -> Iterator[Part]:
    for group in sentence.groups:
        yield from (part for part in group.parts if part.polarity != "absent")


def _why_not(part: Part, reading: Reading) -> str:
    """The reason why `part` alone is not found, or empty."""
    alone = Pattern((Sentence((Group((part,), ()),)),), str(part))
    if find(alone, reading) is not None:
        return ""
    atom = part.atom
    if isinstance(atom, Either | Number):
        return f"{part}: not mentioned" if not _somewhere(atom, reading) else f"{part}: only denied, or not counted"
    found = reading.mentions.get(label(atom), ())
    if not found:
        return f"{part}: not mentioned"
    reasons = {reading.dead[m.clause] for m in found if m.clause in reading.dead}
    if reasons:
        return f"{part}: mentioned, but the clause does not count ({', '.join(sorted(reasons))})"
    return f"{part}: mentioned, but {'stated' if part.polarity == 'denied' else 'denied'}"


def _somewhere(atom: Term | Number | Either, reading: Reading) -> bool:
    either = Pattern((Sentence((Group((Part(atom, "any"),), ()),)),), str(atom))
    return find(either, reading) is not None
