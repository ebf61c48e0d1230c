import json

import pytest

from interview_flow.transcript import markdown, messages, transcript


def test_the_transcript_holds_every_word_in_order(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("what?")
    candidate.send("alpha")
    candidate.send("beta")
    candidate.send("/hint")
    said = [(entry.who, entry.text) for entry in transcript(candidate.events, "en").entries if entry.who != "note"]
    assert said == [
        ("candidate", "/start cv exam"),
        ("interviewer", candidate.state.items[0].prompt),
        ("candidate", "what?"),
        ("candidate", "alpha"),
        ("interviewer", "And what of beta?"),
        ("candidate", "beta"),
        ("interviewer", candidate.state.items[1].prompt),
        ("candidate", "/hint"),
        ("interviewer", "Think of the alphabet."),
    ]


def test_edits_files_and_stickers_are_told_apart(interview):
    candidate = interview()
    candidate.send("/start dl exam")
    candidate.send("alpha")
    candidate.edit(2, "alpha beta")
    candidate.file("net.py", "x = 1")
    candidate.other("sticker")
    last = transcript(candidate.events, "en").entries[-4:]
    assert [(entry.text, entry.file, entry.role) for entry in last] == [
        ("alpha", "", "answer"),
        ("alpha beta", "", "edit:answer"),
        ("x = 1", "net.py", "answer"),
        ("[sticker]", "", "aside"),
    ]


def test_what_a_candidate_wrote_stands_in_a_fence_that_it_cannot_close(interview):
    candidate = interview()
    candidate.send("/start cv exam")
    candidate.send("alpha\n````\n# beta")
    assert "`````text\nalpha\n````\n# beta\n`````" in markdown(transcript(candidate.events, "en"))


def test_the_transcript_comes_as_markdown_and_json(interview):
    candidate = interview()
    candidate.send("/start cv zh")
    first, second = messages(candidate.events, "zh")
    assert first.document.content.startswith("# 面试记录 `s1`")
    assert json.loads(second.document.content)["entries"][0]["text"] == "/start cv zh"


def test_nothing_said_is_no_error():
    assert messages((), "en")[0].blocks[0].text == "Nothing yet."


@pytest.mark.parametrize(
    ("language", "judged", "opened"), [("en", "Question 1 · ", "Stage 2 opened"), ("zh", "第 1 题 · ", "进入环节 2")]
)
def test_notes_say_which_question_and_which_stage(interview, language, judged, opened):
    candidate = interview()
    candidate.send(f"/start cv {language} exam")
    candidate.finish("alpha beta")
    shown = markdown(transcript(candidate.events, language))
    assert judged in shown
    assert opened in shown
    assert "\\1" not in shown
