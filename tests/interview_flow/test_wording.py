import re

import pytest

from evaluators.text import Text
from interview_flow import feedback, wording
from interview_flow.report import words


def texts():
    for module in (wording, words, feedback):
        for name, value in vars(module).items():
            if isinstance(value, Text):
                yield f"{module.__name__}.{name}", value
            elif isinstance(value, dict):
                yield from (
                    (f"{module.__name__}.{name}[{key}]", one) for key, one in value.items() if isinstance(one, Text)
                )


@pytest.mark.parametrize(("name", "text"), [pytest.param(name, text, id=name) for name, text in texts()])
def test_both_languages_say_the_same_things(name, text):
    """The same values are filled in, Chinese is Chinese, and English has no Chinese in it."""
    assert set(re.findall(r"\{\w+\}", text.zh)) == set(re.findall(r"\{\w+\}", text.en))
    assert text.zh.strip() == text.zh
    assert text.en.strip() == text.en
    if "LANGUAGES" not in name:
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert not re.search(r"[\u4e00-\u9fff]", text.en)


def test_every_sentence_fits_a_phone():
    assert max(len(text.en) for _, text in texts()) <= 320
