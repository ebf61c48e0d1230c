"""Replies with what they contradict, for the learned reader to be trained on."""

import random

import pytest
from pydantic import ValidationError

from question_bank.contradictions import MOST, Clash, Reply, Told, examples, of_dialogues, of_interviews, replies
from question_bank.dialogues import dialogues

REPLY = Reply(
    language="en", about="a/1", question="How many?", reply="3,000.",
    earlier=(Told(question="And the data?", text="We had 12,000."), Told(text="On a T4.")),
    contradicts=(Clash(place=0, quote="12,000"),),
)  # fmt: skip
LONG = "The images came from four sites and were labelled by three people over two months. " * 2


def asked(reply, seed=1):
    (example,) = examples([reply], random.Random(seed))
    return {(one.statement, one.label) for one in example.asked}


def test_a_reply_is_read_behind_its_question_beside_what_was_said_before_and_asked():
    (example,) = examples([REPLY], random.Random(1))
    assert example.answer == "How many?\n3,000."
    assert asked(REPLY) == {
        ("contradicts: And the data? → We had 12,000.", 1.0), ("contradicts: On a T4.", 0.0)
    }  # fmt: skip


def test_of_a_long_talk_all_that_is_contradicted_is_asked_and_some_of_the_rest():
    told = tuple(Told(text=f"part {n}") for n in range(60))
    long = REPLY.model_copy(update={"earlier": told, "contradicts": (Clash(place=3), Clash(place=59))})
    (example,) = examples([long], random.Random(1))
    assert len(example.asked) == MOST
    assert [one.label for one in example.asked].count(1.0) == 2


@pytest.mark.parametrize(("quote", "labels"), [("We had 12,000", {True: 1.0, False: 0.0}), ("", {})])
def test_of_a_long_turn_the_passage_with_the_quoted_words_is_contradicted(quote, labels):
    told = (Told(text=f"{LONG}We had 12,000 of them. {LONG}"),)
    reply = REPLY.model_copy(update={"earlier": told, "contradicts": (Clash(place=0, quote=quote),)})
    for seed in range(10):
        found = [one for example in examples([reply], random.Random(seed)) for one in example.asked]
        assert {"12,000" in one.statement: one.label for one in found} == labels


@pytest.mark.parametrize("clash", [{"place": -1}, {"place": 2}, {"place": 1, "quote": "12,000"}])
def test_a_place_or_a_quote_that_is_not_there_is_refused(clash):
    with pytest.raises(ValidationError):
        Reply(**{**REPLY.model_dump(), "contradicts": (clash,)})


def test_a_candidate_is_held_out_with_all_replies():
    assert len({REPLY.model_copy(update={"about": f"a/{n}"}).held for n in range(50)}) == 1


def test_the_bank_s_replies_contradict_and_do_not_and_a_tenth_is_held_out():
    found = list(replies())
    assert 0.15 < sum(bool(one.contradicts) for one in found) / len(found) < 0.5
    assert 0.05 < sum(one.held for one in found) / len(found) < 0.15
    assert {one.language for one in found} == {"zh", "en"}


def test_the_dialogues_yield_replies_each_held_against_all_that_it_is_known_of():
    labelled = {dialogue.id: dialogue for _, dialogue in dialogues()}
    found = list(of_dialogues())
    assert 0.05 < sum(bool(one.contradicts) for one in found) / len(found) < 0.3
    assert {labelled[one.about].part for one in found} == {"fitting"}
    for one in found:
        turns = {
            turn.text: number for number, turn in enumerate(labelled[one.about].dialogue) if turn.role == "candidate"
        }
        contradict = {label.turn for label in labelled[one.about].findings if label.kind == "inconsistent"}
        assert bool(one.contradicts) == (turns[one.reply] in contradict)
        assert all(turns[told.text] < turns[one.reply] for told in one.earlier)


def test_the_interviews_yield_replies_with_the_sentence_that_each_contradicts():
    found = list(of_interviews())
    contradicting = [reply for reply in found if reply.contradicts]
    assert 0.05 < len(contradicting) / len(found) < 0.15
    assert all(clash.quote for reply in contradicting for clash in reply.contradicts)
    assert 0.05 < sum(reply.held for reply in found) / len(found) < 0.15
