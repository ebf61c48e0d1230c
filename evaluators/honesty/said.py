"""A turn of the candidate, with what was asked before it."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause, distinct
from evaluators.honesty.facts import Kind
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern

CORRECTED = lexicon.words("corrected")
LABEL = Pattern(r"[\w-]{2,16} ?[:：] ?$")
OTHER_TIMES = lexicon.words("other_times")
"""Somewhere in the dialogue another time is spoken of, so that one stated year does not date everything."""
EXPLAINED = lexicon.words("explained")
EXPLAINS_BEFORE = lexicon.words("explains_before")
"""Words that explain what stands before them in the sentence; others explain what follows."""
CHOSEN_ANEW = lexicon.words("chosen_anew")
SET_BESIDE = Pattern(
    r"(?:相对于?|相较于?|相比(?:于|起|之下)?|比起?|和|跟|与|同|不同于|区别于|"
    r"\b(?:to|from|than|over|versus|vs\.?|with|against|unlike)(?: an?| the| plain| original| standard)?)\s*$"
)
"""Before a name in a question that is about something else, beside which it is set ("它和 BERT 的区别")."""
SETS_BESIDE = Pattern(
    r"区别|不同|一样|相同|差别|差异|比[，,]|[差强新好快]在|相对|相比|改(?:了|进|动)|优势|"
    r"比(?:起来|较)?[，,]? ?(?:[少多有缺去省强好弱差怎如不变新改快慢大小？?]|$)|"
    r"\b(?:differ\w*|compare[ds]?|chang\w+|improv\w+|better|lacks?|missing|relative|than|"
    r"versus|vs|advantages?|apart|set it)\b"
)

ASKS_IF_ONE = Pattern(
    r"(?:\b(?:is|was|are) (?:it|that|this)(?: really| just| basically| actually)?(?: like)?(?: an?)?|"
    r"(?:它|^)(?:其实|本质上|算)?(?:是|属于|像)(?:不是)?(?:一个|一种)?)\s*$"
)
"""Before a name in a question whether what is talked of is one of these."""
SAYS_YES = Pattern(r"\s*(?:yes|yeah|yep|right|correct|exactly|对|是的|嗯|没错)")


@dataclass(frozen=True, eq=False)
class Said:
    """One turn of the candidate; each is itself alone, so that what was read off one can be looked up by it."""

    turn: int
    """Zero-based place in the dialogue."""
    text: str
    question: str
    """What the interviewer had just asked; empty for an opening."""
    clauses: tuple[Clause, ...]
    asked: tuple[Mention, ...] = ()
    """The names in the question."""

    def named(self, kind: Kind) -> tuple[str, ...]:
        """The ids of `kind` named in it."""
        return distinct(mention.id for clause in self.clauses for mention in clause.mentions if mention.kind == kind)

    def about(self, kind: Kind) -> tuple[str, ...]:
        """The ids of `kind` that it speaks of, without one that is named as what has it instead ("GPT 才有的")."""
        told = [
            (clause, m)
            for clause in self.clauses
            for m in clause.mentions
            if m.kind == kind and not clause.sets_aside(m) and not clause.names_layers(m)
        ]
        whole = [mention.id for clause, mention in told if not clause.names_a_backbone(mention)]
        return distinct(iter(whole or (mention.id for _, mention in told)))

    def sets_beside(self, kind: Kind) -> bool:
        """Whether the question names things of `kind` only to set it beside them or to ask if it is one."""
        named = [mention for mention in self.asked if mention.kind == kind]
        asks_if_one = named and all(ASKS_IF_ONE.search(self.question[: mention.start]) for mention in named)
        if asks_if_one and not SAYS_YES.match(self.text):
            return True
        return bool(named and SETS_BESIDE.search(self.question)) and all(
            SET_BESIDE.search(self.question[: mention.start]) and self.question[: mention.start].strip()
            for mention in named
        )

    @cached_property
    def corrects(self) -> bool:
        """Whether the candidate takes something back."""
        return bool(CORRECTED.search(self.text))

    def labels(self, clause: Clause) -> bool:
        """Whether a clause stands behind a label: "Nano: TensorRT 8.2.1"."""
        return bool(LABEL.search(self.text.partition(clause.text)[0]))

    @cached_property
    def explained(self) -> frozenset[str]:
        """The clauses that follow words by which two figures are of two things, or that such words look back at."""
        found = set()
        for place, clause in enumerate(self.clauses):
            if EXPLAINS_BEFORE.search(clause.text):
                found |= {part.text for part in self.sentence(clause.sentence)}
            if EXPLAINED.search(clause.text):
                found |= {p.text for p in self.clauses[place:] if p.sentence <= clause.sentence + 1}
        return frozenset(found)

    @cached_property
    def chooses_anew(self) -> bool:
        """Whether the turn tells that something else was chosen in the course of time."""
        if OTHER_TIMES.search(self.question):
            return True
        told = (clause.text for clause in self.clauses if not clause.denied)
        return any(CHOSEN_ANEW.search(text) or OTHER_TIMES.search(text) for text in told)

    @cached_property
    def _sentences(self) -> dict[int, tuple[Clause, ...]]:
        return {number: tuple(group) for number, group in groupby(self.clauses, key=lambda clause: clause.sentence)}

    @property
    def sentences(self) -> Iterable[tuple[Clause, ...]]:
        """The clauses of each sentence, in order."""
        return self._sentences.values()

    def sentence(self, number: int) -> tuple[Clause, ...]:
        """The clauses of one sentence."""
        return self._sentences.get(number, ())

    def up_to(self, clause: Clause) -> tuple[Clause, ...]:
        """The sentence of `clause`, one of the turn's, up to and with it."""
        sentence = self.sentence(clause.sentence)
        return sentence[: sentence.index(clause) + 1]
