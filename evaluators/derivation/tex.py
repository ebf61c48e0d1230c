"""TeX to tokens: commands, groups, environments and symbols with their subscripts."""

import re

from evaluators.derivation.lexicon import (
    ACCENTS,
    COMMANDS,
    DROPPED,
    FUNCTIONS,
    GREEK_NAMES,
    WORDS,
    WRAPPERS,
)
from evaluators.derivation.normalise import MARKS, Source
from evaluators.derivation.tokens import Token, Vocabulary, canonical, joined

COMMAND = re.compile(r"\\([A-Za-z]+|.)", re.DOTALL)
ENVIRONMENT = re.compile(r"\s*\{([a-zA-Z]{1,12}\*?)\}")
WRAPPED = re.compile(r"\s*\{([^{}\\$]{0,40})\}")
RELATIONS = {"=": "=", "==": "=", ":=": "=", "=:": "=", "<-": "=", "←": "=", "≤": "<=", "≥": ">=",
             "≠": "!=", "<=": "<=", ">=": ">=", "!=": "!=", "#": "!=", "<>": "!=", "<": "<", ">": ">", "≈": "=",
             "~=": "=", "-=": "-=", "+=": "+=", "*=": "="}  # fmt: skip
SUBSCRIPT = re.compile(r"_(\d+|[A-Za-z][A-Za-z0-9]*)")
LATEX_SUBSCRIPT = re.compile(r"_([A-Za-z0-9])")
EARLIER = re.compile(r"-1(?![\w.])")
"""``h_t-1`` typed without braces."""
ASSIGNED = re.compile(r"(?<![\w\\.'])([A-Za-z]{1,12}\d*(?:_[A-Za-z0-9]+)*)\s*(?::=|[-+]?=(?!=))")


class Tex:
    """A place in a source, what was read before it, and the reading of TeX."""

    def __init__(self, source: Source, vocabulary: Vocabulary) -> None:
        self.text = source.text
        self.latex = "\\" in self.text
        assigned = {joined(match[1]) for match in ASSIGNED.finditer(self.text)} - FUNCTIONS.keys() - WORDS.keys()
        self.vocabulary = vocabulary
        self.known = vocabulary.names | assigned
        self.words = vocabulary.words
        self.at = 0
        self.gap = False
        self.matrix = False
        """Whether the place is within a TeX matrix, which is read as a list of rows."""
        self.cases: int | None = None
        """Where the branches of a TeX ``cases`` begin among the tokens."""
        self.tokens: list[Token] = []

    def _put(self, kind: str, text: str, length: int) -> None:
        self.tokens.append(Token(kind, text, self.at, self.at + length, self.gap))
        self.at += length
        self.gap = False

    def _command(self) -> None:  # noqa: C901, PLR0912 - one branch a case reads best
        match = COMMAND.match(self.text, self.at)
        if not match:
            self._put("word", "\\", 1)
            return
        name, size = match[1], len(match[0])
        if not name.isalpha():
            self._escaped(name, size)
        elif name in COMMANDS:
            sign = COMMANDS[name]
            if sign in {"and", "or"}:
                self._put("verbal", sign, size)
            elif sign == "…" and self.tokens and self.tokens[-1].kind == "op" and self.tokens[-1].text in "+*·":
                self._put("op", sign, size)
            elif sign in "→…":
                self._put("sep", sign, size)
            else:
                self._put("rel" if sign in RELATIONS else "op", RELATIONS.get(sign, sign), size)
        elif name in DROPPED:
            self.at += size
            if self.text.startswith(".", self.at) and name in {"left", "right"}:
                self.at += 1
        elif name in WRAPPERS:
            self._wrapped(name, size)
        elif name in {"begin", "end"}:
            self._environment(name, size)
        elif name in {"frac", "dfrac", "tfrac", "cfrac", "sqrt", "binom", "dbinom"} or name in ACCENTS:
            self._put(
                "cmd", {"dfrac": "frac", "tfrac": "frac", "cfrac": "frac", "dbinom": "binom"}.get(name, name), size
            )
        elif name.removeprefix("var") in GREEK_NAMES and name != "Gamma":
            self._put("name", canonical(name.removeprefix("var")), size)
        elif name == "Gamma":
            self._put("name", "Gamma", size)
        elif name == "ell":
            self._put("name", "ell", size)
        elif name in FUNCTIONS:
            self._put("fn", FUNCTIONS[name], size)
        elif self.tokens and self.tokens[-1].text in {")", "]", "'"}:
            self._put("op", "\\", 1)  # MATLAB's left division
        else:
            self._put("word", match[0], size)

    def _environment(self, name: str, size: int) -> None:
        """A matrix becomes ``[[...],[...]]``, cases ``a if test else b``; any other environment is passed over."""
        match = ENVIRONMENT.match(self.text, self.at + size)
        if match and match[1].rstrip("*").endswith("matrix"):
            self.matrix = name == "begin"
            for _ in range(2):
                self._put("op", "[" if self.matrix else "]", 0)
        elif match and match[1] == "cases":
            self._branches(name)
        self.at += size + (len(match[0]) if match else 0)

    def _branches(self, name: str) -> None:
        """The last branch is what else there is, whatever its test."""
        if name == "end" and self.cases is not None:
            branches = self.tokens[self.cases :]
            tests = [at for at, token in enumerate(branches) if token.kind == "op" and token.text in {"if", "else"}]
            end = tests[-1] if tests and branches[tests[-1]].text == "if" else len(branches)
            words = {"if", "when", "for", "otherwise", ","}
            self.tokens[self.cases :] = [
                token
                for at, token in enumerate(branches[:end])
                if at in tests or not (token.kind in {"word", "sep"} or token.text in words)
            ]
        self.cases = len(self.tokens) if name == "begin" else None

    def _escaped(self, char: str, size: int) -> None:
        if char == "\\" and self.matrix:
            for sign in "],[":
                self._put("op", sign, 0)
            self.at += size
        elif char == "\\" and self.cases is not None:
            self._put("op", "else", size)
        elif char == "\\":
            self._put("sep", "\\\\", size)
        elif char in "{}":
            self._put("op", "set" + char, size)
        elif char == "|":
            self._put("op", "‖", size)
        elif char in "()[]":
            self.at += size
            self.gap = True
        else:
            self.at += size

    def _wrapped(self, name: str, size: int) -> None:
        r"""``\text{...}`` and its kin: what is inside is a name, a function or words."""
        match = WRAPPED.match(self.text, self.at + size)
        if not match:
            self.at += size
            return
        inner = match[1].strip()
        start, end = self.at, self.at + size + len(match[0])
        kind, text = self._meaning(inner, name)
        if kind == "raw":
            self.at = start + size
            return
        self.at = start
        self._put(kind, text, end - start)

    def _meaning(self, inner: str, wrapper: str) -> tuple[str, str]:
        if inner in FUNCTIONS:
            return "fn", FUNCTIONS[inner]
        if inner in {"T", "t"} and self.tokens and self.tokens[-1].text in {"^", "{"}:
            return "name", "T"
        if inner.lower() in self.words and wrapper in {"text", "mathrm", "mbox", "operatorname"}:
            return self.words[inner.lower()]
        if re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", inner) and (len(inner) <= 2 or wrapper != "text"):
            return "name", inner
        if re.fullmatch(r"[A-Za-z_]+", inner):
            subscript = bool(self.tokens) and self.tokens[-1].text in {"_", "{"}
            return ("name", inner) if subscript or inner in self.vocabulary.names else ("word", inner)
        return "raw", ""

    def _dollar(self) -> None:
        """A TeX delimiter; between two formulas side by side it parts them."""
        count = 2 if self.text.startswith("$$", self.at) else 1
        rest = self.text[self.at + count : self.at + count + 6].lstrip(" ")
        if rest.startswith("$"):
            self._put("sep", "$", count)
        else:
            self.at += count
            self.gap = True

    def _named(self, base: str, size: int) -> None:
        """A symbol with the subscript and the accent that may follow it."""
        base = "eps" + base[7:] if base.startswith("epsilon") else base
        mark = self.text[self.at + size : self.at + size + 1]
        if mark in MARKS and mark:
            base, size = f"{base}_{MARKS[mark]}", size + 1
        known = self.known
        pattern = LATEX_SUBSCRIPT if self.latex else SUBSCRIPT
        while match := (SUBSCRIPT.match(self.text, self.at + size)):
            if canonical(base, match[1]) not in known and (short := pattern.match(self.text, self.at + size)):
                match = short
            base, size = canonical(base, match[1]), size + len(match[0])
            if match[1] == "t" and EARLIER.match(self.text, self.at + size):
                base, size = base + "-1", size + 2
        self._put("name", base, size)
