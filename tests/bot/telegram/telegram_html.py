"""Reads Telegram's HTML as strictly as core.telegram.org/bots/api#html-style describes it."""

import re
from typing import NamedTuple

TAGS = {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "code", "pre", "blockquote", "tg-spoiler"}
TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[^\s<>/]*)(?P<rest>[^<>]*)>|&(?P<ref>#?[A-Za-z0-9]+);|(?P<stray><)")
REFERENCES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


class Entity(NamedTuple):
    """A formatted stretch; `language` for program text."""

    type: str
    text: str
    language: str = ""


class CannotParse(Exception):  # noqa: N818 - reads as what it says
    """The text is no valid HTML of Telegram's."""


def units(text):
    """UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def parse(html):  # noqa: C901, PLR0912 - one branch for each sort of token
    """The text and its entities; raises CannotParse with Telegram's words."""
    text, entities, opened, place = "", [], [], 0
    for token in TOKEN.finditer(html):
        text += html[place : token.start()]
        place = token.end()
        if token["stray"]:
            raise CannotParse(f"Unclosed start tag at byte offset {token.start()}")
        if token["ref"]:
            if token["ref"] in REFERENCES:
                text += REFERENCES[token["ref"]]
            elif token["ref"].startswith("#"):
                text += chr(int(token["ref"][1:]))
            else:
                text += token[0]
        elif token["name"] not in TAGS:
            raise CannotParse(f'Unsupported start tag "{token["name"]}" at byte offset {token.start()}')
        elif token["close"]:
            if not opened or opened[-1][0] != token["name"]:
                raise CannotParse(f'Unmatched end tag at byte offset {token.start()}, expected "</b>"')
            name, start, rest = opened.pop()
            language = re.fullmatch(r' class="language-([^"]+)"', rest)
            if text[start:]:
                entities.append(Entity(name, text[start:], language[1] if language else ""))
        else:
            if any(name in ("pre", "code") for name, _, _ in opened) and token["name"] != "code":
                raise CannotParse("Can't nest entities in code")
            opened.append((token["name"], len(text), token["rest"]))
    if opened:
        raise CannotParse(f'Can\'t find end tag corresponding to start tag "{opened[-1][0]}"')
    text += html[place:]
    code = [entity for entity in entities if entity.type == "code" and entity.language]
    return text, [
        Entity("pre", entity.text, next((inner.language for inner in code if inner.text == entity.text), ""))
        if entity.type == "pre"
        else entity
        for entity in entities
        if entity not in code
    ]
