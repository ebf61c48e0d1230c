"""What an answer to a question for a list names without offering it.

It calls it no trouble ("that was never a problem"). Of remedies, it finds fault ("too slow to serve"), tells what was
there before ("we already had dropout, and still ..."), what used to be done, what others like, or what the remedy
offered is better than. None of that is a denial: "dropout is slow" and "we don't use it, it's slow" say the same, and
do not cancel out.
"""

from collections.abc import Iterator

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Clause, Mention, Reading

NEAR = 4
"""Words between somebody else and what they like, at most."""
BEHIND = 3
"""Words between a remedy and the verb behind it that turns it down, at most: "the dropout rate down to zero"."""
BACK = 4
"""Clauses before one that judges which may hold what it judges."""
_CONDITIONS = frozenset(
    {"if", "when", "unless", "until", "becaus", "sinc", "as", "where", "如", "若", "当", "除", "因"}
)
"""A clause that begins with one of these does not judge what was named before."""
_REASONS = frozenset({"becaus", "sinc", "as", "因"})
"""Of these, those that give a reason: "because L2 does nothing" judges what it names itself."""
_IT = frozenset({"it", "thei", "them", "this", "它", "这"})
"""Points back, where it stands before the words that judge: "with our rows it makes no sense"."""
_THEN = frozenset("就则才话时")
"""What stands behind a condition."""
_BUT = frozenset({"but", "yet", "though", "howev", "但", "不", "可"})
"""A clause that turns begins with one of these."""
_CONCLUSIONS = frozenset({"so", "therefor", "thus", "henc", "then", "所", "因", "那", "于", "就"})
"""A clause that draws a conclusion begins with one of these."""
_TOO = frozenset({"too", "also", "likewis", "也", "同"})
"""Who does what others do says so with one of these."""
_GRANTED = frozenset({"though", "although", "albeit", "虽", "尽"})
"""A clause that only grants something begins with one of these."""
_OTHERWISE = frozenset({"we", "i", "mine", "my", "我"})
"""Who speaks of himself again."""


def set_aside(reading: Reading) -> None:
    """Note in `reading.aside` what is named without being offered: the words that say so, and what they reach."""
    reading.aside.extend(_judged(reading, "harmless"))
    if not reading.frame.remedies:
        return
    reading.aside.extend(
        found
        for cues in (
            _judged(reading, "faults"),
            _judged(reading, "history"),
            _fails(reading),
            _background(reading),
            _formerly(reading),
            _favourites(reading),
            _undone(reading),
            _refused(reading),
            _wished(reading),
        )
        for found in cues
    )
    reading.aside.extend(list(_last_word(reading)))
    reading.aside.extend([*_turned_round(reading), *_defined(reading)])


def _judged(reading: Reading, label: str) -> Iterator[tuple[Span, int, int]]:
    """What stands before the words of `label`, which find fault with it or call it harmless."""
    pointing = _pointing(reading)
    for cue in reading.cues.get(label, ()):
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        if _denied(reading, cue) or _redeemed(reading, place):
            continue
        if _supposed(reading, start, cue.end) and not (
            reading.keys[start] in _REASONS and any(m.span.end <= cue.start for m in _listed_at(reading, place))
        ):
            continue
        if all(token in pointing for token in range(start, cue.start)) or (
            reading.keys[cue.start - 1] in _IT and not any(m.span.start < cue.start for m in _listed_at(reading, place))
        ):
            yield cue, *_before(reading, place)
        else:
            begin = _subject(reading, start, cue.start, pointing)
            names = any(start <= m.span.start < cue.start for m in _listed_at(reading, place))
            yield cue, _listed(reading, place) if begin == start and names else begin, cue.start


def _fails(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """Clauses that say no more than that it did not help."""
    pointing = _pointing(reading)
    for cue in reading.cues.get("abandons", ()):
        yield cue, *_before(reading, reading.clause_of[cue.start])
    for cue in reading.cues.get("fails", ()):
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        if reading.closes(cue) and all(token in pointing for token in range(start, cue.start)):
            yield cue, *_before(reading, place)


def _pointing(reading: Reading) -> set[int]:
    """The tokens that only point to what was named before."""
    names = ("pronouns", "fillers", "connects", "contrasts", "seen")
    words = {token for name in names for span in reading.cues.get(name, ()) for token in range(*span)}
    return words | {token for token, key in enumerate(reading.keys) if key in {"and", "just", "也", "都", "结", "果"}}


def _before(reading: Reading, place: int) -> tuple[int, int]:
    """The tokens from what was named last in the sentence up to clause `place`, or else the clause before it.

    All that was named in it, if the clause speaks of all: "tried A, tried B, neither helped". Where it is a sentence of
    its own, what was named last in the sentence before.
    """
    sentence = reading.clauses[place].sentence
    within = [before for before in range(max(0, place - BACK), place) if reading.clauses[before].sentence == sentence]
    begins = [before for before in within if before in _naming(reading)]
    if not begins:
        wider = [
            before for before in range(max(0, place - BACK), place) if reading.clauses[before].sentence >= sentence - 1
        ]
        begins = [before for before in wider if before in _naming(reading)][-1:]
    if not begins:
        begins = list(range(max(0, place - 1), place))
    if not begins:
        return 0, 0
    clause = reading.clauses[place]
    every = any(clause.start <= cue.start < clause.end for cue in reading.cues.get("every", ()))
    return _listed(reading, begins[0 if every else -1]), clause.start


def _listed_at(reading: Reading, place: int) -> list[Mention]:
    """What clause `place` names of what is asked for."""
    return [m for name in reading.frame.listed for m in reading.mentions.get(name, ()) if m.clause == place]


def _naming(reading: Reading) -> set[int]:
    """The clauses that name something asked for."""
    return {m.clause for name in reading.frame.listed for m in reading.mentions.get(name, ())}


def _listed(reading: Reading, place: int) -> int:
    """Where the list begins that goes on in clause `place`: "A, B and C did nothing"."""
    tokens = {
        token for name in reading.frame.listed for m in reading.mentions.get(name, ()) for token in range(*m.span)
    } | {token for cue in reading.cues.get("joins", ()) for token in range(*cue)}
    while place and reading.clauses[place - 1].sentence == reading.clauses[place].sentence:
        before = reading.clauses[place - 1]
        words = [token for token in range(before.start, before.end) if reading.keys[token].isalnum()]
        if not words or not all(token in tokens for token in words):
            break
        place -= 1
    return reading.clauses[place].start


def _subject(reading: Reading, start: int, end: int, pointing: set[int]) -> int:
    """Where what a verb before `end` judges begins: "I use L2 and dropout is too slow"."""
    spoken = [cue.start for cue in reading.cues.get("subjects", ()) if start <= cue.start < end]
    joints = [
        cue.end for cue in reading.cues.get("joins", ()) if start < cue.start < end and reading.keys[cue.start] == "and"
    ]
    own = bool(joints) and not all(token in pointing for token in range(joints[-1], end))
    return joints[-1] if own and spoken and spoken[0] < joints[-1] else start


def _supposed(reading: Reading, start: int, end: int) -> bool:
    """Whether the clause that begins at `start` only supposes what is said up to `end`: 收不到就做增强."""
    return reading.keys[start] in _CONDITIONS or (end < len(reading.keys) and reading.keys[end] in _THEN)


def _denied(reading: Reading, cue: Span) -> bool:
    """Whether the fault is denied, so that none is found: "so that it can't just memorise"."""
    return any(
        begin <= cue.start < end and not other.overlaps(cue) and other.start < cue.start
        for other, begin, end in reading.denials_at
    )


def _redeemed(reading: Reading, place: int) -> bool:
    """Whether a fault is granted and no more: "slow, but it works", "crude as it is", "it works, though it is slow"."""
    clause = reading.clauses[place]
    if reading.keys[clause.start] in _GRANTED or _says(reading, clause, "concedes"):
        return True
    for after in reading.clauses[place + 1 : place + 3]:
        if reading.keys[after.start] in _BUT and _says(reading, after, "praises"):
            return True
        if _says(reading, after, "still_offers"):
            return True
        if after.sentence != clause.sentence:
            break
    return _says(reading, clause, "still_offers")


def _says(reading: Reading, clause: Clause, label: str) -> bool:
    """Whether a cue of `label` stands in `clause`, and is not denied."""
    return any(
        clause.start <= cue.start < clause.end and not _denied(reading, cue) for cue in reading.cues.get(label, ())
    )


def _background(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was there before, and did not suffice."""
    for label in ("had", "had_before"):
        for cue in reading.cues.get(label, ()):
            clause = reading.clauses[reading.clause_of[cue.start]]
            if not _followed(reading, cue, "insufficient"):
                continue
            if label == "had":
                yield cue, cue.end, clause.end
            elif reading.closes(cue) or reading.keys[cue.end] in {"and", "but", "yet", "so"}:
                yield Span(cue.end - 1, cue.end), _listed(reading, reading.clause_of[cue.start]), cue.end
    spoken = [cue.start for cue in reading.cues.get("subjects", ())]
    for cue in reading.cues.get("predecessors", ()):
        yield cue, cue.end, _until_speaker(reading, cue, _sentence_end(reading, cue))
        start = reading.clauses[reading.clause_of[cue.start]].start
        if not any(start <= place < cue.start for place in spoken):
            yield cue, start, cue.start


def _formerly(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What used to be done and is done no more."""
    for cue in reading.cues.get("formerly", ()):
        if _followed(reading, cue, "nowadays"):
            yield cue, cue.end, reading.clauses[reading.clause_of[cue.start]].end


def _favourites(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What others like or propose, where the speaker refuses it or goes on with what he likes himself."""
    for label, needed in (("favours", _BUT | _OTHERWISE), ("proposes", _BUT)):
        for cue in reading.cues.get(label, ()):
            place = reading.clause_of[cue.start]
            others = any(
                0 <= cue.start - who.end <= NEAR and reading.clause_of[who.start] == place
                for who in reading.cues.get("speakers", ())
            )
            after = reading.clauses[place + 1 : place + 3]
            turned = any(
                reading.keys[clause.start] in needed and not _TOO & set(reading.keys[clause.start : clause.end])
                for clause in after
            )
            refused = any(
                clause.start <= no.start < clause.end
                for clause in after
                for name in ("faults", "undone", "declines")
                for no in reading.cues.get(name, ())
            )
            if others and (turned or refused):
                yield cue, cue.end, reading.clauses[place].end


def _undone(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was tried and taken out again, or thought of and not done: "..., then removed", 后来撤了."""
    pointing = _pointing(reading)
    for cue in reading.cues.get("undone", ()):
        if not reading.closes(cue) or _denied(reading, cue):
            continue
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        told = any(token in reading.covering for token in range(start, cue.start)) or place in _naming(reading)
        if not all(token in pointing for token in range(start, cue.start)):
            yield cue, start, cue.start
        if not told or all(token in pointing for token in range(start, cue.start)):
            yield cue, *_before(reading, place)


def _refused(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is refused, or only thought of: it stands behind the words that say so."""
    affirmed = reading.cues.get("affirms", ())
    for cue in (*reading.cues.get("outdone", ()), *reading.cues.get("considers", ())):
        if not _denied(reading, cue) and not any(cue.overlaps(other) for other in affirmed):
            yield cue, cue.end, _until_speaker(reading, cue)
    for cue in reading.cues.get("parts", ()):
        if reading.clause_of[cue.start] == reading.clause_of[cue.end - 1] and not _denied(reading, cue):
            yield Span(cue.start, cue.start + 1), cue.start + 1, cue.end


def _wished(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What would be welcome and cannot be had: "more data would help, but labels are dear"."""
    for cue in reading.cues.get("wishes", ()):
        place = reading.clause_of[cue.start]
        after = reading.clauses[place + 1 : place + 2]
        turned = any(reading.keys[clause.start] in _BUT and not _says(reading, clause, "praises") for clause in after)
        if turned and not _denied(reading, cue) and not _redeemed(reading, place):
            yield cue, reading.clauses[place].start, reading.clauses[place].end


def _turned_round(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """Remedies turned down or switched off: "lower the dropout rate", 正则调小.

    Only there: who says "dropout. If it underfits, less dropout" offers it.
    """
    for dial in reading.cues.get("dials", ()):
        before = [cue for cue in reading.cues.get("turns_down", ()) if 0 <= dial.start - cue.end <= 1]
        behind = [
            *reading.cues.get("turned_down", ()),
            *(cue for cue in reading.cues.get("ends_down", ()) if _ends(reading, cue)),
        ]
        for verb in [*before, *(cue for cue in behind if 0 <= cue.start - dial.end <= BEHIND)]:
            begin, end = min(verb.start, dial.start), max(verb.end, dial.end)
            between = reading.keys[min(verb.end, dial.end) : max(verb.start, dial.start)]
            if all(key.isalnum() for key in between) and not _denied(reading, verb):
                yield Span(end, end), begin, end


def _ends(reading: Reading, cue: Span) -> bool:
    """Whether nothing stands behind `cue` in its clause, or only what is joined to it."""
    return reading.closes(cue) or any(other.start == cue.end for other in reading.cues.get("joins", ()))


def _defined(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What the trouble is or comes from: "overfitting means too many parameters", 模型太大造成的."""
    for cue in reading.cues.get("defines", ()):
        ends = [
            clause.start
            for clause in reading.clauses[reading.clause_of[cue.start] + 1 :]
            if reading.keys[clause.start] in _CONCLUSIONS
        ]
        yield Span(cue.end, cue.end), cue.start, min([_until_speaker(reading, cue, _sentence_end(reading, cue)), *ends])
    for cue in reading.cues.get("causes_it", ()):
        if reading.closes(cue) and not _denied(reading, cue):
            place = reading.clause_of[cue.start]
            yield cue, _listed(reading, place), cue.start


def _last_word(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is set aside where it is named last in the same words is not offered where it was named before."""
    for name in reading.frame.listed:
        said: dict[tuple[str, ...], list[Mention]] = {}
        for mention in sorted(reading.mentions.get(name, ()), key=lambda m: m.span):
            said.setdefault(tuple(reading.keys[mention.span.start : mention.span.end]), []).append(mention)
        for mentions in said.values():
            last = mentions[-1].span
            cues = [cue for cue, begin, end in reading.aside if begin <= last.start < end]
            for cue in cues[:1]:
                yield from ((cue, m.span.start, m.span.end) for m in mentions[:-1])


def _followed(reading: Reading, cue: Span, label: str) -> bool:
    """Whether a word of `label` stands behind `cue`, in its sentence or in the next one."""
    here = reading.clauses[reading.clause_of[cue.start]].sentence
    return any(
        other.start >= cue.end and reading.clauses[reading.clause_of[other.start]].sentence - here <= 1
        for other in reading.cues.get(label, ())
    )


def _until_speaker(reading: Reading, cue: Span, end: int = 0) -> int:
    """Where what is outdone ends: at the speaker, or at 不如, or with the clause."""
    end = end or reading.clauses[reading.clause_of[cue.start]].end
    stops = [other.start for name in ("subjects", "compares") for other in reading.cues.get(name, ())]
    return min([end, *(stop for stop in stops if stop > cue.end)])


def _sentence_end(reading: Reading, cue: Span) -> int:
    """Where the sentence of `cue` ends."""
    return reading.clauses[reading.sentences[reading.clauses[reading.clause_of[cue.start]].sentence][-1]].end
