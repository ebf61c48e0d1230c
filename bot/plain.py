"""Plain text: a message as what every channel can show, and text that a terminal can show without harm. Pure."""

import unicodedata

from interview_flow.message import Block, Code, Heading, Message, Quote

TAB = 4
# What overrides the direction of writing can make a line read as something that it is not.
_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u2028\u2029")


def text_of(message: Message) -> str:
    """All blocks of `message`, one below the other. Nothing is escaped: it is no markup."""
    return "\n\n".join(_block(block) for block in message.blocks)


def _block(block: Block) -> str:
    match block:
        case Heading(text=text):
            return f"# {text}"
        case Code(text=text, language=language):
            fence = "```"
            while fence in text:
                fence += "`"
            return f"{fence}{language}\n{text}\n{fence}"
        case Quote(text=text):
            return "\n".join(f"> {line}" for line in text.splitlines())
        case _:
            return block.text


def clean(text: str) -> str:
    r"""`text` without anything that a terminal would obey: only line breaks remain of its control characters.

    >>> clean("a\x1b[2Jb\tc\r\n")
    'a[2Jb   c\n'
    """
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join("".join(_shown(sign) for sign in line).expandtabs(TAB) for line in lines)


def _shown(sign: str) -> str:
    category = unicodedata.category(sign)
    if category == "Cs":
        return "\ufffd"
    return "" if (category == "Cc" and sign != "\t") or sign in _OVERRIDES else sign
