"""What an answer to a question for a list names without offering it.

It calls it no trouble ("that was never a problem"). Of remedies, it finds fault ("too slow to serve"), tells what was
there before ("we already had dropout, and still ..."), what used to be done, what others like, or what the remedy
offered is better than. None of that is a denial: "dropout is slow" and "we don't use it, it's slow" say the same, and
do not cancel out.
"""

from collections.abc import Iterator

from evaluators.concept.background import background
from evaluators.concept.cleft import passed_over
from evaluators.concept.lecture import lectures
from evaluators.concept.lexicon import Span
from evaluators.concept.named import denied, followed, list_begin, listed_at, naming, says, sentence_end, until_speaker
from evaluators.concept.others import left_to_others
from evaluators.concept.reading import Mention, Reading
from evaluators.concept.turned import turned_round

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
_SUBJECT = frozenset({"it", "thei", "它"})
"""What was refused, where its fault is told behind it: "no dropout, it only adds noise"."""
_THEN = frozenset("就则才话时再上换")
"""What stands behind a condition."""
_BUT = frozenset({"but", "yet", "though", "howev", "但", "不", "可"})
"""A clause that turns begins with one of these."""
_CONCLUSIONS = frozenset({"so", "therefor", "thus", "henc", "then", "所", "因", "那", "于", "就"})
"""A clause that draws a conclusion begins with one of these."""
_TOO = frozenset({"too", "also", "again", "both", "也", "同"})
"""May stand behind a verdict of one word: "Reverted too."."""
_ALL = ("都不", "都没", "都白")
"""Says of all that was named that it failed; 都 is no token."""
_ELSE = frozenset({"els", "rest", "其"})
"""Speaks of what was not named before: "everything else was within the noise"."""
_RELATIVES = frozenset({"that", "who", "whose"})
"""Begins a clause that says which ones are meant, if no comma stands before it."""
_LIGHT = frozenset({"and", "just", "也", "都", "结", "果", "把", "得", "要", "该", "会"})
"""Says nothing by itself in a clause that only points: 所以得撤."""
_GRANTED = frozenset({"though", "although", "albeit", "虽", "尽"})
"""A clause that only grants something begins with one of these."""


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
            background(reading),
            _formerly(reading),
            left_to_others(reading),
            _undone(reading),
            _dismissed(reading),
            _headed(reading),
            lectures(reading),
            _refused(reading),
            _touched_on(reading),
            _wished(reading),
            passed_over(reading),
        )
        for found in cues
    )
    reading.aside.extend(list(_last_word(reading)))
    reading.aside.extend([*turned_round(reading), *_defined(reading)])
    reading.aside.extend(list(_explained(reading)))


def _judged(reading: Reading, label: str) -> Iterator[tuple[Span, int, int]]:
    """What stands before the words of `label`, which find fault with it or call it harmless."""
    pointing = _pointing(reading)
    for cue in reading.cues.get(label, ()):
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        if denied(reading, cue) or _redeemed(reading, place) or _restricts(reading, cue):
            continue
        if _supposed(reading, start, cue.end) and not (
            reading.keys[start] in _REASONS and any(m.span.end <= cue.start for m in listed_at(reading, place))
        ):
            continue
        if all(token in pointing for token in range(start, cue.start)) or (
            reading.keys[cue.start - 1] in _IT and not any(m.span.start < cue.start for m in listed_at(reading, place))
        ):
            yield cue, *_before(reading, place)
        else:
            begin = _subject(reading, start, cue.start, pointing)
            names = any(start <= m.span.start < cue.start for m in listed_at(reading, place))
            yield cue, list_begin(reading, place) if begin == start and names else begin, cue.start
            if _every(reading, place) and not listed_at(reading, place):
                yield cue, *_before(reading, place)


def _restricts(reading: Reading, cue: Span) -> bool:
    """Whether `cue` only says which ones are meant: "I dropped every column that did not survive the test"."""
    start = reading.clauses[reading.clause_of[cue.start]].start
    behind = cue.start - 1 if reading.keys[cue.start - 1] in _RELATIVES else cue.start - 2
    return behind > start and reading.keys[behind] in _RELATIVES and reading.keys[behind - 1].isalnum()


def _fails(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """Clauses that say no more than that it did not help."""
    pointing = _pointing(reading)
    for cue in reading.cues.get("fails", ()):
        place = reading.clause_of[cue.start]
        clause = reading.clauses[place]
        behind = {key for key in reading.keys[cue.end : clause.end] if key.isalnum()}
        if behind <= _TOO and all(token in pointing for token in range(clause.start, cue.start)):
            yield cue, *_before(reading, place)


def _dismissed(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is turned down as a whole, in its own clause or behind it: "X is fashionable, so not that", X 推过，没要."""
    for label in ("abandons", "dismisses"):
        for cue in reading.cues.get(label, ()):
            place = reading.clause_of[cue.start]
            if denied(reading, cue):
                continue
            if any(m.span.end <= cue.start for m in listed_at(reading, place)):
                yield cue, list_begin(reading, place), cue.start
            else:
                yield cue, *_before(reading, place)


def _headed(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What stands behind a heading that turns it down: "Not: SMOTE", "Tried before, dropped: focal, mixup"."""
    for cue in reading.cues.get("heads_refusal", ()):
        if any(cue.overlaps(other) for other in reading.cues.get("affirms", ())):
            continue
        clause = reading.clauses[reading.clause_of[cue.start]]
        leads = reading.keys[clause.start : cue.start]
        heads = reading.keys[clause.end - 1] == ":" and (leads[:1] == ["what"] or not any(map(str.isalnum, leads)))
        if heads and not listed_at(reading, reading.clause_of[cue.start]):
            yield cue, clause.end, sentence_end(reading, cue)


def _explained(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is named only to explain why something is refused: "no dropout, since dropping units costs capacity"."""
    for place, clause in enumerate(reading.clauses[1:], 1):
        before = reading.clauses[place - 1]
        explains = reading.keys[clause.start] in _REASONS | _SUBJECT and before.sentence == clause.sentence
        if not explains or _redeemed(reading, place):
            continue
        refused = [
            cue
            for mention in listed_at(reading, place - 1)
            for cue, begin, end in (*reading.denials_at, *reading.aside, *_taken_out(reading))
            if begin <= mention.span.start < end
        ]
        if refused:
            yield Span(clause.start, clause.start), clause.start, clause.end


def _taken_out(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What stands right behind a word that takes it out."""
    return ((cue, cue.end, cue.end + 2) for cue in reading.cues.get("takes_out", ()))


def _pointing(reading: Reading) -> set[int]:
    """The tokens that only point to what was named before."""
    names = ("pronouns", "fillers", "connects", "contrasts", "seen")
    words = {token for name in names for span in reading.cues.get(name, ()) for token in range(*span)}
    return words | {token for token, key in enumerate(reading.keys) if key in _LIGHT}


def _before(reading: Reading, place: int) -> tuple[int, int]:
    """The tokens from what was named last in the sentence up to clause `place`, or else the clause before it.

    All that was named in it, if the clause speaks of all: "tried A, tried B, neither helped". Where it is a sentence of
    its own, what was named last in the sentence before.
    """
    sentence = reading.clauses[place].sentence
    within = [before for before in range(max(0, place - BACK), place) if reading.clauses[before].sentence == sentence]
    named = naming(reading)
    begins = [before for before in within if before in named] or within[:1]
    if not begins:
        begins = [
            before
            for before in range(max(0, place - BACK), place)
            if before in named and reading.clauses[before].sentence == sentence - 1
        ][-1:]
    if not begins:
        begins = list(range(max(0, place - 1), place))
    if not begins:
        return 0, 0
    return list_begin(reading, begins[0 if _every(reading, place) else -1]), reading.clauses[place].start


def _every(reading: Reading, place: int) -> bool:
    """Whether clause `place` speaks of all that was named: "neither helped"."""
    clause = reading.clauses[place]
    begin = reading.tokens[clause.start - 1].end if clause.start else 0
    text = reading.text[begin : reading.tokens[clause.end - 1].end]
    if _ELSE & set(reading.keys[clause.start : clause.end]):
        return False
    return any(word in text for word in _ALL) or any(
        clause.start <= cue.start < clause.end for cue in reading.cues.get("every", ())
    )


def _subject(reading: Reading, start: int, end: int, pointing: set[int]) -> int:
    """Where what a verb before `end` judges begins: "I use L2 and dropout is too slow"."""
    spoken = [cue.start for cue in reading.cues.get("subjects", ()) if start <= cue.start < end]
    joints = [
        cue.end for cue in reading.cues.get("joins", ()) if start < cue.start < end and reading.keys[cue.start] == "and"
    ]
    own = bool(joints) and not all(token in pointing for token in range(joints[-1], end))
    return joints[-1] if own and spoken and spoken[0] < joints[-1] else start


def _supposed(reading: Reading, start: int, end: int) -> bool:
    """Whether the clause from `start` only supposes what is said up to `end`: 收不到就做增强, 收不到，就做增强."""
    behind = next((key for key in reading.keys[end : end + 2] if key.isalnum()), "")
    return reading.keys[start] in _CONDITIONS or behind in _THEN


def _redeemed(reading: Reading, place: int) -> bool:
    """Whether a fault is granted and no more: "slow, but it works", "crude as it is", "it works, though it is slow"."""
    clause = reading.clauses[place]
    if reading.keys[clause.start] in _GRANTED or says(reading, clause, "concedes"):
        return True
    for after in reading.clauses[place + 1 : place + 3]:
        if reading.keys[after.start] in _BUT and says(reading, after, "praises"):
            return True
        if says(reading, after, "still_offers"):
            return True
        if after.sentence != clause.sentence:
            break
    return says(reading, clause, "still_offers")


def _formerly(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What used to be done and is done no more."""
    for cue in reading.cues.get("formerly", ()):
        if followed(reading, cue, "nowadays"):
            yield cue, cue.end, reading.clauses[reading.clause_of[cue.start]].end


def _undone(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What was tried and taken out again, or thought of and not done: "..., then removed", 后来撤了."""
    pointing = _pointing(reading)
    for cue in reading.cues.get("undone", ()):
        place = reading.clause_of[cue.start]
        start = reading.clauses[place].start
        if not reading.closes(cue) or denied(reading, cue) or reading.keys[start] in _CONDITIONS - _REASONS:
            continue
        points = all(token in pointing for token in range(start, cue.start))
        told = any(token in reading.covering for token in range(start, cue.start)) or place in naming(reading)
        if not points:
            yield cue, start, cue.start
        if points or (not told and _IT & set(reading.keys[start : cue.end])):
            yield cue, *_before(reading, place)


def _refused(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is refused, or only thought of: it stands behind the words that say so."""
    affirmed = reading.cues.get("affirms", ())
    for cue in (*reading.cues.get("outdone", ()), *reading.cues.get("considers", ())):
        if not denied(reading, cue) and not any(cue.overlaps(other) for other in affirmed):
            yield cue, cue.end, until_speaker(reading, cue)
    for cue in reading.cues.get("parts", ()):
        apart = reading.clause_of[cue.start] != reading.clause_of[cue.end - 1] or cue.end - 1 in reading.covering
        if not apart and not denied(reading, cue):
            yield Span(cue.start, cue.start + 1), cue.start + 1, cue.end


def _touched_on(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is only touched on to say no to it: 至于加权，我没用."""
    for cue in reading.cues.get("as_for", ()):
        end = sentence_end(reading, cue)
        refused = any(
            cue.end <= no.start < end
            for label in ("denies", "faults", "fails", "undone", "dismisses", "rejects")
            for no in reading.cues.get(label, ())
        )
        if refused:
            yield cue, cue.end, reading.clauses[reading.clause_of[cue.start]].end


def _wished(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What would be welcome and cannot be had: "more data would help, but labels are dear"."""
    for cue in reading.cues.get("wishes", ()):
        place = reading.clause_of[cue.start]
        after = reading.clauses[place + 1 : place + 2]
        turned = any(reading.keys[clause.start] in _BUT and not says(reading, clause, "praises") for clause in after)
        if turned and not denied(reading, cue) and not _redeemed(reading, place):
            yield cue, reading.clauses[place].start, reading.clauses[place].end


def _defined(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What the trouble is or comes from: "overfitting means too many parameters", 模型太大造成的."""
    for cue in reading.cues.get("defines", ()):
        ends = [
            clause.start
            for clause in reading.clauses[reading.clause_of[cue.start] + 1 :]
            if reading.keys[clause.start] in _CONCLUSIONS
        ]
        yield Span(cue.end, cue.end), cue.start, min([until_speaker(reading, cue, sentence_end(reading, cue)), *ends])
    for cue in reading.cues.get("causes_it", ()):
        if reading.closes(cue) and not denied(reading, cue):
            place = reading.clause_of[cue.start]
            yield cue, list_begin(reading, place), cue.start


def _last_word(reading: Reading) -> Iterator[tuple[Span, int, int]]:
    """What is set aside where it is named last in the same words is not offered where it was named before."""
    for name in reading.frame.listed:
        said: dict[str, list[Mention]] = {}
        for mention in sorted(reading.mentions.get(name, ()), key=lambda m: m.span):
            said.setdefault(reading.keys[mention.span.end - 1], []).append(mention)
        for mentions in said.values():
            last = mentions[-1].span
            cues = [cue for cue, begin, end in reading.aside if begin <= last.start < end]
            for cue in cues[:1]:
                yield from ((cue, m.span.start, m.span.end) for m in mentions[:-1])
