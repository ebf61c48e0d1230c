"""A short reply, read together with its question: "How many classes?", "Eighteen." says that there are eighteen."""

from dataclasses import replace
from functools import lru_cache

from evaluators.honesty import figures, lexicon, names
from evaluators.honesty.clause import Clause, clauses
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.said import Said

ASKING = Pattern(
    r"多少|多大|多久|多长|多高|多快|几(?!乎|何|率)|"
    r"\b(?:how (?:many|much|long|big|large|wide|fast|high)|what(?:.s| is| was| were| are)?|which)\b"
)
"""What stands in the place of the answer."""
BEHIND_ITS_NOUN = Pattern(r"what|which|how (?:big|large|wide|fast|high)")
"""The figure stands behind what is asked for: "the team was five", "batch size 32"."""
BARE = Pattern(r"what|which")
VERB = Pattern(r"\b(?:did|do|does|is|was|were|are|have|has|had|can|could)\b")
"""Behind the noun that is asked for: "what batch size | did you use"."""
FILLER = lexicon.words("around_an_answer")
OPENER = lexicon.words("opens_an_answer")
"""A clause that is no answer yet: "well", "not that many"."""
PEOPLE = Pattern(r"\bteam\b|团队|组")
UNITLESS = ("", " people", "个人")
"""What is put behind a spelled number so that it is read as one."""
SIDES = Pattern(r"\d{2,4} ?(?:by|x|×|\*|乘) ?\d{2,4}")
"""The sides of an image."""
LONGEST = 40
"""Characters of a reply that can be no more than its figure."""


def filled(one: Said) -> Said:
    """The turn with its answer put in the place of the question word; the turn itself where that cannot be done."""
    place = next((place for place, part in enumerate(one.clauses[:2]) if not OPENER.fullmatch(part.text)), None)
    if not one.question or place is None or len(one.clauses[place].text) > LONGEST:
        return one
    clause = one.clauses[place]
    whole = _completed(one.question, clause.text)
    if whole is None:
        return one
    answered = Clause(whole, clause.sentence, names.find(whole), figures.find(whole), clause.text)
    return replace(one, clauses=(*one.clauses[:place], answered, *one.clauses[place + 1 :]))


@lru_cache(maxsize=1024)
def _completed(question: str, reply: str) -> str | None:
    """The question with the figure of `reply` for its question word; None where the reply is more than a figure."""
    asking = [part.text for part in clauses(question) if ASKING.search(part.text)]
    figure = _only_figure(reply)
    if figure is None or len(asking) != 1:
        return None
    words = list(ASKING.finditer(asking[0]))
    if len(words) != 1 or figures.find(asking[0]):
        return None
    before, after = asking[0][: words[0].start()], asking[0][words[0].end() :]
    if PEOPLE.search(asking[0]) and not figures.find(figure):
        figure += " people" if figure.isascii() else "个人"
    if not BEHIND_ITS_NOUN.match(words[0][0]):
        return f"{before} {figure} {after.strip()}".strip()
    verb = VERB.search(after)
    noun = after[: verb.start()].strip() if verb else ""
    if not noun and BARE.fullmatch(words[0][0]):
        return None  # "what did you change?" asks for no figure
    return f"{before}{noun} {figure} {after[verb.start() :]}" if verb and noun else f"{before}{after.strip()} {figure}"


def _only_figure(reply: str) -> str | None:
    """The words of a reply's figure where it says nothing else."""
    if SIDES.fullmatch(reply):
        return reply
    for behind in UNITLESS:
        found = figures.find(reply + behind)
        if len(found) == 1:
            rest = f"{reply[: found[0].start]} {reply[found[0].end :]}"
            said = reply[found[0].start : found[0].end].strip()
            return said if not FILLER.sub("", rest).strip(" .~的吧了") else None
    return None
