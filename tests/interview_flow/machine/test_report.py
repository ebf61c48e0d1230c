import json
import re

import pytest

from evaluators.base import Grader
from evaluators.response import Response
from evaluators.verdict import Concern, Finding
from interview_flow.feedback import statement
from interview_flow.honesty import NoHonesty
from interview_flow.report import build, markdown, messages
from question_bank.bank import Bank
from question_bank.loader import load

HOSTILE = "</code> <b>x</b> *bold* [link](http://evil.example) ```\n# heading\n````\n| a | b |\n@someone {name} &lt; \\ `tick`"


def over(interview, words, line="/start cv exam", **more):
    candidate = interview(**more)
    candidate.send(line)
    candidate.finish(words)
    return candidate


def reading(candidate, language="en"):
    return build(candidate.state, candidate.bank, language).reading


@pytest.mark.parametrize("line", ["/start cv exam", "/start cv practice full", "/start cv zh exam"])
def test_a_strong_candidate_is_ready(interview, line):
    """Guide: four stages good, ready."""
    report = build(over(interview, "alpha beta", line).state, interview().bank, "zh")
    assert report.reading.verdict == "ready"
    assert report.score == 1
    assert report.study == ()


def test_a_weak_candidate_needs_the_basics(interview):
    """Guide: more than one of the basics missed, the basics need work."""
    candidate = over(interview, "no")
    assert reading(candidate).verdict == "basics_need_work"
    assert "Basics missed: 3." in reading(candidate).sentences[0]
    report = build(candidate.state, candidate.bank, "en")
    assert report.score == 0
    assert report.study[0].missing == ("says alpha", "says beta")


def test_what_is_not_among_the_basics_does_not_count_as_one(interview):
    """Missing the track's advanced questions is no want of basics."""
    assert reading(over(interview, "no", "/start dl exam")).verdict != "basics_need_work"


def test_one_basic_missed_is_let_pass(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("/skip")
    candidate.finish("alpha beta")
    assert reading(candidate).verdict == "mixed"


def test_a_silent_candidate_gets_no_praise(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.advance(7200)
    assert reading(candidate).verdict == "basics_need_work"
    report = build(candidate.state, candidate.bank, "en")
    assert {item.outcome for stage in report.stages for item in stage.items} == {"no_answer"}


def test_too_little_answered_gives_no_total_and_not_reached_is_not_weak(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha beta")
    candidate.send("/end")
    candidate.send("yes")
    report = build(candidate.state, candidate.bank, "en")
    assert report.score is None
    assert report.reading.verdict == "too_little"
    assert [stage.reached for stage in report.stages] == [True, False, False, False]
    assert any("does not mean weak" in sentence for sentence in report.reading.sentences)
    assert not any("Needs work" in sentence for sentence in report.reading.sentences)
    assert report.stages[0].items[1].outcome == "not_finished"
    assert report.stages[0].items[1].score is None


class OneFinding(NoHonesty):
    """Finds one impossible statement as soon as anything was said."""

    def concerns(self, claims, asked, *, language, at):
        del claims, asked, language, at
        return [
            Concern(
                kind="impossible_fact", turn=0, quote="TensorRT 99", reason="There is no such version.", source="facts"
            )
        ]


def test_honesty_findings_gate_the_rest(interview):
    """Guide: this matters most; without it nothing else counts."""
    candidate = over(interview, "alpha beta", honesty=OneFinding())
    report = build(candidate.state, candidate.bank, "en")
    assert report.reading.verdict == "honesty_first"
    (concern,) = report.concerns
    assert concern.asked
    assert concern.explanation == "alpha beta"
    assert "Three honest ways on" in markdown(report)
    assert "Sources" in markdown(report)
    assert not any(sentence.startswith("Good") for sentence in report.reading.sentences)


class Perhaps(OneFinding):
    """Finds the same by the learned reader's word alone."""

    def concerns(self, claims, asked, *, language, at):
        found = super().concerns(claims, asked, language=language, at=at)
        return [concern.model_copy(update={"unsure": True}) for concern in found]


def test_what_is_not_certain_is_asked_about_and_told_so_and_decides_nothing(interview):
    """Never the candidate's loss: the learned reader alone may be wrong."""
    candidate = over(interview, "alpha beta", honesty=Perhaps())
    report = build(candidate.state, candidate.bank, "en")
    (concern,) = report.concerns
    assert concern.asked
    assert report.reading == reading(over(interview, "alpha beta"))
    assert "(not certain)" in markdown(report)
    summary = messages(candidate.state, candidate.bank, "en")[0]
    assert any("(not certain)" in block.text for block in summary.blocks)


class Contradiction(NoHonesty):
    """Finds that two sayings do not fit."""

    def concerns(self, claims, asked, *, language, at):
        del claims, asked, language, at
        return [Concern(kind="inconsistent", turn=0, quote="12k images", reason="It was more.", source="120k images")]


def test_the_earlier_of_two_sayings_is_no_source(interview):
    text = markdown(build(over(interview, "alpha beta", honesty=Contradiction()).state, interview().bank, "en"))
    assert "Earlier you said" in text
    assert "Sources" not in text.split("Earlier you said", 1)[1].split("##", 1)[0]


class SaysTheyCoded(NoHonesty):
    """Takes each message for one that says what its author coded."""

    def read(self, text, *, turn, stage, at):
        del turn, stage, at
        return [{"record": "claim", "attribute": "code", "quote": text}]


def test_what_they_said_they_coded_stands_beside_what_they_wrote_here_and_decides_nothing(interview):
    candidate = over(interview, "alpha beta", honesty=SaysTheyCoded())
    report = build(candidate.state, candidate.bank, "en")
    numbers = [item.number for stage in report.stages if stage.stage == "coding" for item in stage.items]
    assert report.own_code.said == ("alpha beta",)
    assert list(report.own_code.written) == numbers
    section = markdown(report).split("Code you said you wrote", 1)[1].split("\n## ", 1)[0]
    assert "alpha beta" in section
    assert all(f"- {number}. " in section for number in numbers)
    assert "it counts for nothing" in section
    assert (report.reading, report.score) == (reading(over(interview, "alpha beta")), 1)


def test_nothing_stands_beside_code_that_nobody_spoke_of_or_wrote(interview):
    assert build(over(interview, "alpha beta").state, interview().bank, "en").own_code is None
    candidate = interview(honesty=SaysTheyCoded())
    candidate.send("/start cv exam")
    while candidate.state.stage.id != "coding":
        candidate.send("alpha beta")
        candidate.send("/done")
    while not candidate.state.ended:
        candidate.send("/skip")
    report = build(candidate.state, candidate.bank, "en")
    assert report.own_code is None
    assert "Code you said" not in markdown(report)


def test_what_nobody_judged_is_called_so_and_does_not_count(interview):
    """The industry stage has no evaluator here: ungraded, with that word, and no total without it."""
    report = build(over(interview, "alpha beta", "/start dl exam").state, interview().bank, "en")
    industry = report.stages[3]
    assert (industry.items[0].outcome, industry.score) == ("ungraded", None)
    assert report.score is None
    assert "ungraded" in markdown(report)
    assert any("Asked but not judged: Stage industry" in sentence for sentence in report.reading.sentences)


def test_our_failure_and_the_unreadable_do_not_count(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("boom")
    for _ in range(3):
        candidate.send("?? 3 ??")
    candidate.finish("alpha beta")
    items = build(candidate.state, candidate.bank, "en").stages[0].items
    assert [(item.outcome, item.score) for item in items[:2]] == [("ungraded", None), ("unreadable", None)]


def test_hints_are_shown_and_cost(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("/hint")
    candidate.advance(40)
    candidate.send("alpha beta")
    candidate.advance(7200)
    item = build(candidate.state, candidate.bank, "en").stages[0].items[0]
    assert (item.hints, item.score, item.outcome) == (("Think of the alphabet.",), pytest.approx(0.85), "met")
    assert (item.seconds, item.allowed) == (40, 120)


def test_what_followed_a_probe_is_marked(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha")
    candidate.send("beta")
    candidate.advance(7200)
    report = build(candidate.state, candidate.bank, "en")
    item = report.stages[0].items[0]
    assert [(c.criterion, c.met, c.prompted) for c in item.criteria] == [("alpha", True, False), ("beta", True, True)]
    assert item.probes[0].reply == "beta"
    assert item.score == pytest.approx(0.75)
    assert "after a follow-up" in markdown(report)


def test_a_skipped_draft_is_shown_in_the_report(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    while candidate.state.current.short:
        candidate.send("alpha beta")
    candidate.send("half an idea")
    candidate.send("/skip")
    candidate.advance(7200)
    assert "half an idea" in markdown(build(candidate.state, candidate.bank, "en"))


def outside_code(text):
    """A Markdown text without its fenced blocks and code spans."""
    text = re.sub(r"^(`{3,})[^\n]*\n.*?\n\1$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"(?<!`)(`+)(?!`).*?(?<!`)\1(?!`)", "", text, flags=re.DOTALL)


def test_nothing_that_a_candidate_wrote_is_markup(interview):
    candidate = interview(honesty=SaysTheyCoded())
    candidate.send("/start cv exam")
    while not candidate.state.ended:
        candidate.send(HOSTILE)
        candidate.file("*evil*`.py", HOSTILE)
        if candidate.state.current and candidate.state.current.draft:
            candidate.send("/done")
    plain = outside_code(markdown(build(candidate.state, candidate.bank, "en")))
    for mark in ("<b>", "evil", "@someone", "{name}", "heading"):
        assert mark not in plain


def test_the_json_export_is_the_report(interview):
    candidate = over(interview, "alpha beta")
    told = messages(candidate.state, candidate.bank, "en")
    report, exported = build(candidate.state, candidate.bank, "en"), json.loads(told[-1].document.content)
    assert exported == json.loads(report.model_dump_json())
    assert told[-2].document.name == "report-s1.md"


@pytest.mark.parametrize(("language", "foreign"), [("en", r"[\u4e00-\u9fff]"), ("zh", r"\b(the|your|and|of)\b")])
def test_a_report_speaks_one_language(interview, language, foreign):
    candidate = over(interview, "alpha", f"/start cv {language}")
    said = " ".join(
        block.text for message in messages(candidate.state, candidate.bank, language) for block in message.blocks
    )
    assert not re.search(foreign, said)


def test_an_item_that_the_bank_has_lost_is_still_reported(interview, small_bank):
    candidate = over(interview, "alpha beta")
    lost = small_bank.__class__(items={}, formats={})
    item = build(candidate.state, lost, "en").stages[0].items[0]
    assert (item.outcome, item.criteria[0].statement, item.model_answer) == ("met", "alpha", None)


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("form", ["cv", "dl nlp", "dl cv"])
@pytest.mark.parametrize("length", ["short", "full"])
@pytest.mark.parametrize("words", ["alpha beta", "alpha", "no", HOSTILE, "?? 3 ??", "boom"])
def test_every_candidate_comes_to_a_report(interview, language, form, length, words):
    """Strong, half, weak, hostile, unreadable, and our own failure: both formats, both languages, both lengths."""
    candidate = over(interview, words, f"/start {form} {language} {length} practice")
    report = build(candidate.state, candidate.bank, language)
    assert [stage.reached for stage in report.stages] == [True] * 4
    assert report.asked == report.planned
    assert (report.reading.verdict == "ready") == (words == "alpha beta" and form == "cv")
    assert len(messages(candidate.state, candidate.bank, language)) == 7


def _with_bonus(item):
    """The same question where beta is optional."""
    if item.grading is None:
        return item
    criteria = item.grading.criteria
    criteria = criteria | {"beta": criteria["beta"].model_copy(update={"optional": True})}
    return item.model_copy(update={"grading": item.grading.model_copy(update={"criteria": criteria})})


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "○ says beta (a bonus; leaving it out costs nothing)"),
        ("zh", "○ says beta（中文）（加分项，没提到不扣分）"),
    ],
)
def test_a_bonus_left_open_looks_like_no_fault(interview, language, told):
    """In the feedback and in each form of the report."""
    plain = interview().bank
    items = {name: _with_bonus(item) for name, item in plain.items.items()}
    candidate = interview(bank=Bank(items=items, formats=plain.formats))
    candidate.send(f"/start cv practice {language}")
    assert told in candidate.send("alpha")
    candidate.finish("alpha")
    report = build(candidate.state, candidate.bank, language)
    assert f"- {told}" in markdown(report)
    assert "✗" not in markdown(report)
    assert "✗" not in str(messages(candidate.state, candidate.bank, language))


def test_what_could_not_be_read_is_marked_as_no_fault(interview, monkeypatch):
    """An evaluator may list what it looked for; whether it is there is not known."""
    read = Grader.unjudged

    def listing(self, outcome, feedback, **more):
        findings = [Finding(criterion=name, met=False, weight=1) for name in self.criteria]
        return read(self, outcome, feedback, findings=findings, **more)

    monkeypatch.setattr(Grader, "unjudged", listing)
    candidate = interview()
    candidate.send("/start cv practice")
    candidate.send("?? 3 ??")
    assert candidate.state.items[0].answers[0].verdict.findings
    told = candidate.send("/skip")
    assert "Could not be read" in told
    assert "✗" not in told
    candidate.send("/end")
    candidate.send("yes")
    report = build(candidate.state, candidate.bank, "en")
    assert report.stages[0].items[0].criteria == ()
    assert "✗" not in markdown(report)


@pytest.mark.parametrize(("language", "told"), [("en", "enough of them named"), ("zh", "举出的够多")])
def test_a_list_asked_for_is_not_called_by_an_id(language, told):
    listing = load().item("concept/class_imbalance_remedies")
    verdict = listing.grading.grade(Response(text="no idea", language=language))
    assert [statement(finding.criterion, listing, language) for finding in verdict.findings] == [told]


def test_silence_gives_no_total(interview):
    """Whoever left after one answer of many is not 0 of 100: too little was answered to say."""
    candidate = interview()
    candidate.send("/start cv exam full")
    candidate.send("alpha beta")
    candidate.advance(7200)
    report = build(candidate.state, candidate.bank, "en")
    assert (report.judged, report.unanswered) == (1, report.asked - 1)
    assert report.score is None


@pytest.mark.parametrize(
    ("language", "told"), [("en", "1 judged, 1 unanswered scored 0)"), ("zh", "评 1，1 题没作答记 0 分）")]
)
def test_what_was_skipped_is_not_called_judged(interview, language, told):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha beta")
    candidate.send("/skip")
    candidate.send("/end")
    candidate.send("yes")
    report = build(candidate.state, candidate.bank, language)
    assert (report.stages[0].judged, report.stages[0].unanswered) == (1, 1)
    assert report.stages[0].score == 0.5, "it counts as 0 all the same"
    assert told in markdown(report)
    assert told in str(messages(candidate.state, candidate.bank, language)[0])


def test_a_report_in_another_language_shows_the_question_in_it_and_repeats_nothing(interview):
    """The verdict was worded in the interview's language; its criteria are named once, in the report's."""
    candidate = interview()
    candidate.send("/start cv zh exam")
    candidate.finish("no")
    report = build(candidate.state, candidate.bank, "en")
    item = report.stages[0].items[0]
    assert "（中文）" in candidate.state.items[0].prompt
    assert "（中文）" not in item.prompt
    assert not any("（中文）" in criterion.statement + criterion.comment for criterion in item.criteria)
