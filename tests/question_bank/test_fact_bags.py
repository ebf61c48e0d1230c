"""Replies beside many facts, for the learned reader to be trained on."""

import random

import pytest

from evaluators.honesty.against import Exchange
from evaluators.honesty.known_facts import Known
from question_bank import fact_bags
from question_bank.broken_facts import Beside
from question_bank.denials import Alone, Case, Denial
from question_bank.fact_bags import BESIDE_A_TURN, LEFT_WEIGHT, STRANGE, STRANGE_WEIGHT, Sources, Turn, epoch
from question_bank.swaps import Swap

SIZE = 100


def fact(en):
    return Known(zh=f"{en}。", en=en, source="paper")


CASES = [
    Case("a", fact(en), Denial(fact=en, denies=(Exchange("", f"not {en}"),), fits=(Exchange("Well?", f"yes, {en}"),)))
    for en in ("A is one.", "B is other.")
]
NEAR = tuple(fact(f"C has {number}.") for number in range(30))
MADE_UP, HONEST = (Turn(Exchange("C?", text), NEAR, text == "It has none.") for text in ("It has none.", "It does."))
RIGHT = Alone(Exchange("", "We took C."), NEAR)
FEW = Alone(Exchange("", "We took D."), NEAR[:2])
SWAP = Swap(
    language="en",
    things=("hnsw", "ivf"),
    question="Which builds a graph?",
    swapped=("IVF does, in layers; HNSW runs k-means.",),
    right=("HNSW does, in layers; IVF runs k-means.",),
)
BROKEN = Beside("w0", "en", Exchange("E?", "E has none."), ("E has one.",), ())
UNBROKEN = Beside("w0", "en", Exchange("F?", "F is fine."), (), ("E has one.", "F is F."))


def examples(seed=0):
    found = epoch(
        Sources(CASES, [MADE_UP, HONEST], [SWAP], [RIGHT, FEW], [BROKEN, UNBROKEN]), SIZE, random.Random(seed)
    )
    return {example.answer.rsplit("\n")[-1]: example for example in found}


def test_a_reply_stands_beside_its_fact_and_is_told_whether_it_denies_any():
    found = examples()
    for case in CASES:
        own = f"contradicts: {case.fact.en}"
        for text, denies in ((f"not {case.fact.en}", True), (f"yes, {case.fact.en}", False)):
            example = found[text]
            assert example.any_of_them is denies
            (asked,) = [asked for asked in example.asked if asked.statement == own and asked.weight > STRANGE_WEIGHT]
            assert asked.label == denies


@pytest.mark.parametrize(("text", "denies"), [("It has none.", True), ("It does.", False), ("We took C.", False)])
def test_of_the_facts_of_what_a_turn_names_it_is_only_told_whether_any_is_denied(text, denies):
    example = examples()[text]
    assert example.any_of_them is denies
    assert {asked.label for asked in example.asked} == {0.0}
    near = [asked for asked in example.asked if "C has" in asked.statement]
    assert len(near) == BESIDE_A_TURN
    assert {asked.weight for asked in near} == {0.0}
    assert [asked.weight for asked in example.asked if asked not in near] == [STRANGE_WEIGHT] * STRANGE


def test_a_reply_that_swaps_two_things_denies_something_of_them_and_the_right_one_nothing():
    found = examples()
    for texts, denies in ((SWAP.swapped, True), (SWAP.right, False)):
        example = found[texts[0]]
        assert example.any_of_them is denies
        assert any("HNSW" in asked.statement for asked in example.asked)


def test_a_turn_denies_the_reason_of_its_finding_and_leaves_those_of_others_alone():
    found = examples()
    own, others = found["E has none."], found["F is fine."]
    assert (own.any_of_them, others.any_of_them) == (True, False)
    assert [(asked.statement, asked.label) for asked in own.asked] == [("contradicts: E has one.", 1.0)]
    assert {(asked.label, asked.weight) for asked in others.asked} == {(0.0, LEFT_WEIGHT)}


def test_who_names_what_little_is_known_of_tells_nothing():
    assert "We took D." not in examples()


def test_a_turn_that_cannot_be_so_is_told_again():
    found = epoch(Sources(CASES, [MADE_UP, HONEST], [], [], []), SIZE, random.Random(1))
    assert [example.answer for example in found].count("C?\nIt has none.") == fact_bags.TOLD_AGAIN
