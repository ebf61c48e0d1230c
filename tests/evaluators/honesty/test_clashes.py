"""Two stances of one candidate on one matter."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.honesty.against import Exchange
from evaluators.honesty.clashes import Clash, clash, excluded, matters, stated

OWN, VENDOR = {"own": 0.9, "vendor": 0.0}, {"own": 0.1, "vendor": 0.8}
MINE, THEIRS = ("I drew them all.", {"labels": OWN}), ("An agency did.", {"labels": VENDOR})
LIVE = ("It is in use.", {"fate": {"never": 0.0, "live": 1.0}})
stances = st.lists(st.floats(0, 1), min_size=3, max_size=3).map(
    lambda shares: {str(place): share / (sum(shares) + 1) for place, share in enumerate(shares)}
)


class Reads:
    """A worker that says what it was shown."""

    def stances(self, sentences):
        return [{"shown": {sentence: 1.0}} for sentence in sentences]


@given(stances, stances)
def test_two_sentences_exclude_each_other_no_more_probably_than_both_say_anything(one, other):
    found = excluded(one, other)
    assert -1e-9 <= found <= min(sum(one.values()), sum(other.values())) + 1e-9
    assert found == pytest.approx(excluded(other, one))


def test_one_stance_excludes_no_stance_like_it():
    assert excluded({"own": 1.0, "vendor": 0.0}, {"own": 1.0, "vendor": 0.0}) == 0


def test_the_most_probable_clash_is_told_with_its_turn_and_sentence():
    maybe = ("Some are mine.", {"labels": {"own": 0.3, "vendor": 0.0}})
    found = clash([LIVE, THEIRS], [[maybe], [LIVE, MINE]])
    assert found == Clash(pytest.approx(0.72), "labels", 1, "I drew them all.")


@pytest.mark.parametrize("earlier", [[], [[]], [[LIVE]], [[("Nothing.", {})]]])
def test_stances_on_other_matters_do_not_clash(earlier):
    assert clash([THEIRS], earlier) is None


def test_a_sentence_stands_behind_its_question_if_it_answers_it_or_says_little_alone():
    long = "The labels came from an agency that we had worked with before."
    told = [Exchange("", "I led it."), Exchange("Who labelled?", f"{long} {long} All of it.")]
    found = stated(told, Reads())
    asked = f"Who labelled?\n{long}"
    assert [[next(iter(taken["shown"])) for _, taken in turn] for turn in found] == [
        ["I led it."],
        [asked, long, "Who labelled?\nAll of it."],
    ]
    assert [[sentence for sentence, _ in turn] for turn in found] == [["I led it."], [long, long, "All of it."]]


def test_where_the_reader_fails_there_are_no_stances():
    class Fails:
        def stances(self, _):
            return None

    assert stated([Exchange("", "I led it.")], Fails()) is None


def test_every_matter_has_names_in_both_languages_and_stances_that_exclude_each_other():
    for matter in matters().values():
        assert matter.zh
        assert matter.en
        assert len(matter.stances) > 1
