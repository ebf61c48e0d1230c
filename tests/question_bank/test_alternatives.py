"""Candidates of whom single replies are told in several ways."""

import pytest
from pydantic import ValidationError

from question_bank.alternatives import Alternative, Candidate, replies
from question_bank.contradictions import Clash, Told

TURNS = (
    Told(text="I did it alone."),
    Told(question="Data?", text="3,000 images."),
    Told(question="Then?", text="It ran."),
)


def candidate(**of_alternative):
    alternative = Alternative(**{"at": 1, "question": "Data?", "text": "The two of us drew boxes.", **of_alternative})
    return Candidate(id="x", language="en", turns=TURNS, alternatives=(alternative,))


def test_each_turn_is_a_reply_that_fits_and_each_alternative_one_in_its_place(tmp_path):
    (tmp_path / "x.jsonl").write_text(candidate(against=0, quote="alone").model_dump_json() + "\n")
    first, second, other = replies(tmp_path)
    assert (first.reply, first.earlier, first.contradicts) == ("3,000 images.", TURNS[:1], ())
    assert (second.reply, second.earlier, second.contradicts) == ("It ran.", TURNS[:2], ())
    assert (other.reply, other.earlier, other.contradicts) == (
        "The two of us drew boxes.", TURNS[:1], (Clash(place=0, quote="alone"),)
    )  # fmt: skip


@pytest.mark.parametrize("wrong", [{"at": 0}, {"at": 4}, {"against": 1}, {"against": 2}])
def test_an_alternative_has_a_place_and_contradicts_what_was_said_before(wrong):
    with pytest.raises(ValidationError):
        candidate(**wrong)


def test_of_the_bank_s_alternatives_about_half_contradict():
    found = list(replies())
    contradict = sum(bool(reply.contradicts) for reply in found)
    assert 0.25 < contradict / len(found) < 0.5
    assert {reply.language for reply in found} == {"zh", "en"}
