"""Which criterion the words beside a chain name."""

import re
from collections.abc import Mapping
from itertools import pairwise

from evaluators.arithmetic.chains import Chain
from evaluators.arithmetic.phrases import COUNTED_NOUN, DEFINES, JOINT, OTHER_AFTER, OTHER_BEFORE, SMALL_WORDS, STRONG


class Labels:
    """The words that name the criteria, as one pattern."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._names = list(words)
        self._labels = re.compile(
            "(?ai)" + "|".join(f"(?P<c{place}>{one})" for place, one in enumerate(words.values()))
        )

    def _found(self, text: str) -> list[tuple[re.Match[str], str]]:
        """The labels in `text`, with the criterion that each names."""
        return [(match, self._names[int((match.lastgroup or "c0")[1:])]) for match in self._labels.finditer(text)]

    def give(self, text: str, chains: list[Chain]) -> None:  # noqa: C901, PLR0912 - one rule for each place a name may stand
        """Give each chain the criterion that the words beside it name."""
        for place, chain in enumerate(chains):
            beside = chains[place - 1] if place and chains[place - 1].clause == chain.clause else None
            chain.other = self._about_the_question(chain, beside)
            if chain.label is None:
                before = self._found(chain.before)
                if before:
                    defining = [
                        name
                        for m, name in before
                        if DEFINES.match(chain.before[m.end() :]) and re.search("[=≈]", chain.before[m.end() :])
                    ]
                    chain.label = defining[0] if defining else before[-1][1]
            gap = chain.after
            same = place + 1 < len(chains) and chains[place + 1].clause == chain.clause
            after = self._found(gap)
            if not after:
                continue
            match, name = after[0]
            mine = len(SMALL_WORDS.sub("", gap[: match.start()]))
            if same:
                theirs = len(SMALL_WORDS.sub("", gap[match.end() :]))
                tie = (
                    mine == theirs
                    and gap[: match.start()] != ""
                    and gap[match.end() :] == ""
                    and text[chains[place + 1].start] != "("
                )
                if DEFINES.match(gap[match.end() :]):
                    takes = mine <= theirs and self._named_after(chains[place + 1])
                else:
                    takes = chain.label is None and mine <= theirs and not tie
                if takes or (len(after) > 1 and chain.label is None):
                    chain.label = chain.label or name
                    chains[place + 1].before = gap[match.end() :]
            elif chain.label is None or (mine == 0 and chain.label != name and not _tight(chain.before, self._labels)):
                chain.label = name
        self._joint(text, chains)
        for one, following in pairwise(chains):
            if one.other and one.label and following.clause == one.clause and following.label is None:
                following.label = one.label  # "params: 4 groups x 16 x 16"
        for chain in chains:
            # A noun of the question beside a bare number outweighs a criterion's name further off.
            if chain.other and (
                len(chain.members) > 1
                or chain.last.form == "fraction"
                or (chain.label and self._labels.match(chain.after.lstrip(" 个")))
            ):
                chain.other = False

    def _named_after(self, chain: Chain) -> bool:
        """Whether a criterion's name stands right after the chain and goes with nothing else."""
        match = self._labels.match(chain.after.lstrip(" 个"))
        return match is not None and not DEFINES.match(chain.after.lstrip(" 个")[match.end() :])

    def _joint(self, text: str, chains: list[Chain]) -> None:
        """``precision and recall are 0.75 and 0.6``: as many names, then as many values."""
        for place, chain in enumerate(chains):
            between = text[chains[place - 1].end if place else 0 : chain.start]
            between = STRONG.split(between)[-1][-120:]
            named = self._found(between)
            if (
                place
                and named
                and named[0][1] == chains[place - 1].label
                and not SMALL_WORDS.sub("", between[: named[0][0].start()]).strip(" 个")
            ):
                named = named[1:]  # it names the value before it
            if len(named) < 2 or len({name for _, name in named}) != len(named):
                continue
            joined = all(JOINT.fullmatch(between, a.end(), b.start()) for (a, _), (b, _) in pairwise(named))
            row = chains[place : place + len(named)]
            if (
                joined
                and len(row) == len(named)
                and all(JOINT.fullmatch(text, a.end, b.start) for a, b in pairwise(row))
            ):
                for one, (_, name) in zip(row, named, strict=True):
                    one.label, one.other = name, False

    def _about_the_question(self, chain: Chain, beside: Chain | None) -> bool:
        """Whether the words right beside the chain name something given, such as the stride."""
        number = chain.last.number
        if number and number.scaled and (number.unit == "B" or number.value >= 1e6):
            return False  # nothing given is so many megabytes or millions
        before = chain.before[-30:]
        match = OTHER_BEFORE.search(before)
        if match and COUNTED_NOUN.search(before[: match.start()]):
            match = None
        if match and beside and re.search(r"(?ai)\bfor (?:the )?$", before[: match.start()]):
            match = None  # "minus 2 for the padding is 28"
        if match and beside and not before[: match.start()].strip(" 个") and before.rstrip().endswith(match["other"]):
            named = OTHER_BEFORE.search(beside.before[-30:])  # not so in "padding 1 kernel 3"
            match = match if named else None  # "30 epochs 23460": the noun goes with the number before it
        if match and not any(label.end() >= match.end("other") for label in self._labels.finditer(before)):
            return True
        return bool(OTHER_AFTER.match(chain.after[:30]))


def _tight(before: str, labels: re.Pattern[str]) -> bool:
    """Whether a criterion's name stands right before."""
    return any(not SMALL_WORDS.sub("", before[m.end() :]) for m in labels.finditer(before))
