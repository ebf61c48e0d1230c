"""Everything that is found in a dialogue: doubts, one for each turn and kind, and what follows for the whole."""

from collections.abc import Iterable, Iterator
from typing import Literal

from evaluators.honesty import consistency, names, substance
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules import OF_NETWORKS, RULES, upheld
from evaluators.honesty.rules.upheld import FIGURE
from evaluators.honesty.said import Said
from evaluators.text import Text

Overall = Literal["substantiated", "unclear", "contradicted"]
MOST_REASONS = 3


def judge(
    reading: Reading, contradictions: Iterable[Doubt] | None = None, false: Iterable[Doubt] | None = None
) -> tuple[Overall, tuple[Doubt, ...]]:
    """The judgement on a whole dialogue, and what it rests on.

    `contradictions`, and what is `false` in itself, are by default what the rules find.
    """
    found = list(consistency.find(reading) if contradictions is None else contradictions)
    doubts = [*(impossible(reading) if false is None else false), *found, *upheld.contradictions(found, reading)]
    weighed = substance.answers(reading)
    if any(not doubt.unsure for doubt in doubts):
        overall: Overall = "contradicted"
    elif doubts:
        overall = "unclear"
    else:
        overall = "substantiated" if substance.substantiated(weighed) else "unclear"
    if overall != "substantiated":
        doubted = {doubt.turn for doubt in doubts}
        doubts += [doubt for doubt in substance.empty(weighed) if doubt.turn not in doubted]
    return overall, tuple(_merged(doubts))


def impossible(reading: Reading, *, structure: bool = True) -> list[Doubt]:
    """What cannot be so; without `structure`, what a network is made of is not looked at."""
    rules = [rule for rule in RULES if structure or rule not in OF_NETWORKS]
    doubts = _withdrawn([doubt for rule in rules for doubt in rule(reading)], reading)
    return [*doubts, *upheld.find(doubts, reading)]


def _withdrawn(doubts: list[Doubt], reading: Reading) -> list[Doubt]:
    """Without what the candidate took back, in the same turn or a later one that speaks of the same.

    A "sorry" later on, about something else, takes nothing back.
    """
    corrections = [one for one in reading.said if one.corrects]
    return [doubt for doubt in doubts if not any(_takes_back(one, doubt, reading) for one in corrections)]


def _takes_back(one: Said, doubt: Doubt, reading: Reading) -> bool:
    """Whether a turn that corrects something corrects what is doubted."""
    if one.turn <= doubt.turn:
        return one.turn == doubt.turn
    named = {mention.id for mention in names.find(doubt.quote)}
    told = {mention.id for mention in (*one.asked, *(m for clause in one.clauses for m in clause.mentions))}
    figures = set(FIGURE.findall(doubt.quote)) & set(FIGURE.findall(f"{one.question} {one.text}"))
    right_after = reading.before(one)[-1].turn == doubt.turn
    return bool(named & told or figures or (right_after and any(c.figures or c.mentions for c in one.clauses)))


def _merged(doubts: Iterable[Doubt]) -> Iterator[Doubt]:
    """One doubt for each kind and turn, in the order of the turns, with up to three reasons."""
    groups: dict[tuple[int, str], list[Doubt]] = {}
    for doubt in doubts:
        groups.setdefault((doubt.turn, doubt.kind), []).append(doubt)
    for (turn, _), group in sorted(groups.items()):
        reasons = list(dict.fromkeys((doubt.reason.zh, doubt.reason.en) for doubt in group))[:MOST_REASONS]
        sources = dict.fromkeys(doubt.source for doubt in group if doubt.source)
        yield Doubt(
            group[0].kind,
            turn,
            group[0].quote,
            Text(zh="".join(zh for zh, _ in reasons), en=" ".join(en for _, en in reasons)),
            next(iter(sources), ""),
            unsure=all(doubt.unsure for doubt in group),
        )
