"""A message as plain text: what every channel can show when it can show nothing better."""

from interview_flow.message import Block, Code, Heading, Message, Quote


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
