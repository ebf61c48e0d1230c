"""One message a frame, over a socket between the grading process and a child.

A frame is its length (4 bytes, big-endian), one byte that says what it is, and a body.
"""

import os
import struct

HEADER = struct.Struct(">Ic")

START = b"S"
"""To either child, first: what to work on."""
CALL = b"C"
"""From the judge: ask the program this."""
BRIEF = b"B"
"""From the judge: ask the program this, which takes an honest one milliseconds."""
FRESH = b"F"
"""From the judge: end the program and start it again."""
ANSWER = b"A"
"""From the candidate's child, and on to the judge: what the program answered."""
GONE = b"G"
"""To the judge: the program has ended without answering; the body says how."""
REPORT = b"R"
"""From the judge, last: what it found."""
READY = b"L"
"""From either child, first: it is locked down and may be told what to work on."""
FAILED = b"X"
"""From either child instead of READY: it could not be locked down. From the judge: its own code failed. Our fault."""


def pack(kind: bytes, body: bytes = b"") -> bytes:
    """A frame."""
    return HEADER.pack(len(body), kind) + body


class Channel:
    """A child's end: blocking reads and writes of whole frames."""

    def __init__(self, descriptor: int) -> None:
        self.descriptor = descriptor

    def send(self, kind: bytes, body: bytes = b"") -> None:
        """Write one frame."""
        view = memoryview(pack(kind, body))
        while view:
            view = view[os.write(self.descriptor, view) :]

    def receive(self) -> tuple[bytes, bytes]:
        """Read one frame: what it is, and its body.

        Raises:
            EOFError: the other end is closed.

        """
        length, kind = HEADER.unpack(self._exactly(HEADER.size))
        return kind, self._exactly(length)

    def _exactly(self, count: int) -> bytes:
        parts: list[bytes] = []
        while count:
            part = os.read(self.descriptor, min(count, 1 << 20))
            if not part:
                raise EOFError
            parts.append(part)
            count -= len(part)
        return b"".join(parts)
