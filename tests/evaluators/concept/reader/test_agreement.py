import pytest

from evaluators.concept.grader import ConceptGrader
from evaluators.concept.reader.agreement import (
    CREDIT,
    DOUBT,
    LIST_CREDIT,
    LIST_VETO,
    READER,
    VETO,
    offsets,
    reviewed,
)
from evaluators.concept.reader.client import Opinion
from evaluators.response import Response, Turn
from evaluators.verdict import Outcome

GRADER = ConceptGrader.model_validate({
    "kind": "concept",
    "terms": {"grad": ["gradient"], "one": ["one"], "low": ["cheap"], "subject": ["slope"]},
    "criteria": {
        "flat": {"statement": {"zh": "梯度为一", "en": "Its gradient is one"}, "says": ["grad & one"], "against": ["!one"]},
        "cheap": {"statement": {"zh": "便宜", "en": "It is cheap"}, "says": ["low", "subject & low"]},
    },
    "misconceptions": {
        "dear": {"says": ['"costly"'], "voids": ["cheap"], "explanation": {"zh": "不贵", "en": "It is not"}}
    },
})  # fmt: skip
LIST = ConceptGrader.model_validate({
    "kind": "concept",
    "at_least": 2,
    "members": {
        "dropout": {"name": {"zh": "dropout", "en": "dropout"}, "says": ['"dropout"']},
        "more_data": {"name": {"zh": "更多数据", "en": "more data"}, "says": ['"more data"']},
    },
})  # fmt: skip
SURE, TORN, UNLIKELY, NONE = (CREDIT + 1) / 2, (CREDIT + DOUBT) / 2, VETO, 0.0


class Known:
    """A worker whose opinions are known: of each text that it is shown, or the same of all."""

    version = "7"

    def __init__(self, *opinions, of=None):
        self.opinions = list(opinions)
        self.of = of or {}
        self.asked = None

    def read(self, *asked):
        self.asked = asked
        return self.of.get(asked[0], self.opinions) or None


def verdict(text, *opinions, grader=GRADER):
    response = Response(text=text, language="en")
    worker = Known(*opinions)
    return reviewed(grader, response, grader.grade(response), worker), worker


def met(found):
    return [finding.met for finding in found.findings]


def test_where_rules_are_silent_a_sure_reader_is_believed_and_its_clause_is_shown():
    found, worker = verdict("The slope stays at unity. It costs next to nothing.", Opinion(SURE, 0), Opinion(SURE, 1))
    assert met(found) == [True, True]
    assert [finding.evidence for finding in found.findings] == ["slope stays at unity.", "It costs next to nothing."]
    assert found.outcome is Outcome.MET
    assert found.details[READER] == "7"
    assert "It costs next to nothing" in found.feedback
    assert worker.asked[1] == ["Its gradient is one", "It is cheap"]
    assert worker.asked[3] == [0, 1]


def test_a_reader_in_two_minds_leaves_it_undecided():
    found, _ = verdict("The slope stays at unity.", Opinion(TORN, 0), Opinion(NONE, None))
    assert met(found) == [None, False]
    assert found.findings[0].read == "slope stays at unity."
    assert found.score == 0


def test_what_rules_credit_stays_credited():
    found, _ = verdict("The gradient is one.", Opinion(UNLIKELY, None), Opinion(NONE, None))
    assert met(found) == [True, False]


def test_what_rules_credit_is_undecided_where_the_reader_is_all_but_sure_that_it_is_not_said():
    found, _ = verdict("The gradient is one.", Opinion(NONE, None), Opinion(NONE, None))
    assert met(found) == [None, False]
    assert found.findings[0].read == "gradient is one."
    assert "gradient is one" in found.feedback


@pytest.mark.parametrize("text", ["The gradient is not one.", "It is costly."])
def test_what_rules_refuse_stays_refused(text):
    found, _ = verdict(text, Opinion(SURE, 0), Opinion(SURE, 0))
    refused = 0 if "not" in text else 1
    assert not found.findings[refused].met


@pytest.mark.parametrize("text", ["Does the slope stay at unity?", "I used to think that the slope stays at unity."])
def test_a_clause_that_states_nothing_is_no_evidence(text):
    found, _ = verdict(text, Opinion(SURE, 0), Opinion(NONE, None))
    assert not found.findings[0].met


@pytest.mark.parametrize(
    "text",
    [
        "Sorry, I don't know the slope.",
        "Nice weather today.",
        "ReLU, sigmoid, slope, softmax, dropout, tanh, batch norm, layer norm",
    ],
)
def test_an_answer_that_says_nothing_is_not_shown_to_the_reader(text):
    found, worker = verdict(text, Opinion(SURE, 0), Opinion(SURE, 0))
    assert not any(met(found))
    assert worker.asked is None


def test_a_word_without_a_clause_is_not_believed():
    found, _ = verdict("The slope stays at unity.", Opinion(SURE, None), Opinion(NONE, None))
    assert met(found) == [False, False]


@pytest.mark.parametrize("text", ["The slope stays at unity.", "The gradient is one."])
def test_without_an_opinion_the_rules_grade_alone(text):
    response = Response(text=text, language="en")
    alone = GRADER.grade(response)
    assert reviewed(GRADER, response, alone, Known()) == alone


@pytest.mark.parametrize(("text", "read_as"), [("slope 是 1", "梯度为一"), ("slope of 1", "Its gradient is one")])
def test_statements_are_read_in_the_language_of_the_answer(text, read_as):
    """Not in that of the interview: the reader tells a statement of the answer's own language best."""
    for language in ("zh", "en"):
        response = Response(text=text, language=language)
        worker = Known(Opinion(NONE, None), Opinion(NONE, None))
        reviewed(GRADER, response, GRADER.grade(response), worker)
        assert worker.asked[1][0] == read_as


PROBE = {"zh": "贵不贵？", "en": "What does it cost?"}
PREMISE = {"zh": "说到开销", "en": "As for what it costs"}
PROBED = ConceptGrader.model_validate(
    {
        **GRADER.model_dump(),
        "criteria": {
            "flat": GRADER.criteria["flat"],
            "cheap": {**GRADER.criteria["cheap"].model_dump(), "probe": PROBE, "premise": PREMISE},
        },
    }
)


def followed_up(first, reply, before, after):
    """The verdict after a reply to what it costs, with the opinions of the first answer and of both."""
    turns = [("interviewer", "Why?"), ("candidate", first), ("interviewer", PROBE["en"]), ("candidate", reply)]
    dialogue = tuple(Turn(role=role, text=text) for role, text in turns)
    response = Response(text=f"{first}\n{reply}", dialogue=dialogue, prompted=frozenset({"cheap"}))
    worker = Known(*after, of={first: before})
    return reviewed(PROBED, response, PROBED.grade(response), worker), worker


def test_what_a_reply_adds_is_sought_in_the_reply_and_not_in_its_premise():
    first, reply = "The gradient is one, I think.", "Next to nothing."
    found, worker = followed_up(first, reply, [Opinion(SURE, None)] * 2, [Opinion(SURE, None), Opinion(SURE, 0)])
    assert [worker.asked[0][slice(*clause)] for clause in worker.asked[2]] == [reply]
    assert (found.findings[1].met, found.findings[1].evidence) == (True, reply)


def test_a_reply_casts_no_doubt_on_what_had_been_credited_before():
    found, _ = followed_up(
        "The gradient is one.", "Next to nothing.",
        [Opinion(VETO, None), Opinion(NONE, None)], [Opinion(NONE, None), Opinion(NONE, None)],
    )  # fmt: skip
    assert found.findings[0].met is True


@pytest.mark.parametrize(("reply", "met"), [("As I said, cheap.", True), ("I said it all.", None)])
def test_what_was_asked_and_said_again_is_not_doubted_again(reply, met):
    nothing = [Opinion(NONE, None), Opinion(NONE, None)]
    found, _ = followed_up("It is a cheap slope.", reply, nothing, nothing)
    assert found.findings[1].met is met


def test_clauses_are_handed_over_by_their_offsets():
    text = "The slope stays at unity, it costs nothing."
    reading = GRADER.read(text)
    assert [text[slice(*offsets(reading, clause))] for clause in range(2)] == [
        "slope stays at unity,", "it costs nothing."
    ]  # fmt: skip


def test_of_a_list_a_sure_reader_adds_the_member_and_the_clause_that_gives_it():
    found, worker = verdict(
        "I'd use dropout. And go and label some.", Opinion(LIST_VETO, None), Opinion(LIST_CREDIT, 1), grader=LIST
    )
    assert found.members == ("dropout", "more_data")
    assert "go and label some" in found.findings[0].evidence
    assert found.outcome is Outcome.MET
    assert found.details[READER] == "7"
    assert worker.asked[1] == ["dropout is one of the things given", "more data is one of the things given"]
    assert worker.asked[3] == [1]


def test_of_a_list_what_the_reader_does_not_believe_is_shown_as_doubtful_and_not_counted():
    found, _ = verdict("Dropout and more data.", Opinion(NONE, None), Opinion(SURE, None), grader=LIST)
    assert found.members == ("more_data",)
    assert found.score == pytest.approx(0.5)
    assert "Perhaps meant, but not clear enough to be credited: dropout" in found.feedback


@pytest.mark.parametrize("opinion", [Opinion(LIST_CREDIT, None), Opinion((LIST_VETO + LIST_CREDIT) / 2, 0)])
def test_of_a_list_a_word_without_a_clause_or_not_sure_adds_nothing(opinion):
    found, _ = verdict("Go and label some. Dropout, too.", Opinion(SURE, None), opinion, grader=LIST)
    assert found.members == ("dropout",)


def test_of_a_list_without_an_opinion_the_rules_grade_alone():
    response = Response(text="Dropout, I guess.", language="en")
    alone = LIST.grade(response)
    assert reviewed(LIST, response, alone, Known()) == alone
