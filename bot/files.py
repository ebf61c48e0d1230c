"""Files that candidates send, read as text: bytes in, what the interview takes out."""

import asyncio
import sys
import unicodedata
from pathlib import Path

from interview_flow.commands import SendFile

LARGEST_TEXT = 1 << 20
LARGEST_PDF = 5 << 20
"""Bytes; a CV with pictures in it is larger than its words."""
PDF_WITHIN = 10.0
"""Seconds for the whole of reading a PDF."""
PDF_TEXT = Path(__file__).with_name("pdf_text.py")


def largest(name: str) -> int:
    """How many bytes a file of that name may have."""
    return LARGEST_PDF if name.lower().endswith(".pdf") else LARGEST_TEXT


async def read(name: str, content: bytes) -> SendFile:
    """The file's text, or why there is none."""
    if len(content) > largest(name):
        return SendFile(name=name, content=None, problem="too_large")
    text = await pdf_text(content) if content.startswith(b"%PDF-") else decode(content)
    return SendFile(name=name, content=text, problem="" if text is not None else "not_text")


def decode(content: bytes) -> str | None:
    """The text that `content` holds; None where it holds something else.

    UTF-8 and UTF-16 are what editors write, GB18030 what Chinese Windows does.
    """
    utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if utf16 else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if not any(unicodedata.category(sign) in ("Cc", "Cn", "Co", "Cs") and sign not in "\t\n\r\f" for sign in text):
            return text.replace("\r\n", "\n")
    return None


async def pdf_text(content: bytes) -> str | None:
    """The text of a PDF, read by a process of its own that is killed when it takes long; None where there is none."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-I",
        str(PDF_TEXT),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.DEVNULL,
        env={},
        cwd="/",
    )
    try:
        async with asyncio.timeout(PDF_WITHIN):
            text, _ = await process.communicate(content)
    except TimeoutError:
        return None
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return text.decode("utf-8", "replace") if process.returncode == 0 else None
