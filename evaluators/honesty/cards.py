"""Gigabytes that are the memory of a card, and not the size of a file or of what lies in it."""

import re

from evaluators.honesty.clause import Clause
from evaluators.honesty.figures import Figure
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said

ITS_MEMORY = Pattern(r"\s*(?:with|having|带|的|显存)?\s*(?:only |its )?")
"""Between a card and gigabytes: they are those of its memory."""
PART_NUMBER_WITH = re.compile(
    r"(?:single|one|an?|the|our|two|\d) (?P<part>[A-Z]{1,4}\d{1,4}[A-Z]?)s? (?:with|having) (?:only |its )?$"
)
"""Before gigabytes: what is called by letters and digits has them ("a single A2 with 16 GB"), a card by any maker."""


def memory_of_a_card(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether the gigabytes `figure` of `clause`, a clause of `one`, are those of a card that is named beside them."""
    cards = [mention for mention in clause.mentions if mention.kind == "hardware"]
    between = [clause.text[card.end : figure.start] for card in cards if card.end <= figure.start]
    between += [clause.text[figure.end : card.start] for card in cards if figure.end <= card.start]
    if any(ITS_MEMORY.fullmatch(words) for words in between):
        return True
    return _of_a_part_number(clause, figure) or _alone_behind_a_card(one, clause, figure)


def _of_a_part_number(clause: Clause, figure: Figure) -> bool:
    """Whether they are said of something with a card's sort of name that no table knows, and that is no network's."""
    part = PART_NUMBER_WITH.search(clause.text[: figure.start])
    return part is not None and not any(mention.start == part.start("part") for mention in clause.mentions)


def _alone_behind_a_card(one: Said, clause: Clause, figure: Figure) -> bool:
    """Whether a clause is nothing but the memory of the card that the clause before it names: "单张 A10，24 G"."""
    sentence = one.sentence(clause.sentence)
    place = sentence.index(clause)
    bare = not (clause.text[: figure.start] + clause.text[figure.end :]).strip(" .。")
    return bare and place > 0 and any(mention.kind == "hardware" for mention in sentence[place - 1].mentions)
