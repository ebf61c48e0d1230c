"""A short reply read together with its question."""

import pytest

from evaluators.honesty.claims import claims_of
from evaluators.honesty.reading import read
from evaluators.honesty.replies import filled
from tests.evaluators.honesty.conftest import turns


def reply(question, text):
    return read(turns(["...", question, text])).said[1]


@pytest.mark.parametrize(
    ("question", "text", "expected"),
    [
        ("How many categories are there?", "Eighteen.", "Eighteen categories are there"),
        ("训练一共用了多少条对话？", "8000 左右。", "训练一共用了 8000 条对话"),
        ("batch 开多大？", "32，再大就爆显存了。", "batch 开 32"),
        ("What F1 did you get on the test set?", "0.78.", "F1 0.78 did you get on the test set"),
        ("How big was the team?", "Two, me and a friend.", "was the team Two people"),
        ("What's the input resolution?", "320 by 320.", "the input resolution 320 by 320"),
        ("How long did training take?", "Well, about a day.", "a day did training take"),
    ],
)
def test_the_answer_stands_in_the_place_of_the_question_word(question, text, expected):
    clauses = filled(reply(question, text)).clauses
    assert next(clause for clause in clauses if clause.answer).text == expected


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("What did you change?", "25 queries, since a page has at most 7 tables."),
        ("How many images and how many classes?", "8000."),
        ("How many images?", "Most of the 8000 from the first site."),
        ("Why?", "12."),
    ],
)
def test_a_reply_that_says_more_or_answers_more_is_left_as_it_is(question, text):
    assert not any(clause.answer for clause in filled(reply(question, text)).clauses)


def test_the_quote_is_what_was_said():
    said = read(turns(["...", "How many categories are there?", "Eighteen."]))
    claim = next(claim for claim in claims_of(said, said.said[1]) if claim.attribute == "classes")
    assert (claim.value, claim.whole, claim.quote) == (18.0, True, "Eighteen")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("学习率一直是 0.01。", {("learning_rate", 0.01)}),
        ("The learning rate was 2e-5.", {("learning_rate", 2e-5)}),
        ("学习率从 1e-3 开始余弦降到 1e-6。", set()),
        ("最大长度 512。", {("length", 512.0)}),
        ("It is 16 kHz audio.", {("sampling_rate", 16.0)}),
        ("Each report was labelled by three radiologists.", {("annotators", 3.0)}),
        ("日活 200 万。", {("users", 2_000_000.0)}),
        ("We tried learning rates between 1e-5 and 1e-3.", set()),
    ],
)
def test_settings_are_read_where_one_value_holds(text, expected):
    said = read(turns([text]))
    claims = claims_of(said, said.said[0])
    assert {(claim.subject, claim.value) for claim in claims if claim.attribute == "setting"} == expected
