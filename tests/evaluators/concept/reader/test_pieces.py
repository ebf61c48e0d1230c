from hypothesis import given
from hypothesis import strategies as st

from evaluators.concept.reader.pieces import END, START, UNKNOWN, kept
from tests.evaluators.concept.reader.small import VOCABULARY, pieces

ROWS = {piece: row for row, (piece, _) in enumerate(VOCABULARY)}


def test_text_is_folded_and_cut_between_start_and_end():
    assert pieces().cut("Gradient\nis  one", 10) == [START, ROWS["▁gradient"], ROWS["▁is"], ROWS["▁one"], END]


def test_what_the_vocabulary_lacks_is_unknown():
    assert UNKNOWN in pieces().cut("gradient χ", 10)


def test_what_is_beyond_the_limit_is_left_out():
    cut = pieces().cut("gradient " * 50, 8)
    assert len(cut) == 8
    assert cut[-1] == END


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=200))
def test_any_text_can_be_cut(text):
    cut = pieces().cut(text, 64)
    assert cut[0] == START
    assert cut[-1] == END
    assert len(cut) <= 64


def test_chinese_symbols_and_what_was_seen_are_kept_and_other_scripts_are_not():
    vocabulary = [*VOCABULARY[:4], ("▁the", -1.0), ("网络", -5.0), ("α", -9.0), ("сеть", -3.0), ("▁ネット", -4.0)]
    assert kept(vocabulary, []) == [0, 1, 2, 3, 4, 5, 6]
    assert kept(vocabulary, [7]) == [0, 1, 2, 3, 4, 5, 6, 7]
