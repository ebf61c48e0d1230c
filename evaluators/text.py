"""Text in the two languages of the interview."""

from typing import Literal

from pydantic import BaseModel, ConfigDict

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = ("zh", "en")


def written_in(text: str) -> Language:
    """The language of `text`: Chinese where it has a Chinese character, for its terms are English anyway.

    >>> written_in("用 ReLU"), written_in("use ReLU")
    ('zh', 'en')
    """
    return "zh" if any("\u4e00" <= character <= "\u9fff" for character in text) else "en"


class Frozen(BaseModel):
    """Immutable data that refuses fields it does not know: a typing slip in a data file is an error, not a silence.

    A validation error never repeats its input: that may be a candidate's answer, and errors go to the log.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Text(Frozen):
    """One text, written in Chinese and in English.

    >>> Text(zh="卷积", en="convolution").in_("en")
    'convolution'
    """

    zh: str
    en: str

    def in_(self, language: Language) -> str:
        """The wording in `language`."""
        return self.zh if language == "zh" else self.en
