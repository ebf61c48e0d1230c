"""Replies beside facts that they deny, for the learned reader to be trained on."""

import pytest

from evaluators.text import written_in
from question_bank.contradictions import Reply, Told
from question_bank.denials import cases, left_alone


def test_what_people_say_of_their_own_work_leaves_alone_what_is_known_of_what_they_name():
    earlier = (Told(text="I tuned a BERT."),)
    reply = Reply(language="en", about="x", question="And?", reply="We took LoRA.", earlier=earlier)
    other = reply.model_copy(update={"reply": "It took a week."})
    (one,) = left_alone([reply, reply, other])
    assert one.said == ("And?", "We took LoRA.")
    assert {"LoRA" in fact.en for fact in one.near} == {True}


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
