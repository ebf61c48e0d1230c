"""People and cards, counted without a plural: "me and a colleague", "a single V100"."""

import re
from collections.abc import Iterator

from evaluators.honesty import figures, lexicon
from evaluators.honesty.amount import Amount
from evaluators.honesty.clause import Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import qualifiers, stage
from evaluators.honesty.said import Said

TEAM, NOT_THE_TEAM = lexicon.words("team"), lexicon.words("not_the_team")
WHOLE, SIDE_RUN = lexicon.words("exclusive"), lexicon.words("side_run")
NO_MORE = lexicon.words("no_more_data")
PAIR = Pattern(
    r"(?:我(?:和|跟)[^，。；\d]{1,10}?(?:两|2|二)个?人)|\b(?:me|myself) and (?:one|an?|my) (?:other |another )?"
    r"(?:engineer|colleague|student|developer|person|intern|friend|supervisor|mentor|manager)\b|\bjust the two of us\b"
)
SINGLE_GPU = Pattern(r"\b(?:only|just) (?:ever )?(?:had |used |have |got )?(?:a single|one) gpu\b|只(?:有|用)了?单卡")
MEMORY_OF = re.compile(r"\s*(?:内存|显存)")
ONE_CARD = Pattern(
    r"(?:\b(?:(?:one |a )?single|one|1 ?x) (?=(?:nvidia |rtx |gtx |tesla )?"
    r"(?:gpu|[avhl]\d{2,3}|[2345]0[6789]0|t4|a\d000|titan))|单卡|(?:一|1) ?(?:张|块))"
)
"""One card, which has no plural to know it by."""
NOT_ONE = Pattern(r"(?:一|1) ?(?:张|块)[^，。]{0,6}(?:都|也)没")
"""There was none."""
BEHIND_ITS_NAME = Pattern(
    r"(?:[avhl]\d{2,3}|t4|[2345]0[6789]0)(?: ?ti)?\s*(?:\d{2} ?GB?)?\s*([两二三四五六七八]|[2-8])\s?(?:张|块|卡)(?!图)"
)
"""A card's name with how many there were behind it: "A100 80G 两张"."""
CARD = Pattern(r"\b(?:rtx|gtx|tesla|titan) ?\w")
TEAM_OF = Pattern(r"\bteam of (\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|twelve|twenty)\b")


def counts(one: Said, clause: Clause) -> Iterator[Amount]:
    """People and cards, counted without a plural."""
    text, whole = clause.text, bool(WHOLE.search(clause.text))
    sentence = " ".join(part.text for part in one.sentence(clause.sentence))
    single = SINGLE_GPU.search(text) or (ONE_CARD.search(text) and (clause.named("hardware") or CARD.search(text)))
    if single and not beside_the_main_run(one, clause) and not NOT_ONE.search(text):
        yield Amount(
            "gpus",
            1.0,
            "",
            qualifiers(one, clause, "gpus"),
            whole=whole or bool(SINGLE_GPU.search(text) or NO_MORE.search(sentence)),
        )
    behind = BEHIND_ITS_NAME.search(text)
    if behind and not beside_the_main_run(one, clause):
        many = figures.han(behind[1]) or float(behind[1])
        yield Amount("gpus", many, "", qualifiers(one, clause, "gpus"), whole=whole)
    if PAIR.search(text) and not NOT_THE_TEAM.search(text):
        yield Amount("team", 2.0, whole=whole)
    for figure in figures.find(" ".join(f"{match[1]} people" for match in TEAM_OF.finditer(text))):
        yield Amount("team", figure.value, whole=whole)


def beside_the_main_run(one: Said, clause: Clause) -> bool:
    """Whether cards are those of a smaller run beside the main one."""
    return bool(SIDE_RUN.search(clause.text)) and stage(one, clause) != "serving"
