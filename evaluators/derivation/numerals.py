"""Fractions, multiples and powers said in words: "three quarters", "四分之三", "x 的三次方"."""

import re

from evaluators.derivation.tex import Tex

SQUARED = re.compile(r"方(?![差法向程面式案形便块阵根])")
"""``x方``."""
POWER = re.compile(r"的?\s*(负|-)?\s*([二三四五六七八九十]|\d{1,3}|[A-Za-z](?![A-Za-z]))\s*次(?:方(?!程)|幂)")
NUMERALS = {numeral: str(place) for place, numeral in enumerate("二三四五六七八九十", 2)}
TO_TEN = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
COUNTS = {word: str(count) for count, word in enumerate(TO_TEN, 1)} | NUMERALS | {"一": "1", "两": "2", "a": "1"}
PARTS = {
    "half": 2,
    "halves": 2,
    "third": 3,
    "quarter": 4,
    "fourth": 4,
    "fifth": 5,
    "sixth": 6,
    "eighth": 8,
    "tenth": 10,
}
FRACTION = re.compile(
    rf"(?P<count>{'|'.join(TO_TEN[:-1])}|a)[ -](?P<part>{'|'.join(PARTS)})s?\b(?: of\b)?"
    r"|(?P<below>[一二三四五六七八九十]|\d{1,3})\s?分之\s?(?P<above>[一二三四五六七八九十]|\d{1,3})(?![\d.]|次方)"
)
"""``three quarters``, ``四分之三``."""
MULTIPLE = re.compile(
    rf"(?P<english>{'|'.join(TO_TEN[2:])}) times\b"
    r"|(?P<chinese>[二三四五六七八九十]|\d{1,3})倍(?:的|于)?"
)


class Numerals(Tex):
    """The reading of numbers that are spelled out."""

    def _power(self) -> bool:
        """``的三次方``, ``的 n 次方``, ``的负x次方``."""
        match = POWER.match(self.text, self.at)
        before = self.tokens[-1] if self.tokens else None
        if before and not match and SQUARED.match(self.text, self.at):
            operand = before.kind in {"name", "num", "fn"} or before.text == ")"
            if operand:
                self._put("verbal", "squared", 1)
            return operand
        if not match or not before:
            return False
        whole = self.at + len(match[0])
        self._put("op", "^", 0)
        self._put("op", "(", 0)
        if match[1]:
            self._put("op", "-", 0)
        exponent = NUMERALS.get(match[2], match[2])
        self._put("num" if exponent.isdecimal() else "name", exponent, 0)
        self._put("op", ")", 0)
        self.at = whole
        return True

    def _fraction(self) -> bool:
        """A fraction or a multiple in words."""
        if self.text[self.at - 1 : self.at].isalnum() and self.text[self.at - 1 : self.at].isascii():
            return False
        if match := FRACTION.match(self.text, self.at):
            above = match["count"] or match["above"]
            below = str(PARTS[match["part"]]) if match["part"] else COUNTS.get(match["below"], match["below"])
            parts = [("op", "("), ("num", COUNTS.get(above, above)), ("op", "/"), ("num", below), ("op", ")")]
        elif match := MULTIPLE.match(self.text, self.at):
            parts = [("num", COUNTS.get(match["english"] or match["chinese"], match["chinese"]))]
        else:
            return False
        end = self.at + len(match[0])
        for kind, text in parts:
            self._put(kind, text, 0)
        self.at = end
        return True
