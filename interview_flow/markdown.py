"""Markdown in which nothing that a candidate wrote is markup. Pure."""

import re


def fence(text: str, language: str = "text") -> str:
    """`text` as a code block, its fence longer than any run of backticks inside.

    >>> print(fence("a```b"))
    ````text
    a```b
    ````
    """
    ticks = "`" * max(3, _longest_run(text) + 1)
    return f"{ticks}{language}\n{text}\n{ticks}"


def span(text: str) -> str:
    """`text` on one line as inline code, in which nothing is markup; empty for an empty text.

    >>> span("a `b`")
    '`` a `b` ``'
    """
    line = " ".join(text.split())
    if not line:
        return ""
    ticks = "`" * (_longest_run(line) + 1)
    pad = " " if "`" in line else ""
    return f"{ticks}{pad}{line}{pad}{ticks}"


def escape(text: str) -> str:
    r"""`text` on one line as prose: its marks, tags, addresses and mentions are shown as typed.

    >>> escape("*a* <b> http://x")
    '\\*a\\* &lt;b&gt; http&#58;//x'
    >>> escape("1. is no list")
    '1\\. is no list'
    """
    line = " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    line = re.sub(r"([\\`*_\[\]~|#$!])", r"\\\1", line)
    line = re.sub(r"^([-+=])", r"\\\1", line)
    # A digit cannot be escaped; the mark behind it, which makes a list of it, can.
    line = re.sub(r"^(\d+)([.)])", r"\1\\\2", line)
    return line.replace("://", "&#58;//").replace("@", "&#64;").replace("www.", "www&#46;")


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
