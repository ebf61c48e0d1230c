"""Statements with their stances, and talks in which some clash."""

import json
from collections import Counter

import pytest

from evaluators.honesty.clashes import matters
from evaluators.response import Turn
from question_bank import stances
from question_bank.dialogues import FIRST_SIGHT, Dialogue, Expected, dialogues
from question_bank.stances import statements, talks, untrained_talks

SAID = (
    "I led it. I drew all the boxes myself.",
    "Who labelled them?",
    "An agency in Wuhan did. The model is small.",
    "And then?",
    "It went live.",
)
LABELS = [[{"team": "several"}, {"labels": "own"}], [{"labels": "vendor"}, {}], [{"fate": "live"}]]


def of(known=LABELS, contradict=(), said=SAID):
    roles = ("candidate", "interviewer")
    turns = tuple(Turn(role=roles[place % 2], text=text) for place, text in enumerate(said))
    found = tuple(Expected(turn=turn, kind="inconsistent") for turn in contradict)
    dialogue = Dialogue(id="x", language="en", dialogue=turns, overall="unclear", findings=found, part="fitting")
    return stances._of_dialogue(dialogue, known)


@pytest.fixture(scope="module")
def written():
    return list(statements())


def test_each_matter_has_statements_of_all_its_stances_and_of_none_in_both_languages(written):
    found = Counter((matter, each.language, each.stance) for matter, each in written)
    for name, matter in matters().items():
        for language in ("zh", "en"):
            assert min(found[name, language, stance] for stance in (*matter.stances, None)) >= 5, (name, language)
    assert {matter for matter, _ in written} == set(matters())


def test_no_statement_has_two_stances_on_one_matter(written):
    taken = {}
    for matter, each in written:
        assert taken.setdefault((matter, each.shown), each.stance) == each.stance, each.text


def test_a_stance_that_the_matter_does_not_have_is_refused(tmp_path, monkeypatch):
    (tmp_path / "labels.jsonl").write_text('{"language": "en", "stance": "nobody", "text": "Nobody did."}\n')
    monkeypatch.setattr(stances, "HERE", tmp_path)
    with pytest.raises(ValueError, match="labels has no stance 'nobody': Nobody did"):
        list(statements())


def test_a_talk_has_its_sentences_with_their_turns_and_stances_and_says_which_turns_clash():
    talk = of(contradict=[2])
    assert talk.sentences[:3] == (
        "I led it.",
        "I drew all the boxes myself.",
        "Who labelled them?\nAn agency in Wuhan did.",
    )
    assert talk.turns == (0, 0, 1, 1, 2)
    assert talk.clashing == {1: True, 2: False}
    assert talk.stances[1] == {"labels": "own"}


@pytest.mark.parametrize(
    ("known", "contradict"),
    [(LABELS, []), ([LABELS[0], [{}, {}], LABELS[2]], [2])],
    ids=["nobody called it a contradiction", "it is about something else"],
)
def test_a_turn_of_which_stances_and_label_disagree_teaches_nothing(known, contradict):
    assert of(known, contradict).clashing == {2: False}


def test_what_was_said_before_a_correction_teaches_nothing():
    corrected = (*SAID[:2], "Sorry, I misspoke just now: an agency labelled them, not I.", *SAID[3:])
    assert of([LABELS[0], LABELS[1][:1], LABELS[2]], said=corrected).clashing == {2: False}


def test_stances_of_other_sentences_than_there_are_are_refused():
    with pytest.raises(ValueError, match="x has 5 sentences, and stances of 2"):
        of(LABELS[:1])


def test_no_talk_that_is_trained_on_is_of_what_is_weighed_or_tested():
    found = {talk.name for talk in talks()}
    weighed = set(json.loads(FIRST_SIGHT.read_text()))
    assert found.isdisjoint(weighed | {each.id for _, each in dialogues() if each.part == "test"})
    assert {talk.name for talk in untrained_talks()} == weighed


def test_sentences_of_talks_take_stances_that_there_are_and_turns_of_both_sorts_are_known():
    for found in (list(talks()), list(untrained_talks())):
        assert {False, True} == {clash for talk in found for clash in talk.clashing.values()}
        for talk in found:
            for stances_of in talk.stances:
                for matter, stance in stances_of.items():
                    assert stance in matters()[matter].stances
