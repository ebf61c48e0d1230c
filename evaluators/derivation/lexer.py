"""Text to tokens: LaTeX, Unicode, ASCII and Python mathematics, and the words around them."""

import re

from evaluators.derivation.lexicon import (
    EVERYDAY,
    FUNCTIONS,
    FUZZY,
    GREEK,
    GREEK_NAMES,
    METHODS,
    MODULES,
    STOP_WORDS,
)
from evaluators.derivation.normalise import MARKS, Source
from evaluators.derivation.numerals import Numerals
from evaluators.derivation.spelling import misspelt
from evaluators.derivation.tex import EARLIER, RELATIONS
from evaluators.derivation.tokens import LONG, Token, Vocabulary, canonical, joined

NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+(?![\d,])|\d+)?(?:\.\d+|\d\.(?![\w.]))?(?:[eE][+-]?\d+(?![\w]))?")
LETTERS = re.compile(r"[A-Za-z]+\d*")
MODULE = re.compile(rf"(?:(?:{'|'.join(MODULES)})\.)+(?=[A-Za-z])")
METHOD = re.compile(rf"\.\s?({'|'.join(sorted(METHODS, key=len, reverse=True))})(?![A-Za-z])")
SIGN = re.compile(
    r"\.\.\.|…|⋯|<->|<=>|<>|\*\*|//|\.\*|\./|\.\^|:=|=:|<-|->|=>|==|<=|>=|!=|~=|\+-|-\+|-=|\+=|\*=|\|\||[-+*/%^_!'=<>,|@#~&$;:?.()\[\]{}·⊙⊗±√∑∏∂∇∫∞≤≥≠≈→⇒←∈ᵀ‖⌊⌋⌈⌉。、\"]"
)
ELLIPSES = frozenset({"...", "…", "⋯"})
RENAMED = {"**": "^", ".*": "⊙", "./": "/", ".^": "^", "+-": "±", "-+": "±", "||": "‖", "⊗": "⊗"}
WORD = re.compile(r"[A-Za-z][A-Za-z'’.-]*")
CJK = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
LONGEST_CJK = 10


HAT = re.compile(r"\^(?:_[A-Za-z]\b)?(?=\s*[=/),;+\]])")
SPOKEN_HAT = re.compile(r"(?:hat|帽子?)(?![A-Za-z])")
"""``x hat``, ``x帽``."""
ACCENT_SUBSCRIPT = re.compile(r"_?([a-z])(?![A-Za-z0-9])")
SUM_OVER = re.compile(
    r"sum_(?:over_(?:all_)?|all_)?(?:path|seq|tag|label|class)[a-z]*(?![A-Za-z_])|sum_all(?![A-Za-z_])"
)
DIFFERENTIAL = re.compile(r"d[a-z]\d?")
NO_ARGUMENT = re.compile(r"\s*(?:$|[+*/),;\]=，。]|- )")
IDENTIFIER = re.compile(r"log1p|expm1|[A-Za-z]{1,40}\d{0,9}(?:_[A-Za-z0-9]{1,20}){0,4}")
GRADIENT_OF = re.compile(r"(?:grad|Grad|gradient) ([A-Za-z]_?\d)(?![A-Za-z0-9])")
"""``grad W_2`` with a space."""
PARAMETER = re.compile(r"[WUV][a-z]{1,3}\d?|b[a-z]{1,2}\d?|[WUVb](?:_[a-z]{1,3})+")
PARAMETER_BEFORE = re.compile(r"\s*(?:[@*·⋅\[]|[A-Za-z](?![A-Za-z]))")


class Lexer(Numerals):
    """One pass over a source; linear in its length."""

    def run(self) -> list[Token]:
        """Every token, in order."""
        text, length = self.text, len(self.text)
        while self.at < length:
            char = text[self.at]
            if char == " ":
                self.at += 1
                self.gap = True
            elif char == "\n":
                self._put("sep", "\n", 1)
            elif char.isdecimal() or (char == "." and text[self.at + 1 : self.at + 2].isdecimal()):
                self._number()
            elif char.isascii() and char.isalpha():
                self._word()
            elif char == "Σ" and "Sigma" not in self.known:
                self._put("op", "∑", 1)
            elif char in GREEK:
                self._greek(char)
            elif char == "\\":
                self._command()
            elif CJK.match(char):
                self._chinese()
            else:
                self._sign(char)
        return self.tokens

    def _number(self) -> None:
        if self._fraction():
            return
        match = NUMBER.match(self.text, self.at)
        size = len(match[0]) if match else 0
        self._put("num", self.text[self.at : self.at + max(size, 1)], max(size, 1))

    def _sign(self, char: str) -> None:  # noqa: C901, PLR0912 - one branch a case reads best
        if char == "." and not self.text.startswith("...", self.at):
            method = METHOD.match(self.text, self.at)
            before = self.tokens[-1] if self.tokens else None
            if (
                method
                and before
                and not self.gap
                and (before.kind in {"name", "fn"} or before.text in {")", "]", "T"} or before.kind == "method")
            ):
                self._put("method", method[1], len(method[0]))
                return
            rest = self.text[self.at + 1 : self.at + 2]
            if before and before.kind == "name" and not self.gap and rest.isalpha() and rest.isascii():
                self._put("op", "·", 1)
                return
        match = SIGN.match(self.text, self.at)
        if not match:
            self._put("word", char, 1)
            return
        sign = match[0]
        if sign in ELLIPSES and self.tokens and self.tokens[-1].kind == "op" and self.tokens[-1].text in "+*·":
            self._put("op", "…", len(sign))
        elif sign in ELLIPSES:
            self._put("sep", "…", len(sign))
        elif sign in RELATIONS:
            self._put("rel", RELATIONS[sign], len(sign))
        elif sign in ";。?" or (sign == "." and not self.text[self.at + 1 : self.at + 2].isalnum()):
            self._put("sep", sign, len(sign))
        elif sign == "~" and self.tokens and self.tokens[-1].kind == "name" and not self.gap:
            self._accented("tilde")
        elif sign == "^" and self.tokens and self.tokens[-1].kind == "name" and HAT.match(self.text, self.at):
            self._accented("hat")
        elif sign == "$":
            self._dollar()
        elif sign in {"→", "⇒", "->", "=>", "<->", "<=>", "~"}:
            self._put("sep", "→", len(sign))
        elif sign == ":":
            self._put("soft", ":", 1)
        elif sign == "&" and (self.matrix or self.cases is not None):
            self._put("op", "," if self.matrix else "if", 1)
        elif sign in {'"', "&"}:
            self.at += 1
            self.gap = True
        elif sign == "、":
            self._put("op", ",", 1)
        else:
            self._put("op", RENAMED.get(sign, sign), len(sign))

    def _accented(self, accent: str, size: int = 1) -> None:
        """``c~``, ``c~t``, ``m_t^`` and ``x hat`` as names with an accent that is `size` characters long."""
        last = self.tokens.pop()
        base, _, subscript = last.text.partition("_")
        self.at += size
        if not subscript and (match := ACCENT_SUBSCRIPT.match(self.text, self.at)):
            subscript, self.at = match[1], self.at + len(match[0])
        text = f"{base}_{accent}" + (f"_{subscript}" if subscript else "")
        self.tokens.append(Token("name", text, last.start, self.at, last.gap))

    def _hat(self) -> bool:
        """A hat that is spoken behind its name."""
        match = SPOKEN_HAT.match(self.text, self.at)
        if match is None or not self.tokens or self.tokens[-1].kind != "name":
            return False
        self._accented("hat", len(match[0]))
        return True

    def _greek(self, char: str) -> None:
        size = 1
        while self.text[self.at + size : self.at + size + 1].isdecimal():
            size += 1
        self._named(GREEK[char] + self.text[self.at + 1 : self.at + size], size)

    def _word(self) -> None:  # noqa: C901, PLR0912 - one branch a case reads best
        if self._fraction() or self._hat():
            return
        if module := MODULE.match(self.text, self.at):
            self.at += len(module[0])
        if len(self.tokens) > 1 and self.tokens[-1].text == "{" and self.tokens[-2].text == "_":
            run = LETTERS.match(self.text, self.at)
            if run:
                self._put("name", run[0], len(run[0]))
                return
        if over := SUM_OVER.match(self.text, self.at):
            self._put("fn", "sum", len(over[0]))
            return
        whole = IDENTIFIER.match(self.text, self.at)
        full = whole[0] if whole else ""
        if full == "None" and self.tokens and self.tokens[-1].text in {",", "="}:
            self._put("name", full, len(full))
            return
        if self._parameter(full):
            self._put("name", joined(full), len(full))
            return
        spaced = GRADIENT_OF.match(self.text, self.at)
        if spaced and (name := f"d{joined(spaced[1])}") in self.vocabulary.names:
            self._put("name", name, len(spaced[0]))
            return
        if self._phrase():
            return
        match = LETTERS.match(self.text, self.at)
        if match is None:
            self._put("word", self.text[self.at], 1)
            return
        known = self.known
        if self.tokens and self.tokens[-1].text == "^" and full[0] == "T" and "T" not in self.vocabulary.names:
            self._put("name", "T", 1)
        elif full in FUNCTIONS and joined(full) not in self.vocabulary.names and self._is_function(full):
            self._put("fn", FUNCTIONS[full], len(full))
        elif joined(full) in known and self.text[self.at + len(full) : self.at + len(full) + 1] not in MARKS:
            name = joined(full)
            timed = name if name.endswith("_t") else f"{name[0]}_t" if len(name) == 2 and name[1] == "t" else ""
            earlier = "-1" if timed and EARLIER.match(self.text, self.at + len(full)) else ""
            if earlier and f"{timed}-1" in known:
                name = timed
            self._put("name", name + earlier, len(full + earlier))
        else:
            self._letters(match[0])

    def _is_function(self, spelled: str) -> bool:
        """Whether a function's name is not meant as a word, nor as declared letters side by side (``w - lg``)."""
        end = self.at + len(spelled)
        if spelled in EVERYDAY:
            return self.text.startswith("(", end)
        return not ({*spelled} <= self.vocabulary.names and NO_ARGUMENT.match(self.text, end))

    def _parameter(self, spelled: str) -> bool:
        """Whether it names a weight or bias in a setting that leaves their names open: ``Wxh``, ``bf``."""
        if not self.vocabulary.parameters or not PARAMETER.fullmatch(spelled):
            return False
        if spelled[0] == "b":
            return bool(self.tokens) and self.tokens[-1].text == "+"
        return PARAMETER_BEFORE.match(self.text, self.at + len(spelled)) is not None

    def _letters(self, run: str) -> None:
        """A run of letters and digits that is no known name as it stands with its subscripts."""
        letters = run.rstrip("0123456789")
        digits = run[len(letters) :]
        names = self.known
        integrated = DIFFERENTIAL.fullmatch(run) and any(token.text == "∫" for token in self.tokens[-60:])
        if len(letters) == 1 or letters in GREEK_NAMES or run in names or integrated:
            self._named(run, len(run))
        elif run in FUNCTIONS and self._is_function(run):
            self._put("fn", FUNCTIONS[run], len(run))
        elif letters in FUNCTIONS and digits:
            self._put("fn", FUNCTIONS[letters], len(letters))
        elif pieces := self._pieces(run):
            for piece in pieces[:-1]:
                self._put(
                    "fn" if piece in FUNCTIONS and piece not in names else "name",
                    FUNCTIONS.get(piece, piece) if piece not in names else canonical(piece),
                    len(piece),
                )
            last = pieces[-1]
            if last in FUNCTIONS and last not in names:
                self._put("fn", FUNCTIONS[last], len(last))
            else:
                self._named(last, len(last))
        elif near := misspelt(letters.lower(), FUZZY):
            self._put("fn", near, len(letters))
        elif not digits and (near := self._meant(letters)):
            self._put(*self.words.get(near, ("name", near)), len(letters))
        else:
            size = len(WORD.match(self.text, self.at)[0].rstrip(".-'")) if not digits else len(run)  # type: ignore[index]
            self._put("word", self.text[self.at : self.at + size], size)

    def _meant(self, word: str) -> str | None:
        """The name that `word` misspells; short ones only where a sign shows that an operand stands there."""
        near = misspelt(word, self.vocabulary.long)
        spoken = near in self.vocabulary.phrases and len(word) > LONG + 1
        return near if near and not word.startswith(near) and (spoken or self._among_signs(len(word))) else None

    def _pieces(self, run: str) -> list[str]:
        """`run` as known names side by side (``wx``, ``QK``, ``lnp``), longest first; empty where it is not."""
        names = self.known
        if run.lower() in STOP_WORDS or (len(run) > 3 and run.islower() and not self._among_signs(len(run))):
            return []
        if len(run) > 12:
            return []
        best: list[list[str] | None] = [None] * (len(run) + 1)
        best[len(run)] = []
        for start in range(len(run) - 1, -1, -1):
            for end in range(len(run), start, -1):
                piece, rest = run[start:end], best[end]
                if rest is not None and (
                    piece in names
                    or (piece == "e" and end == len(run) and self.text[self.at + end : self.at + end + 1] == "^")
                    or (
                        piece in {"ln", "log", "exp", "sin", "cos", "tanh", "sqrt"}
                        and (rest or self.text.startswith("(", self.at + end))
                    )
                ):
                    best[start] = [piece, *rest]
                    break
        return best[0] or []

    def _among_signs(self, size: int) -> bool:
        """Whether a mathematical sign touches the next `size` characters."""
        before, after = self.text[self.at - 1 : self.at], self.text[self.at + size : self.at + size + 1]
        return before.isdecimal() or any(char in "+-*/^_=()|{}[]·" for char in before + after)

    def _phrase(self) -> bool:
        """The longest spoken phrase that starts here, if any."""
        first = WORD.match(self.text, self.at)
        if not first:
            return False
        word = first[0].rstrip(".-'").lower()
        followed = self.text[self.at + len(word) : self.at + len(word) + 1]
        if (
            (word not in self.vocabulary.starts and first[0].lower() not in self.vocabulary.starts)
            or followed == "_"
            or followed.isdecimal()
        ):
            return False
        if followed == "(" and word not in {"not", "or", "and", "over", "times", "plus", "minus"}:
            return False
        window = self.text[self.at : self.at + 60]
        ends = [m.end() for m in re.finditer(r"[A-Za-z0-9.'-]+(?![A-Za-z0-9])", window)][:6]
        for end in reversed(ends):
            for stop in (end, end - 1):
                phrase = " ".join(window[:stop].lower().split())
                if (
                    phrase in self.words
                    and window[stop - 1] != " "
                    and (stop > 1 or phrase in self.vocabulary.phrases)
                    and not self._is_name(window[:stop])
                ):
                    kind, text = self.words[phrase]
                    self._put(kind, text, stop)
                    return True
        return False

    def _is_name(self, spelling: str) -> bool:
        name = joined(spelling)
        return name in self.vocabulary.names and self.vocabulary.phrases.get(spelling.lower(), name) == name

    def _chinese(self) -> None:
        if self._power() or self._fraction() or self._hat():
            return
        for size in range(LONGEST_CJK, 0, -1):
            phrase = self.text[self.at : self.at + size].lower()
            if len(phrase) == size and phrase in self.words:
                kind, text = self.words[phrase]
                self._put(*(("word", phrase) if text == "word" else (kind, text)), size)
                return
        last = self.tokens[-1] if self.tokens else None
        if last and last.kind == "word" and last.end == self.at and CJK.match(last.text[-1]):
            self.tokens[-1] = Token("word", last.text[-8:] + self.text[self.at], last.start, self.at + 1, last.gap)
            self.at += 1
        else:
            self._put("word", self.text[self.at], 1)


def lex(source: Source, vocabulary: Vocabulary) -> list[Token]:
    """The tokens of `source`."""
    return Lexer(source, vocabulary).run()
