"""From wordings to what is said: values filled in, durations in words, prose and code told apart. Pure."""

import re
from collections.abc import Mapping
from typing import Any

from evaluators.text import Language
from interview_flow.message import Block, Code, Paragraph

_FENCE = re.compile(r"^```([\w+-]*)[ \t]*\n(.*?)^```[ \t]*$", re.MULTILINE | re.DOTALL)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """`template` with each ``{name}`` of `values` replaced, once: what is filled in is not looked at again.

    >>> fill("{a}, {b}", {"a": "{b}", "b": 1})
    '{b}, 1'
    """
    return re.sub(r"\{(\w+)\}", lambda m: str(values[m[1]]) if m[1] in values else m[0], template)


def duration(seconds: float, language: Language) -> str:
    """A length of time in words, whole minutes where there are any.

    >>> duration(240, "en"), duration(90, "zh"), duration(45, "en")
    ('4 min', '1 分 30 秒', '45 s')
    """
    minutes, rest = divmod(max(0, round(seconds)), 60)
    if language == "zh":
        return f"{minutes} 分 {rest} 秒" if minutes and rest else f"{minutes} 分钟" if minutes else f"{rest} 秒"
    return f"{minutes} min {rest} s" if minutes and rest else f"{minutes} min" if minutes else f"{rest} s"


def prose(text: str) -> tuple[Block, ...]:
    """Blocks for a text of ours that may hold fenced code; nothing for an empty one."""
    blocks: list[Block] = []
    end = 0
    for fence in _FENCE.finditer(text):
        blocks += _paragraph(text[end : fence.start()])
        blocks.append(Code(text=fence[2].rstrip("\n"), language=fence[1] or "python"))
        end = fence.end()
    return (*blocks, *_paragraph(text[end:]))


def _paragraph(text: str) -> list[Block]:
    return [Paragraph(text=text.strip())] if text.strip() else []
