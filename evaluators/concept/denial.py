"""What an answer denies, and what it means to say again without saying it."""

from evaluators.concept.lexicon import Span
from evaluators.concept.reading import Mention, Reading
from evaluators.concept.tokens import is_chinese

REACH = 12
"""A denial reaches over so many tokens, or to the end of its clause."""
VERB = 2
"""Characters of a Chinese verb at most."""
_COMPLEMENTS = frozenset("到动起出")
"""Behind a verb and 不 these say that it does not succeed."""
_OPENINGS = frozenset({"and", "so", "but", "then"})
"""May stand before a denial that begins its clause: "and instead of ... you ..."."""
_LIGHT = frozenset(
    {"做", "用", "搞", "弄", "试", "加", "要", "考虑", "做过", "用过", "试过", "看", "管", "查", "理", "测", "动", "改"}
    | {"碰", "沾", "沾边", "推荐", "建议", "选", "上", "提", "开"}
)
"""Verbs that stand for any act."""
_MILD = "太怎么大爱敢想会再打算准备愿意"
"""Characters that may stand between a denial and such a verb: 早停我不太用."""
_PLACES = frozenset("方址图区面点位平步域带")
"""Behind these 地 is a part of a noun."""
_CONDITIONS = frozenset({"if", "when", "as", "sinc", "becaus"})
"""Stems that begin a condition: "if that is not enough I ..."."""
_RELATIVES = frozenset({"that", "who", "which"})
"""A denial right behind one of these only says which ones are meant."""
SHORT = 14
"""Tokens of a clause that may be elliptic, at most."""


def deny(reading: Reading) -> None:
    """Where each denial reaches."""
    for label in ("denies", "prevents"):
        for cue in reading.cues.get(label, ()):
            if _asks(reading, cue):
                continue
            begin = cue.end if _swallowed(reading, cue) is not None else _begin(reading, cue)
            reading.denials_at.append((cue, begin, _reach(reading, cue)))
    _reject(reading)
    _abandon(reading)


def _begin(reading: Reading, cue: Span) -> int:
    """Where the denial begins: behind `cue`, or before the verb whose success it denies (标不动, 收集不到)."""
    keys = reading.keys
    if keys[cue.start : cue.end] == ["不"] and cue.end < len(keys) and keys[cue.end] in _COMPLEMENTS:
        return max(reading.clauses[reading.clause_of[cue.start]].start, cue.start - VERB)
    return cue.end


def _asks(reading: Reading, cue: Span) -> bool:
    """Whether a verb stands on both sides of 不: 挨不挨着, 靠不靠谱, which asks and does not deny."""
    keys = reading.keys
    inside = 0 < cue.start < len(keys) - 1
    return inside and keys[cue.start] in "不没" and keys[cue.start - 1] == keys[cue.start + 1]


def _reach(reading: Reading, cue: Span) -> int:
    """The token before which the denial of what follows `cue` ends."""
    inside = _swallowed(reading, cue)
    if inside is not None:
        return inside
    clause = reading.clauses[reading.clause_of[cue.start]]
    predicates = {
        span.start
        for label in ("predicates", "imperatives")
        for span in reading.cues.get(label, ())
        if label == "predicates" or not any(span.within(m.span) for m in reading.covering.get(span.start, ()))
    }
    ends = [clause.end, cue.end + REACH]
    # "does not saturate and is cheap": a new statement, out of the denial's reach.
    ends += [
        joint.start for joint in reading.cues.get("joins", ()) if joint.start > cue.end and joint.end in predicates
    ]
    ends += [stop.start for stop in reading.cues.get("ends_denial", ()) if stop.start >= cue.end]
    # "Not a fan of dropout nor of L2": the second denial begins where the first one ends.
    ends += [
        other.start for other in reading.cues.get("denies", ()) if reading.keys[other.start] == "nor" and other > cue
    ]
    ends += [turn.start for turn in reading.cues.get("turns", ()) if turn.start > cue.end + 1]
    ends += _repeated(reading, cue, clause.end)
    ends += [place for place in range(cue.end + 1, clause.end - 1) if _adverb_ends(reading, place)]
    opens = clause.start + (reading.keys[clause.start] in _OPENINGS)
    if cue.start <= opens or reading.keys[clause.start] in _CONDITIONS or reading.keys[cue.start - 1] in _RELATIVES:
        # "Instead of dropout I use weight decay", "for kinds that nobody has seen we ...": the subject begins what is
        # stated.
        ends += [subject.start for subject in reading.cues.get("subjects", ()) if subject.start > cue.end]
    return min(ends)


def _adverb_ends(reading: Reading, place: int) -> bool:
    """Whether an adverb ends at `place`, so that the verb behind it is not denied: 无损地传回去."""
    return reading.keys[place] == "地" and reading.keys[place + 1] not in _PLACES


def _repeated(reading: Reading, cue: Span, end: int) -> list[int]:
    """Where the denied verb comes again, for what is done instead: 不看准确率看召回率."""
    keys = reading.keys
    verb = cue.end - 1 if cue.end - cue.start > 1 else cue.end
    if verb >= end or not is_chinese(keys[verb][0]):
        return []
    starts = {span.start for span in reading.cues.get("predicates", ())}
    return [place for place in range(cue.end + 1, end) if keys[place] == keys[verb] and place in starts][:1]


def _reject(reading: Reading) -> None:
    """Denials of what stands before them: "X is wrong", X 没必要."""
    pointing = {
        token
        for name in ("pronouns", "fillers", "subjects")
        for span in reading.cues.get(name, ())
        for token in range(*span)
    }
    denying = {reading.clause_of[cue.start] for label in ("denies", "rejects") for cue in reading.cues.get(label, ())}
    rejecting = reading.cues.get("rejects", [])
    closing = [
        cue
        for cue in reading.cues.get("denies", ())
        if (reading.closes(cue) or _lightly(reading, cue))
        and not any(cue.within(other) for other in rejecting)
        and not _heads(reading, cue)
    ]
    for cue in [*rejecting, *closing]:
        if _swallowed(reading, cue) is not None or _asks(reading, cue):
            continue
        if _describes(reading, cue):
            reading.denials_at = [denial for denial in reading.denials_at if not denial[0].within(cue)]
            continue
        place = reading.clause_of[cue.start]
        clause = reading.clauses[place]
        start = clause.start
        if place and all(token in pointing for token in range(start, cue.start)):
            if any(key.isalnum() for key in reading.keys[cue.end : clause.end]):
                continue  # 不考虑过采样: denies what follows, as any other denial does
            if place - 1 in denying and (cue in closing or cue.start == start):
                continue  # "I don't use dropout, no": says the denial again and does not cancel it
            start = reading.clauses[place - 1].start
        elif cue.start == start:
            continue
        if cue not in closing or reading.closes(cue):
            reading.denials_at = [denial for denial in reading.denials_at if not denial[0].overlaps(cue)]
        reading.denials_at.append((cue, start, cue.start))


def _abandon(reading: Reading) -> None:
    """What was tried and given up: "weights made it unstable, so I dropped them" denies the clause before.

    Several things at once (*both*) go back to the beginning of the sentence; clauses that deny by themselves stay.
    """
    for label in ("abandons", "abandons_all"):
        for cue in reading.cues.get(label, ()):
            here = reading.clause_of[cue.start]
            if any(m.span.start < cue.start for m in _told_of(reading, here)):
                continue  # "I tried smoothing and dropped it" speaks of its own clause
            before = [place for place in reading.sentences[reading.clauses[here].sentence] if place < here]
            for place in before[-1:] if label == "abandons" else before:
                clause = reading.clauses[place]
                if not any(clause.start <= other.start < clause.end for other, *_ in reading.denials_at):
                    reading.denials_at.append((cue, clause.start, clause.end))


def _heads(reading: Reading, cue: Span) -> bool:
    """Whether `cue` is a heading, which denies what stands behind its colon: "Not: SMOTE"."""
    clause = reading.clauses[reading.clause_of[cue.start]]
    return cue.start == clause.start and reading.keys[clause.end - 1] == ":"


def _told_of(reading: Reading, place: int) -> list[Mention]:
    """The terms of several words, or names of sides, in a clause."""
    clause = reading.clauses[place]
    return [m for token in range(clause.start, clause.end) for m in reading.covering.get(token, ())]


def _describes(reading: Reading, cue: Span) -> bool:
    """Whether `cue` only describes the noun behind it: 没用的变量."""
    end = reading.tokens[cue.end - 1].end
    clause = reading.clauses[reading.clause_of[cue.start]]
    return reading.text[end : end + 1] == "的" and cue.end < clause.end and reading.keys[cue.end].isalnum()


def _lightly(reading: Reading, cue: Span) -> bool:
    """Whether only a verb without a meaning of its own stands between `cue` and the end: 早停我们没做."""
    clause = reading.clauses[reading.clause_of[cue.start]]
    return "".join(key for key in reading.keys[cue.end : clause.end] if key[0].isalnum()).lstrip(_MILD) in _LIGHT


def _swallowed(reading: Reading, cue: Span) -> int | None:
    """The end of the longest term that `cue` begins or is inside of (不平衡), or None: beyond it, nothing is denied."""
    ends = [m.span.end for m in reading.covering.get(cue.start, ()) if m.span.end > cue.end and m.uses(cue)]
    return max(ends, default=None)


def echo(reading: Reading) -> None:
    """What a clause such as "ReLU doesn't" means to say again of its own side."""
    sides = {side for rivals in reading.frame.sides for side in rivals}
    if not sides:
        return
    here: dict[int, list[tuple[str, Mention]]] = {}
    for label, found in reading.mentions.items():
        for mention in found:
            here.setdefault(mention.clause, []).append((label, mention))
    turned = {reading.clause_of[cue.start] for name in ("denies", "reverses") for cue in reading.cues.get(name, ())}
    pointed = {reading.clause_of[cue.start] for name in ("former", "latter") for cue in reading.cues.get(name, ())}
    for place in sorted(turned - {0}):
        clause = reading.clauses[place]
        own = {label for label, _ in here.get(place, ())}
        if clause.end - clause.start > SHORT or own - sides or not (own or place in pointed):
            continue
        for label, mention in here.get(place - 1, ()):
            if label not in sides:
                echoed = Mention(mention.span, place, echo=True, flips=1, gaps=mention.gaps)
                reading.mentions[label].append(echoed)
