"""Made-up interviews in which a turn contradicts a particular, beside what would have fitted."""

from collections import Counter

import pytest

from question_bank import particulars as module
from question_bank.contradictions import Clash, Told
from question_bank.particulars import Answered, Interview, interviews, replies, turns

OPENING = Answered(question="", reply="A sorter for screws. There were two of us.")
LATER = Answered(
    question="Who else was there?",
    reply="Nobody, a desk and me.",
    contradicts=Clash(place=0, quote="There were two of us."),
    instead="Nobody, her and me.",
)
LAST = Answered(question="Did it last?", reply="A year.")


def test_a_reply_that_contradicts_stands_beside_one_that_fits_and_the_talk_goes_on_from_that():
    found = list(Interview(language="en", turns=(OPENING, LATER, LAST)).replies("a"))
    assert [(one.about, one.reply, one.contradicts) for one in found] == [
        ("a/1", "Nobody, her and me.", ()),
        ("a/1", "Nobody, a desk and me.", (LATER.contradicts,)),
        ("a/2", "A year.", ()),
    ]
    before = (Told(text=OPENING.reply), Told(question=LATER.question, text=LATER.instead))
    assert [one.earlier for one in found] == [before[:1], before[:1], before]


def test_beside_other_earlier_words_it_is_the_other_way_round():
    later = LATER.model_copy(update={"otherwise": "I built it alone."})
    *_, fits, contradicts = Interview(language="en", turns=(OPENING, later)).replies("a")
    before = (Told(text="A sorter for screws. I built it alone."),)
    assert (fits.reply, fits.earlier, fits.contradicts) == (LATER.reply, before, ())
    clash = Clash(place=0, quote="I built it alone.")
    assert (contradicts.reply, contradicts.earlier, contradicts.contradicts) == (LATER.instead, before, (clash,))


@pytest.mark.parametrize(
    ("turn", "message"),
    [
        ('"contradicts": {"place": 0, "quote": "never"}, "instead": "Two."', "no earlier turn has the words"),
        ('"contradicts": {"place": 1, "quote": "Three."}, "instead": "Two."', "no earlier turn has the words"),
        ('"contradicts": {"place": 0, "quote": "Two."}', "go together"),
        ('"instead": "Two."', "go together"),
        ('"contradicts": {"place": 0}, "instead": "Two.", "otherwise": "Three."', "goes with a quote"),
    ],
)
def test_what_no_earlier_words_or_nothing_that_fits_stand_beside_is_refused_with_its_place(
    turn, message, tmp_path, monkeypatch
):
    turns = f'{{"question": "", "reply": "Two."}}, {{"question": "How many?", "reply": "Three.", {turn}}}'
    (tmp_path / "lot.jsonl").write_text(f'{{"language": "en", "turns": [{turns}]}}\n')
    monkeypatch.setattr(module, "HERE", tmp_path)
    with pytest.raises(ValueError, match=rf"(?s)lot\.jsonl:1: .*{message}"):
        list(interviews())


def test_no_interview_is_there_twice():
    openings = Counter(interview.turns[0].reply for _, interview in interviews())
    assert max(openings.values()) == 1


def test_both_languages_have_replies_that_contradict_and_more_that_fit():
    for language in ("zh", "en"):
        found = [one for one in replies() if one.language == language]
        assert 0.25 < sum(bool(one.contradicts) for one in found) / len(found) < 0.45
        assert 0.05 < sum(one.held for one in found) / len(found) < 0.15


def test_what_is_turned_round_is_so_with_the_same_two_replies():
    fours = [found for found in turns() if len(found) == 4]
    assert len(fours) > 6000
    for fits, contradicts, fits_then, contradicts_then in fours:
        assert (fits.reply, contradicts.reply) == (contradicts_then.reply, fits_then.reply)
        assert fits.earlier == contradicts.earlier != fits_then.earlier == contradicts_then.earlier
