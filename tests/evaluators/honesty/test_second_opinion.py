"""Whether a rule's doubt in a running interview stands, with a reader whose opinions are known."""

import pytest

from evaluators.concept.reader import client
from evaluators.concept.reader.client import Opinion
from evaluators.honesty import second_opinion
from evaluators.honesty.against import Exchange
from evaluators.honesty.denied_facts import RULED_OUT
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.second_opinion import LONGEST, VETO
from evaluators.text import Text

WHY = Text(zh="理由", en="ResNet-50 has 26 million parameters.")
LATER, EARLIER = Exchange("How many?", "3,000."), Exchange("", "We had 12,000 images.")
TWICE = Doubt("inconsistent", 2, "3,000", WHY, "12,000 images")
IMPOSSIBLE = Doubt("impossible_fact", 2, "138 million", WHY, "a source")
PARAMS = Exchange("How large is it?", "ResNet-50 has 138 million parameters.")


class Known:
    """A worker that says the same of every statement."""

    def __init__(self, probability):
        self.probability = probability
        self.asked = []

    def read(self, reply, statements, of):
        self.asked.append((of, reply, statements))
        return None if self.probability is None else [Opinion(self.probability, None) for _ in statements]


@pytest.fixture
def stands(monkeypatch):
    """Asks whether a doubt stands, of a reader in the process's place."""

    def asked(worker, *about):
        second_opinion.stands.cache_clear()
        monkeypatch.setattr(client, "worker", lambda: worker)
        return second_opinion.stands(*about)

    yield asked
    second_opinion.stands.cache_clear()


@pytest.mark.parametrize(("probability", "expected"), [(VETO, True), (VETO / 2, False), (None, True)])
def test_a_contradiction_stands_unless_the_reader_rules_it_out(stands, probability, expected):
    assert stands(Known(probability), TWICE, LATER, EARLIER) is expected


@pytest.mark.parametrize(("probability", "expected"), [(RULED_OUT, True), (RULED_OUT / 2, False), (None, True)])
def test_what_cannot_be_so_stands_unless_the_reader_rules_out_that_it_was_denied(stands, probability, expected):
    assert stands(Known(probability), IMPOSSIBLE, PARAMS) is expected


def test_a_reply_is_read_behind_its_question_beside_the_fact(stands):
    worker = Known(VETO)
    stands(worker, IMPOSSIBLE, PARAMS)
    assert worker.asked == [("facts", "\n".join(PARAMS), [f"contradicts: {WHY.en}"])]


def test_of_a_long_message_the_quoted_words_alone_are_read(stands):
    long = "x " * LONGEST
    worker = Known(VETO)
    assert stands(worker, TWICE, LATER, Exchange("", f"{long}We had {TWICE.source}."))
    assert worker.asked[0][2] == [f"contradicts: {TWICE.source}"]
    worker = Known(VETO)
    assert stands(worker, IMPOSSIBLE, Exchange("Tell me.", f"{long}It has {IMPOSSIBLE.quote}."))
    assert worker.asked[0][1] == IMPOSSIBLE.quote


@pytest.mark.parametrize("about", [(TWICE, LATER, EARLIER), (IMPOSSIBLE, PARAMS)])
def test_every_doubt_stands_where_no_reader_is_heard(stands, about):
    assert stands(None, *about)
