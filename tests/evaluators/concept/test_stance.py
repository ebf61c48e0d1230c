"""Who stands behind a statement: what others say and the speaker contradicts is no statement of the speaker's."""

import pytest

from evaluators.response import Response
from tests.evaluators.concept.test_traps import rubric

STATEMENTS = [
    ("relu_vs_sigmoid", "cheap", "ReLU needs no exponential", "ReLU 不用算指数"),
    (
        "adam_vs_sgd",
        "second_moment",
        "Adam divides by the root of the averaged squared gradients",
        "Adam 会除以梯度平方平均的根",
    ),
    (
        "receptive_field_concept",
        "growth",
        "the receptive field gets larger with more layers",
        "感受野随着层数加深而变大",
    ),
]
CONTRADICTED = [
    "They teach you that {}, and this I reject.",
    "It is often claimed that {}. I don't buy it.",
    "That {} is what everybody repeats, yet it isn't so.",
    "You'll read that {}; I've never seen any sign of it.",
    "Many say that {}. I doubt it.",
    "Supposedly {}, but nobody has ever shown it.",
    "One hears that {}, but in reality it's different.",
    "That {} gets repeated all the time, and I've seen the opposite.",
    "A colleague insists that {}; he is wrong.",
    "I don't think that {}.",
    "It's not true that {}.",
    "Forget the idea that {}.",
    "教科书说{}，这我不同意。",
    "都说{}，我不信。",
    "什么{}，不存在的。",
    "{}，这话我不认。",
    "网上都讲{}，其实不是这么回事。",
    "论文里吹{}，别当真。",
    "据说{}，我持怀疑态度。",
    "我不认为{}。",
    "别跟我说{}。",
]
SHARED = [
    "As every textbook says, {}.",
    "People often say that {}, and they're right.",
    "Some say it doesn't matter, but I disagree: {}.",
    "They taught us that {}; I checked and it's true.",
    "Many deny it, and yet {}.",
    "教科书说{}，这我同意。",
    "都说{}，确实是这样。",
    "有人反对，我不这么看：{}。",
    "网上说法很多都不对，其实{}。",
]


def _credited(item, criterion, answer):
    verdict = rubric(item).grade(Response(text=answer))
    return next(finding.met for finding in verdict.findings if finding.criterion == criterion)


def _filled(frame, english, chinese):
    return frame.format(english if frame.isascii() else chinese)


@pytest.mark.parametrize(("item", "criterion", "english", "chinese"), STATEMENTS)
@pytest.mark.parametrize("frame", CONTRADICTED)
def test_what_is_reported_and_contradicted_or_refused_is_not_credited(item, criterion, english, chinese, frame):
    """No wording of "others say so, I do not" earns the credit of the statement inside it."""
    assert not _credited(item, criterion, _filled(frame, english, chinese))


@pytest.mark.parametrize(("item", "criterion", "english", "chinese"), STATEMENTS)
@pytest.mark.parametrize("frame", SHARED)
def test_what_is_reported_and_shared_is_credited(item, criterion, english, chinese, frame):
    """Quoting others takes nothing away from what the speaker says, too."""
    assert _credited(item, criterion, _filled(frame, english, chinese))
