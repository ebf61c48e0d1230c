"""Messages as Telegram's HTML: nothing in a text is ever markup, no piece is too long, not a word is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from telegram_html import Entity, parse
from telegram_html import units as units_by_encoding

from bot.telegram.rendering import LIMIT, MOST_ENTITIES, parts, plain, sendable, units
from interview_flow.message import Code, Heading, Message, Paragraph, Quote

HOSTILE = [
    "<b>bold</b>", "</b>", "<", ">", "&", "&amp;", "&lt;b&gt;", "<script>alert(1)</script>", "</pre></code>", "```py\nx\n```",
    '<a href="tg://user?id=1">x</a>', "<!-- -->", "a < b > c & d", "_*[]()~`>#+-=|{}.!", "\u202egnp.exe", "{0} %s",
    "<b", "<\x00b>", "&#60;b&#62;", "<tg-spoiler>", "\U0001f600" * 3, "卷积<b>层", '"quoted\'',
]  # fmt: skip


def read(message):
    """Each piece as Telegram reads it: its text and its entities."""
    found = [parse(part.html) for part in parts(message)]
    assert [text for text, _ in found] == [part.text for part in parts(message)]
    return found


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("block", [Paragraph, Heading, Quote, Code])
def test_what_looks_like_markup_is_shown_as_it_was_typed(block, text):
    ((shown, entities),) = read(Message(blocks=(block(text=text),)))
    assert shown == text.replace("\x00", "\ufffd")
    assert len(entities) == (0 if block is Paragraph else 1)


def test_each_block_has_its_own_form():
    message = Message(blocks=(Heading(text="H"), Paragraph(text="p"), Code(text="x = 1"), Quote(text="q")))
    ((text, entities),) = read(message)
    assert text == "H\n\np\n\nx = 1\n\nq"
    assert entities == [Entity("b", "H"), Entity("pre", "x = 1", "python"), Entity("blockquote", "q")]


@pytest.mark.parametrize("language", ['"><b>', "", "a b", "x" * 99, "питон"])
def test_a_strange_language_of_code_is_left_out(language):
    ((text, entities),) = read(Message(blocks=(Code(text="x", language=language),)))
    assert (text, entities) == ("x", [Entity("pre", "x")])


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("x" * 4096, [4096]), ("x" * 4097, [4096, 1]), ("😀" * 2048, [4096]), ("😀" * 2049, [4096, 2]),
        ("x" + "😀" * 2048, [4095, 2]), ("卷" * 4097, [4096, 1]), ("&" * 4096, [4096]), ("<" * 8193, [4096, 4096, 1]),
        ("x" * 4000 + "\n" + "y" * 4000, [4001, 4000]), ("x" * 4000 + " " + "y" * 4000, [4001, 4000]),
        ("x" * 100 + "\n" + "y" * 5000, [4096, 1005]),
    ],
)  # fmt: skip
@pytest.mark.parametrize("block", [Paragraph, Code, Quote])
def test_pieces_end_at_the_limit_or_at_a_line_that_is_near(block, text, pieces):
    found = read(Message(blocks=(block(text=text),)))
    assert [units_by_encoding(shown) for shown, _ in found] == pieces
    assert "".join(shown for shown, _ in found) == text


def test_code_that_is_cut_is_code_again_in_the_next_piece():
    found = read(Message(blocks=(Code(text="    x = 1\n" * 1000),)))
    assert len(found) == 3
    for text, entities in found:
        assert entities == [Entity("pre", text, "python")]
        assert text.startswith("    x = 1")
        assert text.endswith("\n")


def test_a_block_that_fits_a_message_of_its_own_is_not_cut():
    first, second = read(Message(blocks=(Paragraph(text="x" * 3000), Code(text="y" * 3000))))
    assert first == ("x" * 3000, [])
    assert second[1] == [Entity("pre", "y" * 3000, "python")]


def test_more_formatted_stretches_than_telegram_shows_go_into_the_next_piece():
    found = read(Message(blocks=tuple(Heading(text=str(number)) for number in range(250))))
    assert [len(entities) for _, entities in found] == [MOST_ENTITIES, MOST_ENTITIES, 250 - 2 * MOST_ENTITIES]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\t", "\r\n"])
def test_where_nothing_is_to_be_seen_nothing_is_sent(text):
    assert parts(Message(blocks=(Paragraph(text=text),))) == []
    assert parts(Message(blocks=(Paragraph(text=text), Code(text=text)))) == []


def test_half_a_pair_of_surrogates_can_be_sent():
    assert sendable("a\ud83db") == "a\ufffdb"
    assert sendable("\ud83d\ude00") == "😀"


SIGNS = st.text(
    st.sampled_from("ab<>&;/\"'` \n\t\r\x00\x1b卷é😀\u200d\ud83d\ude00\u202e") | st.characters(), max_size=40
)
LONG = st.builds(lambda text, times: text * times, SIGNS, st.integers(0, 400))
BLOCK = st.one_of(*(st.builds(kind, text=LONG) for kind in (Paragraph, Heading, Quote, Code)))


@settings(max_examples=80)
@given(st.lists(BLOCK, max_size=6))
def test_pieces_are_valid_short_enough_and_together_the_whole(blocks):
    message = Message(blocks=tuple(blocks))
    found = read(message)
    for text, entities in found:
        assert 0 < units_by_encoding(text) == units(text) <= LIMIT
        assert len(entities) <= 100
    together = "".join(text for text, _ in found)
    # Pieces in which nothing would be seen are left out: Telegram refuses them.
    assert together.split() == plain(message).split() or "".join(together.split()) == "".join(plain(message).split())
    if plain(message).strip() and len(found) == 1:
        assert together.strip() == plain(message).strip()
