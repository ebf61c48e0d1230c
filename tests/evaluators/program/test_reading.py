"""However a program is sent, it is the program that is read."""

import ast
import json

import pytest

from evaluators.program.reading import MAX_CHARACTERS, read
from evaluators.response import Attachment, Response

PROGRAM = '''import math


def area(r):
    """The area."""
    if r < 0:
        return None
    return math.pi * r ** 2


print(area(2))
'''


def tree_of(text="", *files):
    reading = read(Response(text=text, files=files))
    assert reading.tree is not None, (reading.error_line, reading.error, reading.source)
    return ast.dump(reading.tree)


SAME = ast.dump(ast.parse(PROGRAM))
PROMPT = "\n".join(
    (">>> " if line and not line.startswith(" ") else "... ") + line for line in PROGRAM.strip().split("\n")
)
half = PROGRAM.index("def area")
NOTEBOOK = json.dumps({"cells": [
    {"cell_type": "markdown", "source": ["# Title\n"]},
    {"cell_type": "code", "source": ["%matplotlib inline\n", "import math\n"]},
    {"cell_type": "code", "source": PROGRAM[half:].splitlines(keepends=True)},
]})  # fmt: skip

DRESSES = {
    "plain": PROGRAM,
    "a fence": f"```python\n{PROGRAM}```",
    "a fence without a language": f"```\n{PROGRAM}\n```",
    "tildes": f"~~~py\n{PROGRAM}~~~",
    "a fence with chat around": f"我觉得应该这样写：\n\n```python\n{PROGRAM}```\n\n复杂度 O(1)，可以吗？",
    "a fence that is not closed": f"Here:\n```python\n{PROGRAM}",
    "two fences": f"first\n```python\nimport math\n```\nand then\n```python\n{PROGRAM[half:]}```",
    "a fence of output beside": f"```python\n{PROGRAM}```\nprints\n```text\n12.56\n```",
    "a fence of output without a language": f"```python\n{PROGRAM}```\nprints\n```\n12.56 is what (it prints\n```",
    "an indented fence": "\n".join("  " + line for line in f"```python\n{PROGRAM}```".split("\n")),
    "a Python prompt": PROMPT,
    "a prompt with output": PROMPT + "\n12.566370614359172\n>>> ",
    "a prompt in a fence": f"```\n{PROMPT}\n12.56\n```",
    "Windows line ends": PROGRAM.replace("\n", "\r\n"),
    "old line ends": PROGRAM.replace("\n", "\r"),
    "tabs": PROGRAM.replace("    ", "\t"),
    "one line with a tab": PROGRAM.replace("        return None", "\treturn None"),
    "an indented whole": "\n".join("    " + line if line else "" for line in PROGRAM.split("\n")),
    "zero-width characters": PROGRAM.replace("def", "\u200bdef").replace("(", "(\u200b"),
    "a byte order mark": "\ufeff" + PROGRAM,
    "no-break spaces": PROGRAM.replace("    ", "\xa0\xa0\xa0\xa0"),
    "smart quotes": PROGRAM.replace('"""The area."""', "“““The area.”””"),
    "chat before without a fence": "这是我的代码，请看：\n" + PROGRAM,
    "chat above an indented program": "用循环写的：\n\n"
    + "\n".join("    " + line if line else "" for line in PROGRAM.split("\n")),
    "chat around an indented program": "Mine:\n\n"
    + PROGRAM.replace("\n", "\n    ").replace("import", "    import", 1)
    + "\nDone.",
    "chat after without a fence": PROGRAM + "\nThis runs in O(1), I think; what do you say?",
    "chat on both sides": "Sure! Here's my attempt:\n\n" + PROGRAM + "\n时间复杂度是常数。",
}


@pytest.mark.parametrize("text", DRESSES.values(), ids=DRESSES)
def test_the_dress_does_not_matter(text):
    assert tree_of(text) == SAME


def test_a_python_file():
    assert tree_of("see the file", Attachment(name="net.py", content=PROGRAM)) == SAME


def test_a_notebook_without_its_magics():
    assert tree_of("", Attachment(name="net.ipynb", content=NOTEBOOK)) == SAME


def test_a_broken_notebook_falls_back_to_what_was_typed():
    assert tree_of(PROGRAM, Attachment(name="net.ipynb", content="{")) == SAME


def test_quotes_inside_a_string_stay():
    text = 'x = 1\ns = "he said “hi”"  # and ‘that’ was it\n'
    assert tree_of(text) == ast.dump(ast.parse(text))


def test_smart_quotes_as_delimiters():
    assert tree_of("import os\nprint(‘a’, “b's”)") == ast.dump(ast.parse("import os\nprint('a', \"b's\")"))


def test_a_prompt_in_a_docstring_is_no_session():
    text = 'def f():\n    """Doc.\n\n    >>> f()\n    1\n    """\n    return 1\n'
    assert tree_of(text) == ast.dump(ast.parse(text))


@pytest.mark.parametrize(
    "text",
    ["I don't know", "不会写", "idk", "def", "No.", "x", "我会用 nn.Conv2d，然后 flatten，再接 Linear。",
     "I would import torch and define a class with two layers.", "", "pass", "1 + 1", "..."],
)  # fmt: skip
def test_no_program_is_not_taken_for_one(text):
    assert not read(Response(text=text)).is_code


def test_a_syntax_error_is_shown_with_its_line():
    reading = read(Response(text="import math\n\ndef area(r)\n    return math.pi * r\n"))
    assert reading.is_code
    assert reading.tree is None
    assert reading.error_line == 3
    assert reading.quoted == "def area(r)"


def test_full_width_punctuation_is_named():
    reading = read(Response(text="def area(r)：\n    return r\n"))
    assert reading.tree is None
    assert reading.full_width == "："


def test_a_program_broken_in_the_middle_is_not_cut_down_to_what_parses():
    reading = read(
        Response(text="import torch\n\nclass Net(torch.nn.Module)\n    def forward(self, x):\n        return x\n")
    )
    assert reading.tree is None


HOSTILE = {
    "brackets": "x = " + "(" * 5000,
    "braces": "x = {" + "{a:" * 200,
    "brackets after an error": "def f(:\n" + "[" * 90 + "]" * 90,
    "unary operators": "x = " + "-" * 50_000 + "1",
    "attributes": "x = a" + ".b" * 25_000,
    "comparisons": "x = " + "a<" * 25_000 + "a",
    "deep blocks": "\n".join(" " * n + "if x:" for n in range(99)),
    "lambdas": "x = " + "lambda:" * 8000 + "1",
    "strings": "x = " + "'" * 59_999,
    "fences": "```\n" * 10_000,
    "prompts": ">>> \n" * 10_000,
    "f-strings": "x = " + "f'{" * 2000,
    "too long": "x = 1\n" * MAX_CHARACTERS,
    "null bytes": "def f():\x00\n    pass\n",
    "quotes": "“" * 50_000,
    "surrogates": "x = '\ud800'\n",
    "many lines of almost code": "def f(\n" * 5000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_text_made_to_hurt_the_parser_is_read_or_refused(text):
    """Neither a hang nor an exception; and what parses is no deeper than what later walks over the tree can bear."""
    reading = read(Response(text=text))
    if reading.tree is not None:
        ast.dump(reading.tree)
        ast.unparse(reading.tree)
