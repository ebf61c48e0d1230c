"""Session -> `Report` -> messages, Markdown, JSON. Pure."""

from collections.abc import Iterator

from evaluators.text import Language, Text
from interview_flow.feedback import in_brackets, mark, named
from interview_flow.message import Block, Document, Heading, Message, Paragraph
from interview_flow.report import words as w
from interview_flow.report.build import build
from interview_flow.report.markdown import certainty, facts, item_line, markdown, stage_line
from interview_flow.report.model import Report, StageReport, Study
from interview_flow.state import State
from question_bank.bank import Bank

__all__ = ["Report", "build", "markdown", "messages"]

MOST_MISSING = 3
"""What is named in the chat of a weak answer; the document has it all."""


def messages(state: State, bank: Bank, language: Language) -> tuple[Message, ...]:
    """The report as it is told: the reading, a message for each stage that was reached, and two documents."""
    report = build(state, bank, language)
    name = f"report-{report.session}"
    return (
        Message(blocks=tuple(_summary(report))),
        *(Message(blocks=tuple(_stage(stage, report))) for stage in report.stages if stage.items),
        Message(
            blocks=(Paragraph(text=_title(w.REPORT, report)),),
            document=Document(name=f"{name}.md", mime="text/markdown", content=markdown(report)),
        ),
        Message(
            blocks=(Paragraph(text=_title(w.REPORT, report) + in_brackets(["JSON"], language)),),
            document=Document(name=f"{name}.json", mime="application/json", content=report.model_dump_json(indent=2)),
        ),
    )


def _summary(report: Report) -> Iterator[Block]:
    yield Heading(text=named(w.REPORT, report.title, report.language))
    yield Paragraph(text="\n".join(report.reading.sentences))
    yield Paragraph(text="\n".join(facts(report)))
    yield Heading(text=_title(w.STAGES, report))
    yield Paragraph(text="\n".join(stage_line(stage, report) for stage in report.stages))
    if report.concerns:
        yield Heading(text=_title(w.CONCERNS, report))
        yield Paragraph(text="\n".join(f"“{c.quote}” {c.reason}{certainty(c, report)}" for c in report.concerns))
        yield Paragraph(text=_title(w.WAYS_ON, report))
    if report.study:
        yield Heading(text=_title(w.STUDY, report))
        yield Paragraph(text="\n".join(_missing(study, report.language) for study in report.study))


def _stage(stage: StageReport, report: Report) -> Iterator[Block]:
    yield Heading(text=stage_line(stage, report))
    for item in stage.items:
        lines = [f"{item.number}. {item.title}", item_line(item, report)]
        lines += [f"{mark(met=c.met, optional=c.optional)} {c.statement}" for c in item.criteria]
        yield Paragraph(text="\n".join(lines))


def _missing(study: Study, language: Language) -> str:
    """A line that fits a phone; the document names all that was missing."""
    if not study.missing:
        return f"• {study.title}"
    shown = study.missing[:MOST_MISSING]
    dash, comma = ("——", "；") if language == "zh" else (" – ", "; ")
    return f"• {study.title}{dash}{comma.join(shown)}" + (" …" if len(study.missing) > len(shown) else "")


def _title(text: Text, report: Report) -> str:
    return text.in_(report.language)
