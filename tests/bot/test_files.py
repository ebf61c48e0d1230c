"""Files read as text: the encodings that people's machines write, PDFs, and whatever else may come."""

import io
import zlib

import pytest

from bot import files
from bot.files import decode, pdf_text


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"x = 1\n", "x = 1\n"), (b"x\r\ny\r\n", "x\ny\n"), ("卷积".encode(), "卷积"), ("卷积".encode("gb18030"), "卷积"),
        ("\ufeff卷积".encode(), "卷积"), ("卷积".encode("utf-16"), "卷积"), (b"", ""), ("é😀".encode(), "é😀"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", None), (b"PK\x03\x04\x00", None), (b"\x00", None), (b"\x7fELF\x02", None),
        (b"\xff\xfe\x00", None), (bytes(range(256)), None), (b"\x1b[2J", None),
    ],
)  # fmt: skip
def test_text_is_told_from_everything_else(content, text):
    assert decode(content) == text


def pdf(text, extra=b""):
    """A small PDF that shows `text`."""
    stream = b"BT /F1 12 Tf 72 700 Td (" + text.encode() + b") Tj ET" + extra
    body = zlib.compress(stream)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(body), body),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places))
    out.write(b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


async def test_the_text_of_a_pdf_is_taken_out():
    assert "Trained a ResNet" in await pdf_text(pdf("Trained a ResNet"))


@pytest.mark.parametrize(
    "content", [b"%PDF-", b"%PDF-1.4\n" + b"[" * 100_000, pdf(""), pdf("x")[:300], pdf(r"\001\002\003\004\005 ok")]
)
async def test_a_pdf_without_text_gives_none(content):
    assert await pdf_text(content) is None


async def test_a_pdf_that_takes_too_long_is_given_up(monkeypatch):
    monkeypatch.setattr(files, "PDF_WITHIN", 0.0)
    assert await pdf_text(pdf("x")) is None
