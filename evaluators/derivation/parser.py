"""A Pratt parser: tokens to a tree.

Precedence, weakest first: ``or``, ``and``, relations, a spoken operator after a comma ("..., times V"), sums,
elementwise products, products and quotients, signs, powers, postfix signs. Juxtaposition multiplies like ``*``; `tight`
makes it bind closer than ``/``.
"""

from collections.abc import Sequence
from fractions import Fraction

from evaluators.derivation.calculus import Calculus
from evaluators.derivation.cursor import (
    CLOSERS,
    ENDLESS,
    LOW,
    NOT,
    POWER,
    PRODUCT,
    SIGN,
    SUM,
    TIGHT,
)
from evaluators.derivation.limits import MAX_DEPTH, MAX_FORMULA, Unreadable
from evaluators.derivation.tokens import Token
from evaluators.derivation.tree import Node, num, sym


class Parser(Calculus):
    """Reads one formula; raises `Unreadable` with the place where it stopped."""

    def formula(self) -> Node:
        """The whole of the tokens as one formula.

        Raises:
            Unreadable: it is none, or it is beyond the bounds.

        """
        if len(self.tokens) > MAX_FORMULA:
            raise Unreadable("too long", self.tokens[0].start)
        node = self._expression(0)
        if self.at < len(self.tokens):
            raise Unreadable("unexpected", self._here())
        if not node.within(MAX_DEPTH, 2 * MAX_FORMULA):
            raise Unreadable("nested too deep", self.tokens[0].start)
        return node

    def _prefix(self) -> Node:  # noqa: C901, PLR0912 - one branch for each sign that can begin a formula
        self._skip_fillers()
        start = self._here()
        token = self._next()
        text = token.text
        if token.kind == "num":
            if text == "1" and self._spoken_complement():
                self.at += 1
                return self._spanned(start, "add", num(1), Node("neg", (self._expression(SIGN),)))
            return self._number(token)
        if token.kind in {"name", "label"}:
            return self._name(token)
        if token.kind == "fn":
            return self._function(token)
        if token.kind == "cmd":
            return self._command(token)
        if token.kind == "verbal":
            return self._spoken(token)
        if token.kind == "op":
            if text in {"-", "+", "±"}:
                inner = self._expression(SIGN)
                if text == "+":
                    return inner
                return self._spanned(start, "neg" if text == "-" else "pm", inner)
            if text in CLOSERS:
                return self._bracket(token)
            if text in {"|", "‖"}:
                return self._bars(token)
            if text == "√":
                return self._spanned(start, "call", self._expression(POWER), value="sqrt")
            if text in {"∑", "∏"}:
                return self._big(token)
            if text == "∫":
                return self._integral(token)
            if text in {"∂", "∇"}:
                return self._differential(token)
            if text == "∞":
                return sym("inf")
            if text == "%" and self._peek().kind == "name" and self._peek().text in {"e", "pi", "i", "phi", "gamma"}:
                return sym("%" + self._next().text)
            if text == "!":
                return Node("not", (self._expression(NOT),))
        raise Unreadable("unexpected", token.start)

    def _spoken_complement(self) -> bool:
        """Whether a spoken "1 minus" stands behind a spoken product: "s times 1 minus s"."""
        before = self.tokens[self.at - 2] if self.at > 1 else ENDLESS
        after = self._peek()
        return (
            before.kind == "verbal"
            and before.text in {"times", "low*"}
            and after.kind == "verbal"
            and after.text == "-"
        )

    def _function(self, token: Token) -> Node:
        r"""A function: with brackets, with a bare argument (``\log p``), with a power (``\tanh^2 x``), or alone."""
        name, start = token.text, token.start
        if name in {"sum", "prod"} and (self._is("_") or (not self._is("(") and self._starts_operand())):
            return self._big(Token("op", "∑" if name == "sum" else "∏", token.start, token.end))
        exponent: Node | None = None
        primes = 0
        base: Node | None = None
        while True:
            if self._is("'"):
                self.at += 1
                primes += 1
            elif self._is("^") and not (self._is("(", 1) and name == "exp"):
                self.at += 1
                exponent = self._exponent()
            elif self._peek().kind == "verbal" and self._peek().text in {"squared", "cubed"}:
                exponent = num(2 if self._next().text == "squared" else 3)
            elif self._is("_"):
                self.at += 1
                text = self._index_text()
                base = num(int(text)) if text.isdecimal() else sym(text)
            else:
                break
        args = self._function_arguments(name)
        if name in {"log", "lg"} and base is not None and base != sym("e"):
            args = [*args, base]
        if exponent == Node("neg", (num(1),)) and name in {"sin", "cos", "tan", "sinh", "cosh", "tanh"}:
            name, exponent = "a" + name, None
        node = self._spanned(start, "call", *args, value=name)
        if primes:
            node = self._spanned(start, "prime", node, value=primes)
        return self._spanned(start, "pow", node, exponent) if exponent is not None else node

    def _function_arguments(self, name: str) -> list[Node]:
        self._skip_fillers()
        if self._is("("):
            return self._arguments()
        if self._is("[") or (self._is("{") and not self.latex):
            return self._arguments()
        if self._is("{") or self._is("set{"):
            return self._arguments()
        following = self._peek()
        spoken_of = self.at and self.tokens[self.at - 1].kind == "verbal" and self.tokens[self.at - 1].text == ""
        if spoken_of and self._starts_operand():
            return [self._taken(PRODUCT if self.spoken.narrow else SUM)]
        if (
            (following.kind == "label" and name in {"log", "exp", "sqrt", "logsumexp"})
            or following.kind in {"name", "num", "fn", "cmd"}
            or (
                following.kind == "op"
                and following.text in {"√", "|", "‖", "∑", "⌊"}
                and not (following.text in "|‖" and self.bars)
            )
        ):
            if following.kind == "fn":
                return [self._expression(SIGN)]
            if name == "sqrt":
                return [self._expression(POWER)]
            return [self._bare_argument()]
        if following.kind == "op" and following.text == "-" and name in {"exp", "log"}:
            return [self._expression(PRODUCT)]
        return []

    def _bare_argument(self) -> Node:
        """The argument of a function without brackets: a factor, or a number and the names behind it (``cos 2x``)."""
        start = self._here()
        node = self._expression(TIGHT)
        while node.op in {"num", "mul"} and self._peek().kind in {"name", "cmd"}:
            node = self._joined("mul", node, self._expression(TIGHT), start)
        return node

    def _taken(self, power: int) -> Node:
        """What a root, a power or a function "of" takes: all that is said after it, where words are heard so."""
        return self._expression(LOW if self.spoken.wide else power)

    def _spoken(self, token: Token) -> Node:  # noqa: C901, PLR0912 - one branch a case reads best
        sign, start = token.text, token.start
        if sign in {"1", "2", "0"}:
            return num(int(sign))
        if sign in {"half", "quarter"}:
            return self._part(token)
        if sign == "self":
            return self._spanned(start, "sym", value="self")
        if sign == "1-" and self._is("-", -2):  # "a minus one minus b"
            self.tokens = [*self.tokens[: self.at], Token("verbal", "-", token.end, token.end), *self.tokens[self.at :]]
            return num(1)
        if sign == "1-":
            return self._spanned(start, "add", num(1), Node("neg", (self._expression(SIGN),)))
        if sign == "neglog":
            self._skip_fillers()
            inner = self._spanned(start, "call", self._taken(SIGN), value="log")
            return self._spanned(start, "neg", inner)
        if sign == "neg":
            return self._spanned(start, "neg", self._taken(SIGN))
        if sign in {"square of", "cube of"}:
            self._skip_fillers()
            return self._spanned(start, "pow", self._taken(POWER), num(2 if sign == "square of" else 3))
        if sign == "√":
            self._skip_fillers()
            return self._spanned(start, "call", self._taken(POWER), value="sqrt")
        if sign == "inverse":
            return self._spanned(start, "call", self._factors(), value="inv")
        if sign in {"-", "+"}:
            return self._spanned(start, "neg", self._expression(SIGN)) if sign == "-" else self._expression(SIGN)
        if sign == "gradof":
            return self._spanned(start, "deriv", sym("L"), self._expression(SIGN))
        if sign == "not":
            return self._spanned(start, "not", self._expression(NOT))
        if sign == "ᵀ" and self._peek().kind in {"name", "label"}:
            return self._spanned(start, "T", self._expression(POWER))
        raise Unreadable("unexpected", start)

    def _part(self, token: Token) -> Node:
        """A half; with "of" behind it, of all that is said, where words are heard so."""
        part = num(Fraction(1, 2 if token.text == "half" else 4))
        of = self.spoken.wide and self._is("")
        return self._spanned(token.start, "mul", part, self._expression(LOW)) if of else part

    def _factors(self) -> Node:
        """Factors side by side, up to the next operator."""
        self._skip_fillers()
        start = self._here()
        node = self._expression(PRODUCT)
        while self._starts_operand():
            node = self._joined("mul", node, self._expression(PRODUCT), start)
        return node

    def _bracket(self, token: Token) -> Node:
        opener, start = token.text, token.start
        if opener == "{" and self.latex:
            node = self._expression(0)
            self._expect("}")
            return node
        self.at -= 1
        items = self._arguments()
        if opener == "(":
            if len(items) == 1:
                return items[0] if items[0].op not in {"neg", "apply"} else self._spanned(start, "add", items[0])
            return self._spanned(start, "list", *items, value="(")
        if opener in {"⌊", "⌈"}:
            if len(items) != 1:
                raise Unreadable("expected one", start)
            return self._spanned(start, "call", items[0], value="floor" if opener == "⌊" else "ceil")
        if opener == "[" and len(items) == 1 and items[0].op in {"add", "mul", "had", "star", "neg", "dot", "at"}:
            return self._spanned(start, "add", items[0]) if items[0].op == "neg" else items[0]
        if opener == "[":
            return self._spanned(start, "list", *items, value="[")
        if opener == "⟪":
            return self._spanned(start, "dot", *items)
        return self._spanned(start, "set", *items)

    def _bars(self, token: Token) -> Node:
        self.bars += 1
        inner = self._expression(0)
        self.bars -= 1
        if token.text == "|" and self._is("‖"):
            double = self._peek()
            halves = [Token("op", "|", double.start, double.start + 1), Token("op", "|", double.start + 1, double.end)]
            self.tokens = [*self.tokens[: self.at], *halves, *self.tokens[self.at + 1 :]]
        if not self._take(token.text):
            raise Unreadable(f"expected {token.text}", self._here())
        if token.text == "|":
            return self._spanned(token.start, "abs", inner)
        order = "2"
        if self._is("_"):
            self.at += 1
            order = self._index_text()
        return self._spanned(token.start, "norm", inner, value=order)


def parse(tokens: Sequence[Token], *, latex: bool = False, tight: bool = False) -> Node:
    """The tree of one formula's tokens.

    Raises:
        Unreadable: they are no formula.

    """
    return Parser(tokens, latex=latex, tight=tight).formula()
