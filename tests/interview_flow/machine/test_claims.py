"""The interview's side of honesty, with a ledger that knows one word."""
# ruff: noqa: ARG002 - the protocol names the arguments and says what they mean

from evaluators.verdict import Concern
from interview_flow.effects import Grade
from interview_flow.honesty import ClaimProbe, NoHonesty
from interview_flow.machine import pending
from interview_flow.report import build


class Ledger(NoHonesty):
    """Each sentence with "TensorRT" is a claim; its version is asked, then its precision; version 99 cannot be."""

    ASKS = ("version", "precision")

    def read(self, text, *, turn, stage, at):
        return [{"words": text, "turn": turn, "stage": stage}] if "TensorRT" in text else []

    def probe(self, claims, asked, *, language, leading):
        open_ = [what for what in self.ASKS if all(probe.claim["what"] != what for probe in asked)]
        fresh = claims and (leading or len(asked) == 0)
        return ClaimProbe(f"Which {open_[0]}?", {"what": open_[0]}) if fresh and open_ else None

    def concerns(self, claims, asked, *, language, at):
        impossible = [
            Concern(
                kind="impossible_fact", turn=0, quote=probe.reply, reason="There is no such version.", source="facts"
            )
            for probe in asked
            if "99" in (probe.reply or "")
        ]
        vague = [Concern(kind="vague", turn=0, quote=p.reply, reason="No figure.") for p in asked if p.reply == "some"]
        return impossible + vague


class Finding(NoHonesty):
    """Finds one impossible statement in the CV."""

    def read(self, text, *, turn, stage, at):
        return [{"words": text}] if "TensorRT 99" in text else []

    def concerns(self, claims, asked, *, language, at):
        said = Concern(kind="impossible_fact", turn=0, quote="TensorRT 99", reason="There is none.", source="facts")
        return [said] if claims else []


def in_honesty(interview):
    candidate = interview(honesty=Ledger())
    candidate.send("/start cv exam")
    while candidate.state.stage.id != "honesty":
        candidate.send("/skip")
    return candidate


def at_idea(interview, honesty):
    """At the first question that is no calculation, outside the stage that is led by claims."""
    candidate = interview(honesty=honesty)
    candidate.send("/start cv exam")
    while candidate.state.current.item.startswith("arithmetic/"):
        candidate.send("/skip")
    assert candidate.state.stage.id == "fundamentals"
    return candidate


def say(candidate, text):
    said = candidate.send(text)
    return candidate.send("/done") if candidate.state.current and candidate.state.current.draft else said


def test_a_stage_led_by_claims_asks_until_enough_is_known(interview):
    candidate = in_honesty(interview)
    number = candidate.state.current.number
    assert "Which version?" in say(candidate, "alpha beta I deployed it with TensorRT.")
    assert "Which precision?" in candidate.send("8.4")
    candidate.send("fp16")
    item = candidate.state.items[number]
    assert [probe.source for probe in item.probes] == ["claim", "claim"]
    assert item.reason == "answered"
    assert item.verdict.evaluator.kind == "honesty"
    assert candidate.state.claims[0]["stage"] == "honesty"


def test_the_figures_of_a_calculation_are_no_claims(interview):
    candidate = interview(honesty=Ledger())
    candidate.send("/start cv exam")
    assert candidate.state.current.item.startswith("arithmetic/")
    candidate.send("TensorRT 102,528")
    assert not candidate.state.claims


def test_a_calculation_calls_no_question_about_the_cv(interview):
    """Whoever is asked for a number and fails is not asked, of all things, about their deployment."""
    candidate = interview(honesty=Ledger())
    candidate.send("/start")
    candidate.send("I deployed a detector with TensorRT. " * 10)
    assert candidate.state.claims, "the CV was read"
    candidate.press("begin")
    assert candidate.state.current.item.startswith("arithmetic/")
    candidate.send("I can't work it out")
    assert all(probe.source != "claim" for probe in candidate.state.items[0].probes)


def test_a_calculation_is_not_broken_off_for_what_the_cv_says(interview):
    """The finding is put to the candidate at the next question that can hold it, once."""
    candidate = interview(honesty=Finding())
    candidate.send("/start")
    candidate.send("I deployed a detector with TensorRT 99. " * 10)
    candidate.press("begin")
    assert candidate.state.current.item.startswith("arithmetic/")
    candidate.send("I can't work it out")
    assert all(probe.source != "concern" for probe in candidate.state.items[0].probes)
    candidate.finish("alpha beta")
    probes = [
        (item.item, probe) for item in candidate.state.items for probe in item.probes if probe.source == "concern"
    ]
    assert len(probes) == 1
    assert not probes[0][0].startswith("arithmetic/")


def test_the_honesty_grader_sees_the_whole_dialogue(interview):
    candidate = in_honesty(interview)
    say(candidate, "TensorRT")
    candidate.hold = True
    candidate.send("8.4")
    turns = candidate.held[0].response.dialogue
    assert [turn.role for turn in turns] == ["interviewer", "candidate", "interviewer", "candidate"]
    assert turns[-1].text == "8.4"


def test_what_was_said_of_a_project_is_before_the_grader_of_the_next(interview):
    candidate = in_honesty(interview)
    say(candidate, "alpha beta")
    project = candidate.state.items[-2]
    say(candidate, "alpha")
    first, *_, last = (e.response for e in candidate.effects if isinstance(e, Grade) and e.item.startswith("honesty/"))
    assert first.before == ()
    assert last.before == project.dialogue() == first.dialogue


class Returning(NoHonesty):
    """Comes back, under the question on deployment, to the project that was told of before."""

    def read(self, text, *, turn, stage, at):
        return [{"words": text}]

    def probe(self, claims, asked, *, language, leading):
        second = leading and len(claims) > 2 and not asked
        return ClaimProbe("Back to the project. And of beta?", {"topic": "project_basics"}) if second else None


def back_to_the_project(interview, mode):
    """A candidate whose second question has a probe about the first."""
    candidate = interview(honesty=Returning())
    candidate.send(f"/start cv {mode}")
    while candidate.state.stage.id != "honesty":
        candidate.send("/skip")
    say(candidate, "alpha")
    candidate.send("no more")
    assert candidate.state.items[-2].verdict.met("beta") is False
    say(candidate, "alpha beta")
    assert candidate.state.current.probes[-1].question.startswith("Back to the project")
    return candidate


def test_what_a_claims_probe_was_told_counts_for_the_question_that_it_asks_about(interview, small_bank):
    candidate = back_to_the_project(interview, "practice")
    project = candidate.state.items[-1].number - 1
    told = candidate.send("beta it was")
    assert f"counts for question {project + 1}, too" in told
    item = candidate.state.items[project]
    assert item.verdict.met("beta") is True
    assert not item.pending
    reported = build(candidate.state, small_bank, "en")
    criteria = next(i for stage in reported.stages for i in stage.items if i.number == project + 1).criteria
    assert all(criterion.met for criterion in criteria)


def test_what_adds_nothing_is_judged_again_in_silence(interview):
    candidate = back_to_the_project(interview, "practice")
    assert "counts for question" not in candidate.send("I don't know")


def test_a_crash_before_the_second_verdict_loses_nothing_and_the_report_waits_for_it(interview):
    candidate = back_to_the_project(interview, "exam")
    project = candidate.state.items[-1].number - 1
    candidate.hold = True
    candidate.send("beta it was")
    assert {grade.item for grade in pending(candidate.state)} == {"honesty/project_basics", "honesty/deployment"}
    candidate.send("/end")
    candidate.send("yes")
    assert not candidate.reports
    candidate.release()
    assert len(candidate.reports) == 1
    assert candidate.state.items[project].verdict.met("beta") is True


def test_a_finding_is_offered_once_to_be_explained(interview):
    candidate = in_honesty(interview)
    say(candidate, "alpha beta I deployed it with TensorRT.")
    said = candidate.send("99.")
    assert "“99”" in said
    assert "explain or correct" in said
    candidate.send("sorry, I meant 8.4")
    assert [concern.kind for concern in candidate.state.concerns] == ["impossible_fact"]
    probes = [probe for item in candidate.state.items for probe in item.probes]
    assert [probe.source for probe in probes].count("concern") == 1


def test_other_findings_are_kept_for_the_report_without_a_question(interview):
    candidate = in_honesty(interview)
    say(candidate, "alpha beta TensorRT")
    candidate.send("some")
    candidate.send("fp16")
    assert [concern.kind for concern in candidate.state.concerns] == ["vague"]


def test_elsewhere_one_probe_may_follow_a_fresh_claim(interview):
    candidate = at_idea(interview, Ledger())
    number = candidate.state.current.number
    assert "Which version?" in say(candidate, "alpha beta, as in my TensorRT work")
    candidate.send("8.4")
    assert candidate.state.current.number == number + 1


def test_a_program_makes_no_claims(interview):
    candidate = interview(honesty=Ledger())
    candidate.send("/start cv exam")
    while candidate.state.stage.id != "coding":
        candidate.send("/skip")
    say(candidate, "alpha beta  # TensorRT")
    assert candidate.state.claims == ()


class SameQuestion(Ledger):
    """Asks about a claim what the item would ask about a criterion."""

    def probe(self, claims, asked, *, language, leading):
        return ClaimProbe("You said TensorRT. And what of beta?", {"what": "beta"}) if claims and not asked else None


def test_what_a_claim_has_called_is_not_asked_again_for_a_criterion(interview):
    candidate = at_idea(interview, SameQuestion())
    number = candidate.state.current.number
    assert "You said TensorRT" in say(candidate, "alpha TensorRT")
    candidate.send("nothing")
    assert candidate.state.current.number == number + 1


class Broken(NoHonesty):
    def read(self, text, *, turn, stage, at):
        raise RuntimeError(text)

    probe = concerns = read


def test_a_ledger_that_fails_stops_no_interview(interview, caplog):
    candidate = interview(honesty=Broken())
    candidate.send("/start cv exam")
    candidate.finish("alpha beta")
    assert candidate.state.reported
    assert "alpha beta" not in caplog.messages


def test_a_cv_is_read_for_claims(interview):
    candidate = interview(honesty=Ledger())
    candidate.send("/start")
    candidate.file("cv.txt", "Deployed with TensorRT")
    assert candidate.state.claims[0]["stage"] == "cv"
