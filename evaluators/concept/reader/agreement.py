"""What the rules and the learned reader find together.

1. What the rules credit stays credited, for they can show the words, unless the reader is all but sure that it is not
   said (below `VETO`): then the verdict is undecided, and the interviewer asks. What the reply to that states by the
   rules, too, is not doubted again: the candidate has said it twice.
2. What they refuse stays refused: a misconception, a relation the wrong way round, a heap of terms.
3. Where they found nothing, the reader's word counts if it is sure (`CREDIT`), and if the clause that it rests on
   counts: no question, nothing taken back, nobody else's opinion. An answer that they recognise as no answer (says that
   it does not know, touches nothing of the subject, heaps terms) is not shown to it: on so little it guesses. Nor does
   it judge an answer that is too long for it to read whole.
4. Where it is in two minds (`DOUBT` to `CREDIT`), so is the verdict: it counts as not met, and the interviewer asks.
5. Of a list each member is a statement of its own, with thresholds of its own; one that it rules out is shown as
   perhaps meant.

Without a reader the rules grade alone. The thresholds were fitted on answers that neither was made by; see
``docs/reader.md``.
"""

from collections.abc import Mapping, Sequence

from evaluators.base import Grader
from evaluators.concept import feedback
from evaluators.concept.grader import ConceptGrader, quoted
from evaluators.concept.premise import Heard
from evaluators.concept.reader.client import Opinion, Worker
from evaluators.concept.reading import Reading
from evaluators.response import Response
from evaluators.text import written_in
from evaluators.verdict import Finding, Verdict

CREDIT = 0.9
"""Probability from which the reader's word suffices."""
DOUBT = 0.5
"""Probability from which it is worth a question."""
VETO = 0.05
"""Probability below which it doubts what the rules have credited."""
LIST_CREDIT = 0.88
"""The same for a member of a list ..."""
LIST_VETO = 0.05
"""... and below this, a member that the rules have found is not counted but shown as doubtful."""
READER = "reader"
"""In a verdict's details: the version of the reader that was heard."""


def reviewed(grader: Grader, response: Response, verdict: Verdict, worker: Worker) -> Verdict:
    """`verdict`, by the rules of `grader`, with what the reader adds; the same where it fails or has nothing to add."""
    if not isinstance(grader, ConceptGrader) or "recognised" in verdict.details:
        return verdict
    if grader.members:
        return _listed(grader, response, verdict, worker)
    if not any(map(_open, verdict.findings)):
        return verdict
    heard = grader.heard(response)
    reading = grader.read(heard.text)
    # Feedback may be in another language than the answer, and the reader reads best what is of one.
    statements = [grader.criteria[f.criterion].statement.in_(written_in(response.text)) for f in verdict.findings]
    silent = [place for place, finding in enumerate(verdict.findings) if _silent(finding)]
    opinions = _opinions(worker, statements, silent, reading, heard)
    if not opinions:
        return verdict
    repeated = {name for name, reply in heard.replies if grader.credits(name, heard.text[reply.begin : reply.end])}
    findings = [
        finding if finding.criterion in repeated else settled(finding, opinion, reading, heard)
        for finding, opinion in zip(verdict.findings, opinions, strict=True)
    ]
    mistakes: Mapping[str, None] = dict.fromkeys(verdict.details.get("misconceptions", ()))
    return grader.verdict(
        findings,
        feedback.of_rubric(grader, findings, mistakes, reading, response.language),
        details={**verdict.details, READER: worker.version},
    )


def _opinions(
    worker: Worker, statements: Sequence[str], seek: Sequence[int], reading: Reading, heard: Heard
) -> list[Opinion]:
    """The highest opinion of each statement: of what was said before each follow-up, and of all of it.

    So what was credited before is not doubted for the sake of a reply about something else. What a reply has added is
    sought in the reply.
    """
    highest: list[Opinion] = []
    for begin, end in heard.parts():
        added = (c for c in range(len(reading.clauses)) if begin <= offsets(reading, c)[0] < end)
        places = [clause for clause in added if quoted(clause, reading)]
        clauses = [offsets(reading, clause) for clause in places]
        found = worker.read(heard.text[:end], statements, clauses, seek)
        if not found:
            break
        found = [o if o.clause is None else o._replace(clause=places[o.clause]) for o in found]
        highest = [max(pair, key=lambda o: o.probability) for pair in zip(found, highest or found, strict=True)]
    return highest


def _listed(grader: ConceptGrader, response: Response, verdict: Verdict, worker: Worker) -> Verdict:
    """The same for a list: each of its members is a statement of its own."""
    if verdict.members is None:
        return verdict
    reading = grader.read(response.text)
    named = grader.offered(reading)
    opinions = worker.read(
        response.text,
        [member.statement.in_(written_in(response.text)) for member in grader.members.values()],
        [offsets(reading, clause) for clause in range(len(reading.clauses))],
        [place for place, name in enumerate(grader.members) if name not in named],
    )
    if not opinions:
        return verdict
    given: dict[str, str] = {}
    doubtful: list[str] = []
    for name, opinion in zip(grader.members, opinions, strict=True):
        if name in named and opinion.probability >= LIST_VETO:
            given[name] = named[name]
        elif name in named:
            doubtful.append(name)
        elif opinion.probability >= LIST_CREDIT and opinion.clause is not None and opinion.clause not in reading.dead:
            given[name] = quoted(opinion.clause, reading)
    found = grader.listed(given, reading, response, doubtful=doubtful)
    return found.model_copy(update={"details": {**found.details, READER: worker.version}})


def _silent(finding: Finding) -> bool:
    """Whether the rules found neither the statement nor anything against it."""
    return finding.met is False and not finding.evidence and not finding.note


def _open(finding: Finding) -> bool:
    """Whether the reader's word can change anything."""
    return bool(finding.met) or _silent(finding)


def settled(finding: Finding, opinion: Opinion, reading: Reading, heard: Heard) -> Finding:
    """`finding`, by the rules, as it stands once the reader is heard."""
    if finding.met and opinion.probability < VETO:
        doubted = {"met": None, "read": finding.evidence, "evidence": "", "note": feedback.HEARD, "comment": ""}
        return finding.model_copy(update=doubted)
    if not _silent(finding):
        return finding
    if opinion.probability < DOUBT or opinion.clause is None or opinion.clause in reading.dead:
        return finding
    evidence = heard.own(quoted(opinion.clause, reading))
    if opinion.probability < CREDIT:
        return finding.model_copy(update={"met": None, "read": evidence, "note": feedback.HEARD, "comment": ""})
    return finding.model_copy(update={"met": True, "evidence": evidence, "note": feedback.HEARD, "comment": ""})


def offsets(reading: Reading, clause: int) -> tuple[int, int]:
    """Where `clause` begins and ends in the answer's text."""
    found = reading.clauses[clause]
    return reading.tokens[found.start].start, reading.tokens[found.end - 1].end
