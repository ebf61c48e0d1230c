"""How probable a contradiction is, given what the reader makes of two statements and how they read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluators.honesty.clashes import Clash
from evaluators.honesty.reading import read
from evaluators.honesty.weighing import Opinion, both, probability, shared
from evaluators.response import Turn

EARLIER = "Only I have labelled the images."
REPLY = "A vendor has labelled the images, all of them."
chances = st.floats(0, 1)


def weighed(forward=0.9, backward=0.9, earlier=EARLIER, reply=REPLY, question="Who has labelled them?", **more):
    roles = ("candidate", "interviewer", "candidate")
    turns = [Turn(role=role, text=text) for role, text in zip(roles, (EARLIER, question, reply), strict=True)]
    opinion = {name: more.pop(name) for name in ("second", "apart", "clash") if name in more}
    before = more.get("before", 0.0)
    ahead = None if more.get("first") else Opinion(earlier, before, before)
    one = read(turns, None).said[1]
    return probability(Opinion(earlier, forward, backward, **opinion), ahead, one, doubted=more.get("doubted", False))


@given(chances, chances, chances, st.booleans())
def test_it_is_a_probability(forward, backward, second, doubted):
    assert 0 < weighed(forward, backward, second=second, doubted=doubted) < 1


@pytest.mark.parametrize(
    ("more", "less"),
    [
        ({"forward": 0.95}, {"forward": 0.9}),
        ({"backward": 0.95}, {"backward": 0.9}),
        ({"second": 0.5}, {"second": 0.0}),
        ({"clash": Clash(0.5, "labels", 0, EARLIER)}, {"clash": None}),
        ({"doubted": True}, {"doubted": False}),
        ({"before": 0.9}, {}),
        ({"first": True}, {}),
        ({"earlier": EARLIER}, {"earlier": "I have labelled the images."}),
        ({"earlier": EARLIER}, {"earlier": "Only a T4 was there."}),
        ({"reply": REPLY}, {"reply": f"{REPLY} That took a month, and in the end we checked a part of it together."}),
        ({"question": "You said that only you labelled; who else has?"}, {"question": "Who?"}),
    ],
)
def test_what_speaks_for_a_contradiction(more, less):
    assert weighed(**more) > weighed(**less)


@given(chances, chances)
def test_from_two_sides_no_more_is_seen_than_from_either(one, other):
    assert 0 <= both(one, other) <= min(one, other)
    assert both(one, other) == both(other, one)
    assert both(one, 1.0) == pytest.approx(one)


@pytest.mark.parametrize(
    ("one", "other", "share"),
    [
        ("", "", 0),
        ("labelled images", "Images, labelled", 2 / 3),
        ("只有我标注", "标注是我做的", 1 / 5),
        ("a b", "a b", 0),
    ],
)
def test_shared_words_are_counted_in_either_language(one, other, share):
    assert shared(one, other) == pytest.approx(share)
    assert shared(other, one) == pytest.approx(share)
