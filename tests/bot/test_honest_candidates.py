"""Whole interviews with candidates who did the work, were nearby, read about it, or made it up: what each is told."""

import re
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from conftest import talk_over
from test_interviews import LINES, bank, report_of  # noqa: F401 - `bank` is a fixture

from bot.jsonl.chat import CANDIDATE
from interview_flow.machine.claims import TO_EXPLAIN
from interview_flow.report import words
from interview_flow.state import Asked, State

CANDIDATES = yaml.safe_load((Path(__file__).parent / "candidates.yaml").read_text(encoding="utf-8"))
ACCUSES = re.compile(
    r"撒谎|说谎|造假|编造|捏造|欺骗|作弊|不诚实|骗|\b(?:lie[sd]?|lying|liar|fak(?:e|ed|ing)|fabricat\w+|dishonest\w*|cheat\w*|fraud\w*|made up)\b",
    re.IGNORECASE,
)


class Held(NamedTuple):
    """An interview that was held."""

    state: State
    told: str
    """All that the interviewer said."""
    document: str
    """The report as Markdown."""
    report: dict


def answer(item: Asked, candidate: dict) -> str:
    """What the candidate says to the question, or to the follow-up that is open on it."""
    place = len(item.probes) - 1
    if place >= 0 and not any(given.probe == place for given in item.answers):
        probe = item.probes[-1]
        if probe.source == "concern":
            return candidate["explains"]
        return candidate["replies"].get(probe.criterion or (probe.claim or {}).get("probe", ""), candidate["otherwise"])
    name = item.item.split("/")[-1]
    return candidate["answers"].get(name, "/skip")


async def hold(address, questions, sort: str, language: str) -> Held:
    """An interview from the CV to the report; what is not about the candidate's own work is skipped."""
    candidate = CANDIDATES[sort][language]
    async with talk_over(address, questions, language=language, length="short", mode="practice") as talk:
        for line in ({"text": "/start"}, {"button": "cv"}, {"text": candidate["cv"]}, {"button": "begin"}):
            await talk(**line)
        for _ in range(LINES):
            if talk.state["phase"] == "ended":
                break
            item = (await talk.service.state(CANDIDATE)).current
            if item is None:
                await talk(advance=20)
                continue
            await talk(answer(item, candidate))
            now = (await talk.service.state(CANDIDATE)).current
            if now and now.draft:
                await talk("/done")
            await talk(advance=5)
        told = "\n".join(message["text"] for message in talk.heard)
        (document,) = [
            m["document"]["content"] for m in talk.heard if m.get("document", {}).get("mime") == "text/markdown"
        ]
        return Held(await talk.service.state(CANDIDATE), told, document, report_of(talk))


def probes(held: Held) -> list:
    return [probe for item in held.state.items for probe in item.probes]


def overall(held: Held) -> dict[str, str]:
    """What was made of each line of questions about the candidate's own work."""
    return {
        item.item: item.verdict.overall
        for item in held.state.items
        if item.verdict and item.item.startswith("honesty/")
    }


@pytest.fixture(params=["zh", "en"])
def language(request) -> str:
    return request.param


@pytest.fixture
def held(address, bank, language):  # noqa: F811 - the fixture of that name
    """Holds an interview with a candidate of a sort."""

    async def with_one_who(sort: str) -> Held:
        return await hold(address, bank, sort, language)

    return with_one_who


@pytest.mark.parametrize("sort", CANDIDATES)
async def test_each_is_heard_out_without_a_question_twice_or_a_word_of_accusation(held, sort):
    """A question that the candidate has answered, or was asked, does not come again; each finding is put once."""
    found = await held(sort)
    assert found.state.reported
    asked = [probe.question for probe in probes(found)]
    assert len(asked) == len(set(asked))
    offered = [(probe.concern.kind, probe.concern.quote) for probe in probes(found) if probe.concern]
    assert len(offered) == len(set(offered))
    claimed = [(probe.claim["topic"], probe.claim["probe"]) for probe in probes(found) if probe.claim]
    assert len(claimed) == len(set(claimed))
    assert not ACCUSES.search(found.told + found.document)


@pytest.mark.parametrize("sort", ["did_it", "was_nearby"])
async def test_who_tells_what_was_theirs_is_not_doubted(held, language, sort):
    """What colleagues did, and what a network that was not taken would have cost, is held against nobody."""
    found = await held(sort)
    assert [c for c in found.report["concerns"] if c["kind"] in TO_EXPLAIN] == []
    assert set(overall(found).values()) == {"substantiated"}
    assert words.CONCERN_KINDS["inconsistent"].in_(language) not in found.document


async def test_who_did_it_is_asked_only_what_they_have_not_said(held):
    """The CV names the engine, the amount of data, the metric and the latency."""
    found = await held("did_it")
    asked = {probe.claim["probe"] for probe in probes(found) if probe.claim}
    assert not asked & {"engine", "data_volume", "offline_metric", "latency"}


async def test_who_read_about_it_is_left_after_nothing_new_and_shown_the_ways_on(held, language):
    """General words in answer to each question: nothing is called impossible, nothing counts as told."""
    found = await held("read_about_it")
    assert set(overall(found).values()) == {"unclear"}
    kinds = {concern["kind"] for concern in found.report["concerns"]}
    assert kinds
    assert kinds <= {"vague", "recited", "evaded"}
    topics = [probe.claim["topic"] for probe in probes(found) if probe.claim]
    assert all(topics.count(topic) <= 3 for topic in topics)
    assert words.WAYS_ON.in_(language) in found.document
    assert words.WAYS_ON.in_(language) in found.told


async def test_who_made_it_up_is_shown_fact_and_words_and_asked_once_to_explain(held, language):
    """What cannot be so stands with its source, what contradicts with both quotes, and the explanation beside it."""
    found = await held("made_it_up")
    candidate = CANDIDATES["made_it_up"][language]
    said = "\n".join([candidate["cv"], *candidate["answers"].values(), *candidate["replies"].values()])
    assert "contradicted" in overall(found).values()
    impossible = [c for c in found.report["concerns"] if c["kind"] == "impossible_fact"]
    assert len(impossible) >= 3
    assert all(c["source"].startswith("https://") and c["quote"] in said for c in impossible)
    inconsistent = [c for c in found.report["concerns"] if c["kind"] == "inconsistent"]
    assert any("3" in c["quote"] and "12" in c["source"] for c in inconsistent)
    for concern in inconsistent:
        assert concern["quote"] in said
        assert concern["source"] in said
        assert concern["quote"] in found.document
        assert concern["source"] in found.document
    doubted = [c for c in found.report["concerns"] if c["kind"] in TO_EXPLAIN]
    assert all(c["explanation"] == candidate["explains"] for c in doubted if c["asked"])
    assert any(c["asked"] for c in doubted)
    assert words.HONESTY_FIRST.in_(language).replace("{count}", str(len(doubted))) in found.document
    assert words.WAYS_ON.in_(language) in found.document


async def test_no_year_is_put_into_the_candidates_mouth(held):
    """The years of the interviewer's own explanations are not taken for the time that the candidate speaks of."""
    found = await held("made_it_up")
    spoken_of = re.findall(r"晚于所说的 (\d{4})|later than (\d{4})", found.document)
    assert {year for years in spoken_of for year in years if year} == {"2019"}
