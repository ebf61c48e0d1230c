"""From a message to a verdict: what is asked again, what is told, and what is asked next."""

import pytest
import yaml

from evaluators.program.grader import ProgramGrader
from evaluators.response import Attachment, Response
from evaluators.verdict import Outcome
from question_bank.item import Item
from question_bank.loader import HERE

ITEMS = [
    Item.model_validate(yaml.safe_load(path.read_text("utf-8"))) for path in sorted(HERE.glob("items/coding/*.yaml"))
]
GRADERS = {item.id: item.grading for item in ITEMS}
WORDS = {"zh": "-", "en": "-"}
LIS = """
from bisect import bisect_{side}
def longest_increasing_subsequence(nums):
    tails = []
    for x in nums:
        i = bisect_{side}(tails, x)
        tails[i:i + 1] = [x]
    return len(tails)
"""


def grade(item, text="", language="en", files=()):
    return GRADERS[item].grade(Response(text=text, language=language, files=files))


def test_a_syntax_error_is_asked_again_and_costs_nothing():
    verdict = grade("longest_increasing_subsequence", "def longest_increasing_subsequence(nums)\n    return 1\n")
    assert verdict.outcome is Outcome.UNREADABLE
    assert verdict.score is None
    assert "line 1" in verdict.feedback
    assert verdict.met("correct") is False  # who grades a pile of answers asks nobody again


def test_full_width_punctuation_is_explained_in_the_candidates_language():
    verdict = grade("two_sum_sorted", "def two_sum_sorted(numbers, target)：\n    return None\n", "zh")
    assert verdict.outcome is Outcome.UNREADABLE
    assert "全角" in verdict.feedback
    assert "第 1 行" in verdict.feedback


@pytest.mark.parametrize("text", ["I don't know.", "不会", "两层卷积加一个全连接。"])
def test_no_program_meets_nothing(text):
    verdict = grade("cnn_whiteboard", text)
    assert verdict.outcome is Outcome.NOT_MET
    assert verdict.score == 0


def test_a_wrong_result_is_told_with_the_input_and_both_outputs():
    verdict = grade("longest_increasing_subsequence", LIS.format(side="right"))
    assert verdict.outcome is Outcome.PARTLY_MET
    finding = next(f for f in verdict.findings if f.criterion == "edges")
    assert "[2, 2, 2, 2]" in finding.evidence
    assert "expected 1" in finding.evidence
    assert "gives 4" in finding.evidence
    assert finding.note == "all_equal"


def test_the_same_in_chinese():
    verdict = grade("longest_increasing_subsequence", LIS.format(side="right"), "zh")
    finding = next(f for f in verdict.findings if f.criterion == "edges")
    assert "应为 1" in finding.evidence
    assert "全部相等" in finding.comment


def test_a_file_is_graded_like_a_message():
    program = LIS.format(side="left")
    assert (
        grade("longest_increasing_subsequence", "see file", files=(Attachment(name="a.py", content=program),)).outcome
        is Outcome.MET
    )


def test_an_optional_criterion_can_only_help():
    loops = "def knn_predict(a, b, c, k):\n    out = []\n    for t in c:\n        d = sorted(range(len(a)), key=lambda i: ((a[i] - t) ** 2).sum())[:k]\n        v = [int(b[i]) for i in d]\n        out.append(max(set(v), key=v.count))\n    return out\n"
    verdict = grade("knn", loops)
    assert verdict.met("vectorised") is False
    assert verdict.outcome is Outcome.MET


def test_an_exception_is_told_with_its_line():
    verdict = grade("two_sum_sorted", "def two_sum_sorted(numbers, target):\n    return numbers[target]\n")
    assert "IndexError" in verdict.feedback
    assert "line 2" in verdict.feedback


def test_another_input_each_time():
    """Remembering the inputs of an earlier grading is of no use."""
    seen = {GRADERS["two_sum_sorted"]._job() for _ in range(5)}
    assert len(seen) == 5


HAND = {
    "task": "knn",
    "forbidden": ["torch.cdist", ".cdist", "aten:*topk*"],
    "criteria": {name: {"statement": WORDS} for name in ("correct", "by_hand")},
}
BODY = "import torch\ndef knn_predict(a, b, c, k):\n    d = {distance}\n    return b[{nearest}].mode(1)[0]\n"
SQUARES = "((c[:, None] - a[None]) ** 2).sum(-1)"


@pytest.mark.parametrize(
    ("distance", "nearest", "by_hand"),
    [
        (SQUARES, "d.argsort(1)[:, :k]", True),
        ("torch.cdist(c, a)", "d.argsort(1)[:, :k]", False),
        ("torch.cdist(c, a) if False else " + SQUARES, "d.argsort(1)[:, :k]", False),
        (SQUARES, "torch.ops.aten.topk(d, min(k, len(a)), 1, False)[1]", False),
        (SQUARES, "torch.topk(d, min(k, len(a)), 1, False)[1]", False),
        ("getattr(torch, 'cd' 'ist')(c, a)", "d.argsort(1)[:, :k]", False),
        ("[f for name, f in torch.__dict__.items() if name == 'cdi' + 'st'][0](c, a)", "d.argsort(1)[:, :k]", False),
        (SQUARES, "getattr(torch, 'int64') and d.argsort(1)[:, :k]", True),
        ("a.__dict__ and 0 or " + SQUARES, "getattr(d, ''.join(['arg', 'sort']))(1)[:, :k]", True),
    ],
)
def test_what_must_be_written_by_hand_is_looked_for_in_the_source_and_at_run_time(distance, nearest, by_hand):
    verdict = ProgramGrader.model_validate(HAND).grade(Response(text=BODY.format(distance=distance, nearest=nearest)))
    assert verdict.met("by_hand") is by_hand
    assert verdict.met("correct") is True


def test_what_was_imported_with_a_star_has_its_name():
    program = BODY.format(distance="cdist(c, a)", nearest="d.argsort(1)[:, :k]").replace(
        "\n", "\nfrom torch import *\n", 1
    )
    assert ProgramGrader.model_validate(HAND).grade(Response(text=program)).met("by_hand") is False


SCAFFOLD = """import torch.nn as nn
class LayerNorm(nn.Module):
    def __init__(self, features, eps=1e-5):
        super().__init__()
        {rest}
    def forward(self, x):
        {body}
"""


@pytest.mark.parametrize(
    "program",
    [
        SCAFFOLD.format(rest="pass", body="pass"),
        SCAFFOLD.format(rest="", body="raise NotImplementedError"),
        SCAFFOLD.format(rest="", body="return None").replace("LayerNorm", "Norm"),
        "I don't know.",
    ],
)
def test_an_empty_scaffold_is_not_written_by_hand_and_not_accused_of_anything(program):
    verdict = grade("layer_norm_by_hand", program)
    finding = next(f for f in verdict.findings if f.criterion == "by_hand")
    assert finding.met is False
    assert finding.evidence.startswith("nothing was computed yet")


def test_what_was_begun_counts_as_written_by_hand():
    verdict = grade("layer_norm_by_hand", SCAFFOLD.format(rest="", body="return x - x.mean(-1, keepdim=True)"))
    assert verdict.met("by_hand") is True


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"task": "no_such_task"}, "no evaluators/program/tasks"),
        ({"forbidden": []}, "go together"),
        ({"criteria": {"by_hand": {"statement": WORDS, "source": "training.no_rule"}}}, "no structure rule"),
    ],
)
def test_a_slip_in_an_item_is_an_error(change, problem):
    with pytest.raises(ValueError, match=problem):
        ProgramGrader.model_validate(HAND | change)


QUESTIONS = {
    "padding": ("import torch.nn as nn\nclass A(nn.Module):\n    def __init__(self, kernel_size):\n        self.c = nn.Conv2d(1, 1, kernel_size, padding=kernel_size // 2)\n", "kernel_size // 2"),
    "queue": ("def f(q):\n    while q:\n        q.pop(0)\n", "pop(0)"),
    "flatten": ("import torch.nn as nn\nfc = nn.Linear(16 * 7 * 7, 10)\n", "16 * 7 * 7"),
    "clearing": ("def train(opt):\n    for _ in range(3):\n        opt.zero_grad()\n", "zero_grad"),
    "recursion": ("def f(n):\n    return f(n - 1)\n", "f calls itself"),
    "search": ("def f(lo, hi):\n    while lo <= hi:\n        lo += 1\n", "lo <= hi"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "part"), QUESTIONS.values(), ids=QUESTIONS)
def test_the_next_question_is_about_this_very_program(text, part):
    grader = GRADERS["two_sum_sorted"]
    verdict = grader.verdict([])
    asked = {language: grader.questions(Response(text=text, language=language), verdict) for language in ("zh", "en")}
    assert part in asked["en"][0]
    assert 1 <= len(asked["en"]) <= 2
    assert asked["zh"] != asked["en"]
    assert len(asked["zh"]) == len(asked["en"])


@pytest.mark.parametrize(
    "told",
    ["O(n), each index is seen once", "复杂度是线性的", "runs in linear time", "O（n），每个下标只看一次", "it's quadratic",
     "n log n because of the sort", "n方的", "平方级"],
)  # fmt: skip
def test_whoever_has_said_what_it_costs_is_not_asked(told):
    grader, text = GRADERS["two_sum_sorted"], "def f(a):\n    for x in a:\n        print(x)\n"
    assert "loop in line" in grader.questions(Response(text=text), grader.verdict([]))[0]
    fenced = f"{told}\n```python\n{text}```"
    assert grader.questions(Response(text=fenced), grader.verdict([])) == []


def test_what_the_front_of_a_list_costs_is_not_asked_twice():
    """A follow-up of the question's own asks for it too: what was said to that is known."""
    grader = GRADERS["binary_tree_level_order"]
    assert "pop(0)" in grader.questions(Response(text=POPS), grader.verdict([]))[0]
    for told in ("O(n), so I'd use a deque", "从头部取是线性的，换成双端队列"):
        assert not any(
            "pop(0)" in one for one in grader.questions(Response(text=f"{POPS}\n{told}"), grader.verdict([]))
        )


def test_nothing_is_asked_about_no_program():
    grader = GRADERS["two_sum_sorted"]
    assert grader.questions(Response(text="idk"), grader.verdict([])) == ()


POPS = "def binary_tree_level_order(root):\n    out, queue = [], [(root, 0)] if root else []\n    while queue:\n        node, depth = queue.pop(0)\n        out += [[]] if depth == len(out) else []\n        out[depth].append(node.val)\n        queue += [(c, depth + 1) for c in (node.left, node.right) if c]\n    return out\n"


@pytest.mark.parametrize(("language", "said"), [("en", "Line 4: pop(0) on a list"), ("zh", "第 4 行：列表的 pop(0)")])
def test_a_cost_that_a_call_hides_is_named_with_its_line(language, said):
    verdict = grade("binary_tree_level_order", POPS, language)
    finding = next(f for f in verdict.findings if f.criterion == "complexity")
    assert finding.met is False
    assert said in finding.comment


def test_a_call_that_may_be_slow_is_no_fault_where_the_steps_do_not_grow():
    text = "from collections import deque\n" + POPS.replace(
        "= [], [(root, 0)] if", "= [], deque([(root, 0)]) if"
    ).replace("else []\n    while", "else deque()\n    while").replace("pop(0)", "popleft()")
    text += "\n\nnumbers = [3, 1]\nnumbers.pop(0)\n"
    assert grade("binary_tree_level_order", text).met("complexity") is True


def test_a_program_that_hangs_is_not_waited_for_at_every_criterion():
    """After two calls without an answer the judge puts no further one; what is left is missed for that reason."""
    text = (
        "def confusion_matrix_and_f1(y_true, y_pred, num_classes):\n    while num_classes:\n        num_classes += 1\n"
    )
    verdict = grade("confusion_matrix_and_f1", text)
    assert {finding.met for finding in verdict.findings} == {False}
    assert "did not end in time" in verdict.feedback
