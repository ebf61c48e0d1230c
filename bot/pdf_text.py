"""Takes the text out of a PDF: bytes on standard input, UTF-8 on standard output. Run as a process of its own.

A PDF is a program of a kind, and a stranger wrote it: this process has little memory and little time, gets no
environment, and is killed when it is over them. Exit code 1: there is no text to be had.
"""

import io
import resource
import sys

MEMORY = 1 << 30
"""Bytes of address space."""
SECONDS = 8
"""Of processor time."""
PAGES = 50
CHARACTERS = 500_000
"""More is cut off."""
LEAST_PRINTABLE = 0.9
"""The share of characters that can be shown; a PDF that does not say what its glyphs mean gives control characters."""


def main() -> int:
    """Read, extract, write."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    from pypdf import PdfReader  # noqa: PLC0415 - only under the limits

    pages: list[str] = []
    length = 0
    try:
        for page in PdfReader(io.BytesIO(sys.stdin.buffer.read())).pages[:PAGES]:
            pages.append(page.extract_text())
            length += len(pages[-1])
            if length > CHARACTERS:
                break
    except Exception:  # noqa: BLE001 - whatever is wrong with the file, it is the file's fault
        return 1
    text = "\n\n".join(pages)[:CHARACTERS]
    if sum(sign.isprintable() or sign.isspace() for sign in text) < LEAST_PRINTABLE * len(text) or not text.strip():
        return 1
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
