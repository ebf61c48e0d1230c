"""Made-up interviews with the stances of each sentence."""

from collections import Counter

import pytest

from evaluators.honesty.clashes import matters
from question_bank import interviews as module
from question_bank.interviews import Answered, Interview, interviews


@pytest.fixture(scope="module")
def written():
    return [interview for _, interview in interviews()]


def test_each_stance_is_taken_in_both_languages(written):
    taken = Counter(
        (interview.language, matter, stance)
        for interview in written
        for turn in interview.turns
        for stances in turn.stances
        for matter, stance in stances.items()
    )
    for name, matter in matters().items():
        for language in ("zh", "en"):
            assert min(taken[language, name, stance] for stance in matter.stances) >= 1, (name, language)


def test_some_interviews_contradict_themselves_and_more_do_not(written):
    contradict = sum(any(turn.contradicts for turn in interview.turns) for interview in written)
    assert 0 < contradict < len(written) / 2
    assert not any(interview.turns[0].contradicts for interview in written)


def test_no_interview_is_there_twice(written):
    openings = Counter(interview.turns[0].reply for interview in written)
    assert max(openings.values()) == 1


def test_a_sentence_that_says_little_is_shown_with_its_question():
    turn = Answered(
        question="Who drew the boxes?", reply="Me. It took all of a wet spring in a cellar to do it.", stances=({}, {})
    )
    assert turn.shown == ["Who drew the boxes?\nMe.", "It took all of a wet spring in a cellar to do it."]


def test_a_turn_excludes_the_first_sentence_of_each_turn_before_that_takes_another_stance():
    turns = (
        Answered(
            question="What did you do?",
            reply="I led it. I drew every box. Alone.",
            stances=({"lead": "led"}, {"labels": "own"}, {"labels": "own"}),
        ),
        Answered(question="And then?", reply="It ran on a phone.", stances=({"place": "device"},)),
        Answered(
            question="Who drew them?",
            reply="A firm in the cloud.",
            stances=({"labels": "vendor", "place": "cloud"},),
            contradicts=True,
        ),
    )
    interview = Interview(language="en", turns=turns)
    assert interview.excluded(2) == {0: "I drew every box.", 1: "It ran on a phone."}
    assert interview.excluded(1) == interview.excluded(0) == {}


@pytest.mark.parametrize(
    ("stances", "message"),
    [
        ("[{}, {}]", "1 sentences, and stances of 2: I did."),
        ('[{"labels": "nobody"}]', "labels has no stance 'nobody': I did."),
        ('[{"colour": "own"}]', "colour has no stance 'own': I did."),
    ],
)
def test_stances_that_cannot_be_are_refused_with_their_place(stances, message, tmp_path, monkeypatch):
    turn = f'{{"question": "Who?", "reply": "I did.", "stances": {stances}}}'
    (tmp_path / "lot.jsonl").write_text(f'{{"language": "en", "turns": [{turn}]}}\n')
    monkeypatch.setattr(module, "HERE", tmp_path)
    with pytest.raises(ValueError, match=rf"(?s)lot\.jsonl:1: .*{message}"):
        list(interviews())
