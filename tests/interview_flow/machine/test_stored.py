"""What was stored once is read for ever: a session of every kind of event, as version 1 of the program stored it."""

import json
from pathlib import Path
from typing import get_args

import pytest

from interview_flow.events import Event, read_event, write_event
from interview_flow.evolve import fold
from interview_flow.report import build, markdown
from interview_flow.transcript import transcript

STORED = [
    json.loads(line) for line in Path(__file__).with_name("golden").joinpath("session_v1.jsonl").open(encoding="utf-8")
]


def test_the_stored_session_holds_every_kind_of_event():
    kinds = {kind.model_fields["event"].default for kind in get_args(get_args(Event)[0])}
    assert {raw["event"] for raw in STORED} == kinds


def test_old_rows_are_read_and_fold_to_a_report(small_bank):
    """A change of the events' shape that this breaks needs a step in `upcast`; the stored file is never edited."""
    events = [read_event(raw) for raw in STORED]
    state = fold(events)
    assert (state.phase, len(state.items), state.pauses[0].resumed_at is not None) == ("ended", 7, True)
    report = build(state, small_bank, "zh")
    assert report.concerns
    assert "TensorRT" in markdown(report)
    assert len(transcript(events, "zh").entries) > 40


def test_an_event_is_stored_as_it_is_read():
    assert [write_event(read_event(raw)) for raw in STORED] == STORED


def test_an_unknown_event_is_an_error_and_no_silence():
    with pytest.raises(ValueError, match="dreamt"):
        read_event({"event": "dreamt", "at": "2026-01-01T00:00:00Z"})
