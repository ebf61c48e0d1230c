"""Replies beside facts that they deny, for the learned reader to be trained on."""

import random

import pytest

from evaluators.honesty.against import Exchange
from evaluators.honesty.known_facts import Known
from evaluators.text import written_in
from question_bank.contradictions import Reply, Told
from question_bank.denials import Case, Denial, alone, cases, examples, left_alone


def fact(en):
    return Known(zh=f"{en}。", en=en, source="paper")


def case(thing, en):
    return Case(thing, fact(en), Denial(fact=en, denies=(Exchange("", f"not {en}"),), fits=(Exchange("Well?", en),)))


ONE, ALIKE, OTHER = case("a", "A is one."), case("a", "A is alike."), case("b", "B is other.")


def test_a_reply_is_held_against_its_fact_and_others_which_it_does_not_deny():
    for seed in range(10):
        found = list(examples([ONE, ALIKE, OTHER], random.Random(seed)))
        assert len(found) == 6
        for example in found:
            labels = {asked.statement.removeprefix("contradicts: "): asked.label for asked in example.asked}
            denies = "not " in example.answer
            assert labels.pop(example.item) == denies
            assert set(labels.values()) <= {0.0}


def test_some_replies_stand_beside_another_that_fits():
    texts = [example.answer for seed in range(80) for example in examples([ONE, OTHER], random.Random(seed))]
    assert "not A is one." in texts
    assert {"not A is one. B is other.", "B is other. not A is one."} <= set(texts)


def test_what_people_say_of_their_own_work_leaves_alone_what_is_known_of_what_they_name():
    earlier = (Told(text="I tuned a BERT."),)
    reply = Reply(language="en", about="x", question="And?", reply="We took LoRA.", earlier=earlier)
    other = reply.model_copy(update={"reply": "It took a week."})
    first, second = left_alone([reply, reply, other])
    assert {"LoRA" in one.en for one in first.near} == {True}
    assert any("BERT" in one.en for one in first.far)
    assert second.near == ()
    (example, _) = alone([first, second], random.Random(1))
    assert example.answer == "And?\nWe took LoRA."
    assert {asked.label for asked in example.asked} == {0.0}


def test_a_fact_that_is_not_known_is_refused(tmp_path):
    (tmp_path / "x.jsonl").write_text('{"fact": "It is so.", "denies": [["", "No."]], "fits": [["", "Yes."]]}\n')
    with pytest.raises(ValueError, match="It is so"):
        list(cases(tmp_path))


def test_the_bank_s_facts_have_replies_in_both_languages_and_a_tenth_is_held_out():
    found = list(cases())
    assert 0.05 < sum(one.held for one in found) / len(found) < 0.15
    for one in found:
        said = [*one.replies.denies, *one.replies.fits]
        assert len({each.text for each in said}) == len(said)
        assert {written_in(each.text) for each in said} == {"zh", "en"}
