"""What the rules and the learned reader find together in a dialogue, with a reader whose opinions are known."""

import pytest

from evaluators.concept.reader.client import Opinion
from evaluators.honesty import weighing
from evaluators.honesty.agreement import (
    CERTAIN,
    CONTRADICTS,
    LONGEST_DIALOGUE,
    MOST_TURNS,
    NOTICED,
    READER,
    SUSPECTED,
    reviewed,
)
from evaluators.honesty.denied_facts import BELIEVED, RULED_OUT
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.grader import HonestyGrader
from evaluators.honesty.reading import read
from evaluators.honesty.rules import upheld
from evaluators.response import Response, Turn
from evaluators.text import Text

GRADER = HonestyGrader.model_validate({
    "kind": "honesty",
    "criteria": {"data_volume": {"statement": {"zh": "数据量", "en": "the amount of data"}}},
})  # fmt: skip
TWICE = ("We trained on 12,000 images.", "And how many images was that in the end?", "It was 3,000 images in all.")
"""Two figures that the rules hold against each other."""
FITTING = (
    "I trained the detector on my own, 12,000 images.",
    "Who trained it?",
    "The vendor's engineers.",
)
OWN, BOUGHT = {"author": {"own": 1.0, "bought": 0.0}}, {"author": {"own": 0.0, "bought": 1.0}}
TAKEN = {FITTING[0]: OWN, FITTING[2]: BOUGHT}
"""The stances that the reader sees in these."""
IMPOSSIBLE = ("I never used anything but ResNet-50.", "How large is it?", "ResNet-50 has 138 million parameters.")
IMPOSSIBLE_TWICE = (*IMPOSSIBLE, "And its blocks?", "ResNet-50 has no skip connections.")
SURE, UNLIKELY = 0.9999, 0.1
"""Of a reader: nearly certain, and hardly probable."""


class Known:
    """A worker whose opinions are known: of a reply and, where that differs, of the turn before it."""

    version = "7"

    def __init__(self, *probabilities, denied=1.0, taken=None):
        self.probabilities = probabilities
        self.denied = denied
        self.taken = taken or {}
        self.asked = []

    def stances(self, sentences):
        return [self.taken.get(sentence.splitlines()[-1], {}) for sentence in sentences]

    def read(self, reply, statements, of):
        if of == "facts":
            return [Opinion(self.denied, None) for _ in statements]
        self.asked.append((reply, statements))
        if not self.probabilities:
            return None
        forward, backward = self.probabilities[0], self.probabilities[-1]
        return [Opinion(forward if len(self.asked) % 2 else backward, None) for _ in statements]


def verdict(turns, worker):
    roles = ("candidate", "interviewer")
    dialogue = tuple(Turn(role=roles[place % 2], text=text) for place, text in enumerate(turns))
    response = Response(text="", language="en", dialogue=dialogue)
    return reviewed(GRADER, response, GRADER.grade(response), worker)


def contradictions(found):
    return [(concern.turn, concern.source) for concern in found.concerns if concern.kind == "inconsistent"]


def test_what_the_rules_found_stands_where_the_reader_sees_it_too():
    found = verdict(TWICE, Known(SURE))
    assert contradictions(found) == [(2, "We trained on 12,000 images")]
    assert found.overall == "contradicted"
    assert found.details[READER] == "7"


def test_what_the_rules_found_falls_where_the_reader_sees_no_contradiction():
    found = verdict(TWICE, Known(UNLIKELY))
    assert contradictions(found) == []
    assert found.overall == "substantiated"


def test_a_sure_reader_finds_what_the_rules_do_not_see_and_quotes_both():
    rules_alone = verdict(FITTING, Known(NOTICED / 2))
    assert contradictions(rules_alone) == []
    found = verdict(FITTING, Known(SURE))
    (concern,) = [concern for concern in found.concerns if concern.kind == "inconsistent"]
    assert (concern.turn, concern.quote, concern.source) == (2, FITTING[2], FITTING[0])
    assert FITTING[0] in concern.reason


@pytest.mark.parametrize("turns", [TWICE, FITTING])
def test_by_what_is_not_certain_nobody_is_called_contradicted(turns, monkeypatch):
    for chance, unsure, overall in ((CERTAIN, False, "contradicted"), (CONTRADICTS, True, "unclear")):
        monkeypatch.setattr(weighing, "probability", lambda *_, chance=chance, **__: chance)
        found = verdict(turns, Known(SURE))
        assert [(concern.turn, concern.unsure) for concern in found.concerns] == [(2, unsure)]
        assert found.overall == overall
        assert ("not certain" in found.feedback) is unsure


@pytest.mark.parametrize(
    ("question", "unsure"),
    [
        ("Didn't you say that you trained it?", True),
        ("You told me it was you.", True),
        ("你前面不是说自己训的吗？", True),
        ("Who trained it?", False),
        ("Can you say who trained it?", False),
        ("你说说是谁训的？", False),
    ],
)
def test_who_is_held_to_earlier_words_mostly_explains_them_and_is_not_called_contradicted_by_the_reader(
    question, unsure
):
    found = verdict((FITTING[0], question, FITTING[2]), Known(SURE, taken=TAKEN))
    assert [(concern.kind, concern.unsure) for concern in found.concerns] == [("inconsistent", unsure)]
    assert found.overall == ("unclear" if unsure else "contradicted")


@pytest.mark.parametrize("opinions", [(0.99, UNLIKELY), (UNLIKELY, 0.99)])
def test_a_contradiction_seen_one_way_only_is_not_found(opinions):
    assert contradictions(verdict(FITTING, Known(*opinions))) == []


@pytest.mark.parametrize("opinions", [(SURE, UNLIKELY), (UNLIKELY, SURE)])
def test_by_a_contradiction_seen_one_way_only_nobody_is_called_contradicted(opinions):
    assert verdict(FITTING, Known(*opinions)).overall != "contradicted"


def test_what_the_reader_alone_takes_for_denied_is_asked_about_and_nobody_is_called_contradicted():
    turns = (
        "I deployed it.",
        "With what?",
        "Core ML on iPhones, coremltools converts it.",
        "And then?",
        "Core ML ran it.",
    )
    found = verdict(turns, Known(NOTICED / 2))
    assert {(concern.kind, concern.unsure) for concern in found.concerns} == {("impossible_fact", True)}
    assert found.overall == "unclear"
    assert "not certain" in found.feedback
    once = verdict(("DETR is one I know.", "And what comes then?", "NMS at 0.45."), Known(NOTICED / 2))
    assert [(concern.kind, concern.unsure) for concern in once.concerns] == [("impossible_fact", True)]
    assert once.overall == "unclear"
    calm = verdict(turns, Known(NOTICED / 2, denied=RULED_OUT / 10))
    assert "impossible_fact" not in {concern.kind for concern in calm.concerns}


@pytest.mark.parametrize("unsure", [True, False])
def test_who_stands_by_what_is_not_certain_makes_it_no_more_certain(unsure):
    texts = ("I deployed it.", "With what?", "Core ML converts nothing.", "You said Core ML converts nothing?", "Yes.")
    turns = [Turn(role=("candidate", "interviewer")[place % 2], text=text) for place, text in enumerate(texts)]
    doubt = Doubt("impossible_fact", 2, texts[2], Text(zh="事实", en="A fact."), unsure=unsure)
    (stood_by,) = upheld.contradictions([doubt], read(turns, None))
    assert (stood_by.turn, stood_by.unsure) == (4, unsure)


def test_what_a_rule_found_is_certain():
    found = verdict(IMPOSSIBLE_TWICE, Known(SURE))
    assert [concern.unsure for concern in found.concerns] == [False, False]
    assert found.overall == "contradicted"


def test_one_thing_that_cannot_be_so_and_nothing_beside_it_may_be_a_slip_and_is_asked_about():
    found = verdict(IMPOSSIBLE, Known(UNLIKELY, denied=SURE))
    assert [(concern.turn, concern.kind, concern.unsure) for concern in found.concerns] == [
        (2, "impossible_fact", True)
    ]
    assert found.overall == "unclear"


def test_a_reply_that_cannot_be_true_in_itself_is_not_called_a_contradiction_besides():
    found = verdict(IMPOSSIBLE, Known(SURE))
    assert [(concern.turn, concern.kind) for concern in found.concerns] == [(2, "impossible_fact")]


def test_of_what_the_rules_find_impossible_the_reader_must_not_rule_out_that_it_denies_the_reason():
    found = verdict(IMPOSSIBLE_TWICE, Known(NOTICED / 2, denied=BELIEVED))
    assert [(concern.turn, concern.kind, concern.unsure) for concern in found.concerns] == [
        (2, "impossible_fact", False),
        (4, "impossible_fact", False),
    ]
    assert found.overall == "contradicted"
    found = verdict(IMPOSSIBLE_TWICE, Known(NOTICED / 2, denied=RULED_OUT))
    assert [(concern.turn, concern.kind, concern.unsure) for concern in found.concerns] == [
        (2, "impossible_fact", True),
        (4, "impossible_fact", True),
    ]
    assert found.overall == "unclear"
    found = verdict(IMPOSSIBLE_TWICE, Known(NOTICED / 2, denied=RULED_OUT - 0.01))
    assert not [concern for concern in found.concerns if concern.kind == "impossible_fact"]


@pytest.mark.parametrize(
    "turns",
    [
        ("一共 3600 张图，再没有别的。", "怎么划分的？", "训练 4200 张，验证 600，测试 900。"),
        ("Recall went from 70 to 80 percent.", "And what did that gain you?", "It rose by 3 points."),
    ],
)
def test_what_follows_by_counting_is_certain_if_the_reader_suspects_it_and_else_asked_about(turns):
    found = verdict(turns, Known(SUSPECTED, denied=0.0))
    assert ([concern.unsure for concern in found.concerns], found.overall) == ([False], "contradicted")
    found = verdict(turns, Known(SUSPECTED / 2, denied=0.0))
    assert ([concern.unsure for concern in found.concerns], found.overall) == ([True], "unclear")


def test_a_correction_is_no_contradiction_however_sure_the_reader_is():
    found = verdict((*FITTING[:2], "Sorry, I mixed that up: the vendor's engineers trained it."), Known(SURE))
    assert contradictions(found) == []


def test_correcting_one_thing_does_not_excuse_a_contradiction_in_another():
    corrected = ("How many images?", "8,000. Sorry, that was training; 9,000 in all.")
    found = contradictions(verdict((*FITTING, *corrected), Known(SURE, taken=TAKEN)))
    assert [turn for turn, _ in found] == [2]


@pytest.mark.parametrize(
    "reply",
    [
        "I 没说错, the vendor's engineers trained it.",
        "The vendor's engineers, with a popularity correction in the loss.",
        "The vendor's engineers, that summer, 2024 I mean, and they told us later.",
        "The vendor's engineers trained the 姿态纠正 part.",
    ],
)
def test_words_that_only_sound_like_a_correction_are_none(reply):
    worker = Known(SURE, taken={FITTING[0]: OWN, reply: BOUGHT})
    assert [turn for turn, _ in contradictions(verdict((*FITTING[:2], reply), worker))] == [2]


def test_whoever_says_the_same_again_does_not_contradict_it_whatever_the_reader_thinks():
    again = verdict((FITTING[0], FITTING[1], f"As I said: {FITTING[0]}"), Known(SURE, taken=TAKEN))
    assert contradictions(again) == []


def test_the_reader_is_shown_each_turn_behind_its_question_beside_the_other():
    worker = Known(CONTRADICTS)
    verdict(TWICE, worker)
    assert worker.asked == [
        (f"{TWICE[1]}\n{TWICE[2]}", [f"contradicts: {TWICE[0]}"]),
        (TWICE[0], [f"contradicts: {TWICE[1]} → {TWICE[2]}"]),
    ]


def test_every_earlier_turn_in_which_the_reader_notices_something_is_read_beside_the_reply():
    worker = Known(SURE)
    verdict((*TWICE, "And how many were labelled?", "All 9,000 of them."), worker)
    told = [
        reply
        for reply, statements in worker.asked
        if statements == ["contradicts: And how many were labelled? → All 9,000 of them."]
    ]
    assert told == [TWICE[0], f"{TWICE[1]}\n{TWICE[2]}"]


def test_stances_that_clash_are_looked_into_where_nothing_else_was_noticed(monkeypatch):
    monkeypatch.setattr(weighing, "probability", lambda *_, **__: CERTAIN)
    opening = "It was a busy year. We are a team of three. I trained the detector on my own."
    taken = {"I trained the detector on my own.": OWN, FITTING[2]: BOUGHT}

    def found(taken):
        worker = Known(NOTICED / 2, taken=taken)
        return [one for one in verdict((opening, *FITTING[1:]), worker).concerns if one.kind == "inconsistent"]

    assert found({}) == []
    assert found({**taken, FITTING[2]: OWN}) == []
    (concern,) = found(taken)
    assert concern.source == "I trained the detector on my own."
    assert "they do not seem to fit (who wrote the model and its training)." in concern.reason


def test_of_an_earlier_turn_the_sentence_that_the_reader_picks_is_quoted():
    first = f"It was a busy year. {FITTING[0]} We shipped in May."

    class Picks(Known):
        def read(self, reply, statements, of):
            assert of == "contradictions"
            self.asked.append((reply, statements))
            return [Opinion(SURE if "on my own" in each or "vendor" in each else 0.1, None) for each in statements]

    (concern,) = [one for one in verdict((first, *FITTING[1:]), Picks()).concerns if one.kind == "inconsistent"]
    assert concern.source == FITTING[0]


def test_the_turn_is_quoted_with_which_it_goes_least_together_read_from_both_sides():
    turns = ("Half of the images were mine.", "And then?", FITTING[0], *FITTING[1:])

    class FromBothSides(Known):
        """Sees more from the last turn in the opening, but nothing from there."""

        def read(self, reply, statements, of):
            assert of == "contradictions"
            if reply == turns[0]:
                return [Opinion(0.0, None) for _ in statements]
            return [Opinion(SURE if turns[0] in each else 0.999, None) for each in statements]

    (concern,) = [one for one in verdict(turns, FromBothSides(taken=TAKEN)).concerns if one.turn == 4]
    assert concern.source == FITTING[0]


@pytest.mark.parametrize(
    "turns",
    [TWICE[:1], (*TWICE[:2], "12,000.") * MOST_TURNS, (TWICE[0], TWICE[1], "图" * (LONGEST_DIALOGUE // 3))],
)
def test_one_turn_or_too_many_or_too_long_ones_are_left_to_the_rules(turns):
    worker = Known(SURE)
    found = verdict(turns, worker)
    assert worker.asked == []
    assert READER not in found.details


def test_the_earlier_turn_is_read_only_where_that_can_change_anything():
    worker = Known(NOTICED / 2)
    verdict(FITTING, worker)
    assert len(worker.asked) == 1


def test_without_an_opinion_the_rules_judge_alone():
    found = verdict(TWICE, Known())
    assert contradictions(found) == [(2, "We trained on 12,000 images")]
    assert READER not in found.details


def turns_of(*texts):
    return tuple(Turn(role="candidate" if place % 2 else "interviewer", text=text) for place, text in enumerate(texts))


PROJECT = turns_of("Which project?", "I trained it on 12,000 images of leaves.", "How large is it?", "25 MB.")
DEPLOYED = turns_of(
    "Which one did you deploy?", "That one, on a phone.", "And the data?", "It was 3,000 images in all."
)


def after(before, dialogue, worker):
    return reviewed(
        GRADER, Response(dialogue=dialogue, before=before), GRADER.grade(Response(dialogue=dialogue)), worker
    )


def test_a_dialogue_is_held_against_what_was_said_before():
    found = after(PROJECT, DEPLOYED, Known(SURE))
    ((_, earlier),) = [each for each in contradictions(found) if each[0] == 3]
    assert earlier in PROJECT[1].text
    assert contradictions(after((), DEPLOYED, Known(NOTICED / 2))) == []


def test_what_was_said_before_is_not_judged_once_more():
    twice = turns_of("Which project?", TWICE[0], TWICE[1], TWICE[2])
    assert contradictions(after(twice, DEPLOYED[:2], Known(NOTICED / 2))) == []
    assert IMPOSSIBLE[2] not in [c.quote for c in after(turns_of("", *IMPOSSIBLE), DEPLOYED, Known(SURE)).concerns]


def test_of_what_was_said_before_the_latest_is_read_that_there_is_room_for():
    long = turns_of("Which project?", "x" * LONGEST_DIALOGUE)
    worker = Known(NOTICED / 2)
    after((*long, *PROJECT), DEPLOYED, worker)
    read_beside = [statement for _, statements in worker.asked for statement in statements]
    assert any(PROJECT[1].text in statement for statement in read_beside)
    assert not any(long[1].text in statement for statement in read_beside)
    many = turns_of(*["Go on.", "Well."] * MOST_TURNS)
    worker = Known(NOTICED / 2)
    after((*many, *PROJECT), DEPLOYED, worker)
    assert max(len(statements) for _, statements in worker.asked) == MOST_TURNS - 1


def test_what_was_said_of_another_project_is_not_held_against_this_one():
    other = (DEPLOYED[0], Turn(role="candidate", text="That was another project, on a phone."), *DEPLOYED[2:])
    found = after(PROJECT, other, Known(SURE))
    assert all(earlier not in PROJECT[1].text for _, earlier in contradictions(found))
