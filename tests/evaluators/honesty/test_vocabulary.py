"""Many words looked for together are found as each is alone."""

from hypothesis import given
from hypothesis import strategies as st

from evaluators.honesty import vocabulary
from evaluators.honesty.vocabulary import Vocabulary

LETTERS = st.text("abA 上线", max_size=8)


def of(words):
    known = Vocabulary()
    for word in words:
        known.add(word, [word])
    return known


@given(st.lists(LETTERS.filter(bool).map(str.lower)), st.lists(LETTERS))
def test_a_word_is_found_wherever_it_stands_in_a_text(words, texts):
    known = of(words)
    assert [known.of[text] for text in texts] == [{word for word in words if word in text.lower()} for text in texts]


def test_a_text_that_was_read_is_read_again_when_a_word_is_added():
    known = of(["train"])
    assert known.of["Trained and launched"] == {"train"}
    known.add("live", ["launch", "went live"])
    assert known.of["Trained and launched"] == {"train", "live"}


def test_only_so_much_is_kept_of_what_was_read(monkeypatch):
    monkeypatch.setattr(vocabulary, "MOST_TEXTS", 10)
    monkeypatch.setattr(vocabulary, "MOST_STEPS", 50)
    known = of(["ab"])
    for place in range(0x4E00, 0x4E00 + 1000):
        assert known.of[f"a{chr(place)}ab"] == {"ab"}
        assert len(known.of) <= 10
        assert known._steps <= 50
