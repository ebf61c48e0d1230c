"""Dialogues as data."""

import pytest
import yaml

from evaluators.response import Response, Turn
from question_bank.item import Item
from question_bank.loader import HERE as BANK


def turns(texts):
    """The turns of a dialogue whose texts alternate, the candidate first."""
    return tuple(
        Turn(role="interviewer" if place % 2 else "candidate", text=str(text)) for place, text in enumerate(texts)
    )


@pytest.fixture(scope="session")
def grader():
    """The grader of the deployment item."""
    item = yaml.safe_load((BANK / "items/honesty/deployment.yaml").read_text(encoding="utf-8"))
    return Item.model_validate(item).grading


@pytest.fixture
def judge(grader):
    """Grades a dialogue of alternating texts."""

    def verdict(*texts, language="en", day=None):
        return grader.grade(Response(dialogue=turns(texts), language=language, date=day))

    return verdict


@pytest.fixture(scope="session")
def basics():
    """Grades a dialogue about the basics of a project."""
    item = Item.model_validate(yaml.safe_load((BANK / "items/honesty/project_basics.yaml").read_text(encoding="utf-8")))

    def verdict(dialogue, language="en"):
        return item.grading.grade(Response(dialogue=dialogue, language=language))

    return verdict
