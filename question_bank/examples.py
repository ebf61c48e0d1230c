"""Which answers the learned reader is trained on: contrasts, the rubrics' own sentences, and longer ones, too."""

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.reader.example import Asked, Example
from evaluators.text import LANGUAGES, Language, Text
from question_bank.answers import Labelled
from question_bank.bank import Bank
from question_bank.contrasts import Contrast
from question_bank.fragments import Fragment, composed
from question_bank.item import Expectation, Item

HELD_ITEMS = 11
"""Whole items that are never trained on."""
_CONTRASTS = frozenset({
    "inverted", "negated", "swapped", "attributed", "hedged", "asked", "half_right", "keyword_stuffing",
    "wrong_confident", "denies",
})  # fmt: skip
"""Styles that say no with the words of a yes: they weigh more, and what they join does not add up."""
_SAYS = "says"
"""The style of a sentence that says a criterion in other words."""
_DENIES = "denies"
"""The style of a sentence that says a criterion the wrong way round; of everything else it says nothing."""
_FALSE = "!"
"""Before a criterion's name: the false version that its contrast states."""
_HEAP = "keyword_stuffing"
_STATEMENT = "statement"
_SHARE = {_STATEMENT: 0.4, _SAYS: 0.5, _DENIES: 0.6}
"""How many of the sentences that stand as answers an epoch reads."""
_LONG = 250
"""Weight of characters (a Chinese one counts two and a half) from which an answer is long."""
_TOO_LONG = 900
_COMPOSED = 300
"""Answers to a list, in each language, that an epoch composes of fragments."""
_ASKED = 9
"""Criteria of an answer that one reading is asked about, at most."""


@dataclass(frozen=True)
class Source:
    """One text, and for each of its item's criteria and members that is known whether it states it.

    A criterion's false version has a name of its own.
    """

    item: str
    language: Language
    text: str
    labels: Mapping[str, bool]
    style: str


def statements(item: Item) -> Mapping[str, Text]:
    """What the reader is asked about `item`: its criteria; of a listing item, as ``members.<name>``, its members."""
    grading = item.grading
    if not isinstance(grading, ConceptGrader):
        return {}
    listed = {f"members.{name}": member.statement for name, member in grading.members.items()}
    return {name: criterion.statement for name, criterion in grading.criteria.items()} | listed


def held_items(bank: Bank) -> frozenset[str]:
    """The items that are held out whole."""
    names = [item.id for item in bank if statements(item)]
    return frozenset(sorted(names, key=lambda name: _number(f"item{name}") % 10**9)[:HELD_ITEMS])


def held_answer(answer: Labelled) -> bool:
    """Whether one answer is held out: a tenth of them."""
    return _number(answer.id) % 10 == 0


def _number(text: str) -> int:
    """The same for the same text, on every machine."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


def labels_of(item: Item, expect: Expectation) -> dict[str, bool]:
    """What is known of an answer, by the names of `statements`."""
    known = {name: met for name, met in expect.criteria.items() if met is not None}
    if expect.members is not None:
        known |= {name: name.removeprefix("members.") in expect.members for name in statements(item) if "." in name}
    return {name: met for name, met in known.items() if name in statements(item)}


def sources(
    bank: Bank, answers: Iterable[Labelled], contrasts: Iterable[tuple[str, Contrast]] = ()
) -> Iterator[Source]:
    """All that is trained on: neither what is held out nor what rules are measured on."""
    held = held_items(bank)
    items = {item.id: item for item in bank if statements(item) and item.id not in held}
    for answer in answers:
        if answer.item in items and answer.part == "mending" and not held_answer(answer):
            yield Source(answer.item, answer.language, answer.answer, labels_of(items[answer.item], answer.expect),
                         answer.style)  # fmt: skip
    for item in items.values():
        yield from _of_item(item)
    for name, contrast in contrasts:
        if name in items:
            yield from _of_contrast(name, contrast)


def _of_contrast(item: str, contrast: Contrast) -> Iterator[Source]:
    """Each of its sentences as an answer of its own."""
    true, false = contrast.criterion, _FALSE + contrast.criterion
    for language in LANGUAGES:
        for text in contrast.says.in_(language):
            yield Source(item, language, text, {true: True, false: False}, _SAYS)
        for text in contrast.denies.in_(language):
            yield Source(item, language, text, {true: False, false: True}, _DENIES)


def _of_item(item: Item) -> Iterator[Source]:
    """The exemplars, the model answer, and each statement as an answer of its own."""
    for exemplar in item.exemplars:
        if exemplar.answer and not exemplar.dialogue:
            yield Source(item.id, exemplar.language, exemplar.answer, labels_of(item, exemplar.expect), exemplar.style)
    required = (
        [name for name, criterion in item.grading.criteria.items() if not criterion.optional] if item.grading else []
    )
    for language in LANGUAGES:
        if item.model_answer:
            yield Source(item.id, language, item.model_answer.in_(language), dict.fromkeys(required, True), "plain")
        for name, statement in statements(item).items():
            if "." not in name:
                yield Source(item.id, language, statement.in_(language), {name: True}, _STATEMENT)


class Curriculum:
    """Chooses what one epoch reads: which answers are lengthened, with what, and what each is asked."""

    def __init__(
        self,
        bank: Bank,
        texts: Sequence[Source],
        contrasts: Iterable[tuple[str, Contrast]] = (),
        fragments: Iterable[tuple[str, Fragment]] = (),
    ) -> None:
        """Prepare for `texts`, answers to items of `bank`."""
        self._contrasts = {(item, contrast.criterion): contrast for item, contrast in contrasts}
        self._texts = [self._with_false(text) for text in texts if text.labels]
        self._asked = {item.id: statements(item) for item in bank if statements(item)}
        self._topics = {item.id: frozenset(item.topics) - {"fundamentals", "training"} for item in bank}
        self._of_item: dict[tuple[str, str], list[Source]] = defaultdict(list)
        self._of_language: dict[str, list[Source]] = defaultdict(list)
        for text in self._texts:
            if text.style not in {_STATEMENT, _HEAP}:
                self._of_item[text.item, text.language].append(text)
            if text.style not in {_STATEMENT, _HEAP, _SAYS, _DENIES}:
                self._of_language[text.language].append(text)
        self._fragments: dict[tuple[str, Language], list[Fragment]] = defaultdict(list)
        held = held_items(bank)
        for item, fragment in fragments:
            if item not in held:
                self._fragments[item, fragment.language].append(fragment)
        self._foreign = [(i, n) for i, asked in self._asked.items() if i not in held for n in asked if "." not in n]

    def epoch(self, chance: random.Random) -> list[Example]:
        """All texts once, some of them lengthened; of the sentences that stand as answers, about half; lists anew."""
        chosen = [text for text in self._texts if chance.random() < _SHARE.get(text.style, 1.0)]
        chosen += [text for of in self._fragments for text in self._lists_of(*of, chance)]
        return [self._example(self._lengthened(text, chance), chance) for text in chosen]

    def _lists_of(self, item: str, language: Language, chance: random.Random) -> Iterator[Source]:
        """Answers to a list, composed of fragments."""
        for _ in range(_COMPOSED):
            text, given = composed(self._fragments[item, language], chance)
            labels = {name: name.removeprefix("members.") in given for name in self._asked[item] if "." in name}
            yield Source(item, language, text, labels, "plain")

    def _lengthened(self, text: Source, chance: random.Random) -> Source:
        """`text`, or a longer one.

        Short answers are mostly wrong and long ones right. A reader that saw them as they are would judge by length.
        """
        likely = 0.2 if weight(text.text) > _LONG else 0.65 if _stated(text.labels) < 0.6 else 0.35
        if text.style == _HEAP or chance.random() > likely:
            return text
        made = text
        # What one list rejects another may offer: only whoever wrote both would know what holds of the two together.
        related = chance.random() < 0.4 and not _lists(text)
        if related:
            for _ in range(chance.choice((1, 1, 2))):
                made = self._with_sibling(made, chance)
        if not related or chance.random() < 0.5:
            for _ in range(chance.choice((1, 1, 2))):
                made = replace(made, text=_joined(made, self._stranger(made, chance).text, chance))
        return made if made.labels and weight(made.text) <= _TOO_LONG else text

    def _with_sibling(self, text: Source, chance: random.Random) -> Source:
        """`text` and another answer to the same item, of a few the one that adds least."""
        made = []
        for other in chance.choices(self._of_item[text.item, text.language] or [text], k=4):
            labels = together(text, other)
            if labels and other.text not in text.text:
                style = other.style if other.style in _CONTRASTS else text.style
                made.append(replace(text, text=_joined(text, other.text, chance), labels=labels, style=style))
        return min(made, key=lambda each: _stated(each.labels), default=text)

    def _stranger(self, text: Source, chance: random.Random) -> Source:
        """An answer to an item on other topics."""
        for _ in range(6):
            other = chance.choice(self._of_language[text.language])
            if not self._topics[other.item] & self._topics[text.item]:
                break
        return other

    def _example(self, text: Source, chance: random.Random) -> Example:
        language: Language = text.language
        if chance.random() < 0.2:
            language = "en" if language == "zh" else "zh"
        weight_of = 1.6 if text.style in _CONTRASTS else 1.0
        asked = [
            Asked(self._worded(text, name, language, chance), float(met), weight_of, f"{text.item}/{name}")
            for name, met in _some(text.labels, chance)
        ]  # fmt: skip
        count = 2 if text.style == _STATEMENT or weight(text.text) > _LONG else chance.randrange(2)
        asked += [
            Asked(self._asked[item][name].in_(language), 0.0, 0.7, "")
            for item, name in chance.sample(self._foreign, count)
            if item != text.item
        ]
        chance.shuffle(asked)
        return Example(text.item, text.text, tuple(asked))

    def _with_false(self, text: Source) -> Source:
        """`text` with what follows for false versions: whoever states the true one does not state the false."""
        false = {
            _FALSE + name: False
            for name, met in text.labels.items()
            if met and (text.item, name) in self._contrasts and _FALSE + name not in text.labels
        }
        return replace(text, labels={**text.labels, **false})

    def _worded(self, text: Source, name: str, language: Language, chance: random.Random) -> str:
        """One wording of the statement `name`: none that stands in the text, where there is another."""
        contrast = self._contrasts.get((text.item, name.removeprefix(_FALSE)))
        if contrast is None or (not name.startswith(_FALSE) and chance.random() < 0.65):
            return self._asked[text.item][name].in_(language)
        wordings = (contrast.denies if name.startswith(_FALSE) else contrast.says).in_(language)
        return chance.choice([wording for wording in wordings if wording not in text.text] or wordings)


def _lists(text: Source) -> bool:
    """Whether it answers a listing item."""
    return any("." in name for name in text.labels)


def _stated(labels: Mapping[str, bool]) -> float:
    """The share of the criteria and members that are stated."""
    own = [met for name, met in labels.items() if not name.startswith(_FALSE)]
    return sum(own) / max(1, len(own))


def together(one: Source, other: Source) -> dict[str, bool]:
    """What two answers to one item state together; what one says and the other contradicts is left out."""
    known = {}
    for name in one.labels.keys() | other.labels.keys():
        first, second = one.labels.get(name), other.labels.get(name)
        if first == second:
            known[name] = bool(first)
        elif (first and _leaves(other, name)) or (second and _leaves(one, name)):
            known[name] = True
    return known


def _leaves(text: Source, name: str) -> bool:
    """Whether what another text states stays stated beside this one."""
    return text.style not in _CONTRASTS or (text.style == _DENIES and name not in text.labels)


def weight(text: str) -> float:
    """Length in letters, a Chinese character counted as two and a half."""
    return sum(2.5 if "一" <= character <= "鿿" else 1.0 for character in text)


def _joined(text: Source, more: str, chance: random.Random) -> str:
    parts = [text.text.strip(), more.strip()]
    chance.shuffle(parts)
    return chance.choice(("\n", " ") if text.language == "en" else ("\n", "", "。")).join(parts)


def _some(labels: Mapping[str, bool], chance: random.Random) -> list[tuple[str, bool]]:
    """Every criterion and a few of the false versions, or all members of a list, in any order."""
    members = [(name, met) for name, met in labels.items() if "." in name]
    chosen = [
        (name, met)
        for name, met in labels.items()
        if "." not in name and (met or not name.startswith(_FALSE) or chance.random() < 0.35)
    ]
    chance.shuffle(chosen)
    chance.shuffle(members)
    return chosen[:_ASKED] + members
