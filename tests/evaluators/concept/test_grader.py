"""The rubric grader's promises: what is credited, on which words, and what is said about it."""

import pytest
from pydantic import ValidationError

from evaluators.concept.explain import explain
from evaluators.concept.grader import ConceptGrader
from evaluators.concept.habits import resemblance
from evaluators.response import Response
from evaluators.verdict import Outcome

TEXT = {"zh": "这个", "en": "this"}


def rubric(**fields) -> ConceptGrader:
    return ConceptGrader.model_validate({"kind": "concept", **fields})


def criterion(*says: str, **fields) -> dict:
    return {"statement": TEXT, "says": list(says), **fields}


RUBRIC = rubric(
    sides=[["relu", "sigmoid"]],
    topic="relu",
    criteria={
        "flat": criterion("@relu & !saturates", against=["@relu & saturates"]),
        "cheap": criterion("@relu & cheap", weight=2),
        "extra": criterion("sparsity", optional=True),
    },
    misconceptions={"centred": {"says": ['@relu & "zero centred"'], "voids": ["cheap"], "explanation": TEXT}},
)


def met(text: str, **fields) -> dict[str, bool | None]:
    return {f.criterion: f.met for f in RUBRIC.grade(Response(text=text, **fields)).findings}


def test_evidence_is_the_clause_in_the_candidates_own_words():
    verdict = RUBRIC.grade(Response(text="Well, sigmoid saturates. But ＲｅＬＵ doesn’t saturate, OK?"))
    assert verdict.findings[0].met is False  # asked, not stated
    verdict = RUBRIC.grade(Response(text="Well, sigmoid saturates. But ＲｅＬＵ doesn’t saturate, I think."))
    assert verdict.findings[0].evidence == "But ＲｅＬＵ doesn’t saturate"


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Well (ReLU is cheap), I think.", "ReLU is cheap"),
        ("ReLU is cheap (no exponential).", "ReLU is cheap"),
        ("ReLU 很 cheap（不用指数）", "ReLU 很 cheap"),
        ("ReLU is cheap, as f(x).", "ReLU is cheap"),
        ("ReLU f(x) is cheap, f(x)", "ReLU f(x) is cheap"),
        ("the cheap ReLU f(x)", "cheap ReLU f(x)"),
    ],
)
def test_evidence_ends_in_no_half_of_a_pair_of_brackets(text, quoted):
    assert RUBRIC.grade(Response(text=text)).findings[1].evidence == quoted


def test_contradictory_statements_leave_a_criterion_undecided():
    assert met("ReLU does not saturate. ReLU saturates.")["flat"] is None


def test_a_correction_settles_a_contradiction():
    assert met("ReLU saturates. No wait, ReLU does not saturate.")["flat"] is True


def test_a_misconception_voids_and_is_explained():
    verdict = RUBRIC.grade(Response(text="ReLU is cheap and zero-centred."))
    assert verdict.met("cheap") is False
    assert verdict.findings[1].note == "centred"
    assert "this" in verdict.feedback


def test_optional_criteria_raise_the_score_and_never_lower_it():
    assert RUBRIC.grade(Response(text="ReLU is cheap.")).score == pytest.approx(2 / 3)
    assert RUBRIC.grade(Response(text="ReLU is cheap and sparse.")).score == pytest.approx(1)


def test_what_was_prompted_counts_in_part_and_is_marked():
    verdict = RUBRIC.grade(Response(text="ReLU is cheap.", prompted=frozenset({"cheap"})))
    assert verdict.score == pytest.approx(1 / 3)
    assert verdict.findings[1].note == "prompted"
    assert verdict.outcome is Outcome.PARTLY_MET


@pytest.mark.parametrize(
    ("text", "habit"),
    [
        ("ReLU, sigmoid, saturation, sparsity, cheap, exponential, dead units", "stuffing"),
        ("这个不太了解。", "dont_know"),
        ("The weather is nice in Lisbon.", "off_topic"),
        ("ReLU is cheap. The rest I don't know.", None),
    ],
)
def test_ways_of_saying_nothing_are_recognised(text, habit):
    assert RUBRIC.grade(Response(text=text)).details.get("recognised") == habit


def test_length_earns_nothing():
    """Neither said again nor said with much around it."""
    short = "ReLU is cheap."
    padded = short + " " + "As I said before, this is a very interesting question that people discuss a lot. " * 20
    assert met(short) == met(padded)
    assert met("ReLU. " * 300) == {"flat": False, "cheap": False, "extra": False}


LISTING = rubric(
    at_least=2,
    members={
        name: {"name": TEXT, "says": [name], "against": [f"!{name}"]}
        for name in ("dropout", "augmentation", "early_stopping")
    },
    wrong={"longer": {"name": TEXT, "says": ['"train longer"']}},
)


@pytest.mark.parametrize(
    ("text", "members", "wrong", "score"),
    [
        ("dropout, dropout and dropout", {"dropout"}, set(), 0.5),
        ("dropout and early stopping", {"dropout", "early_stopping"}, set(), 1),
        ("I would not use dropout, I'd train longer", set(), {"longer"}, 0),
        ("overfitting, variance, bias, capacity, dropout, generalisation, test set", set(), set(), 0),
    ],
)
def test_a_list_counts_distinct_members_and_names_what_is_none(text, members, wrong, score):
    verdict = LISTING.grade(Response(text=text))
    assert (set(verdict.members), set(verdict.wrong), verdict.score) == (members, wrong, score)


def test_names_suffice_in_a_short_list_and_not_in_a_heap():
    names = rubric(
        criteria={
            name: criterion(f'"{name}"', names_suffice=True)
            for name in ("attention", "feed forward", "layer norm", "dropout", "mask", "heads")
        }
    )
    listed = names.grade(Response(text="attention, feed forward, layer norm, dropout, mask, heads"))
    assert all(f.met for f in listed.findings)
    heap = names.grade(Response(text="attention, Python, GPU, Google, loss, batch, Adam, epoch, translation, BLEU"))
    assert not any(f.met for f in heap.findings)


def test_every_fault_of_a_rubric_is_reported_with_its_place():
    with pytest.raises(ValidationError) as fault:
        rubric(
            sides=[["relu", "nobody"]],
            topic="tanh",
            criteria={"a": criterion("no_such_term & @sigmoid", "{no_such_relation} > relu")},
            misconceptions={"m": {"says": ["relu"], "voids": ["b"], "explanation": TEXT}},
        )
    told = str(fault.value)
    for part in (
        "'nobody'",
        "topic: 'tanh'",
        "no term 'no_such_term'",
        "@sigmoid is in none",
        "no relation 'no_such_relation'",
        "voids 'b'",
    ):
        assert part in told


def test_relations_have_a_direction():
    causes = rubric(criteria={"a": criterion("overfitting > {causes} > vanishing_gradient")})

    def found(text: str) -> bool | None:
        return causes.grade(Response(text=text)).met("a")

    assert found("Overfitting causes vanishing gradients.")
    assert found("Vanishing gradients are caused by overfitting.")
    assert found("过拟合导致梯度消失。")
    assert not found("Vanishing gradients cause overfitting.")
    assert not found("Overfitting is caused by vanishing gradients.")
    assert not found("Overfitting does not cause vanishing gradients.")


def test_an_explanation_tells_what_nearly_matched_and_why_not():
    told = explain(RUBRIC, "Does ReLU saturate? Sigmoid is not cheap.")
    assert [clause.ignored for clause in told.clauses] == ["question", ""]
    assert told.clauses[1].about == ("sigmoid",)
    assert told.clauses[1].denied == ("cheap",)
    nearest = told.nearest("criteria.cheap")[0]
    assert not nearest.found
    assert "denied" in nearest.missing[0]
    assert explain(RUBRIC, "ReLU is cheap").nearest("criteria.cheap")[0].evidence == "ReLU is cheap"


def test_a_recited_text_resembles_its_source():
    source = "For positive inputs the derivative is 1 and does not saturate, whereas the other goes to zero."
    assert resemblance(source, source) == 1
    assert resemblance("The slope stays at one on the right", source) < 0.3


def test_no_answer_is_no_answer():
    assert RUBRIC.grade(Response(text=" \u200b\n")).outcome is Outcome.NO_ANSWER


@pytest.mark.parametrize(
    "text",
    ["不" * 20000, "relu " * 20000, "(" * 5000 + ")" * 5000, "\\frac{" * 3000, "a, " * 9000, "不会饱和，" * 4000],
)
def test_hostile_lengths_are_read_up_to_a_bound(text):
    """Nothing here takes more than linear work: the answer is cut, combinations are counted."""
    assert RUBRIC.grade(Response(text=text)).outcome in {
        Outcome.NOT_MET,
        Outcome.PARTLY_MET,
        Outcome.MET,
        Outcome.NO_ANSWER,
    }
