"""Numbers, names and TeX commands: the operands that carry their own arguments."""

from fractions import Fraction

from evaluators.derivation.infix import Infix
from evaluators.derivation.lexicon import ACCENTS
from evaluators.derivation.limits import MAX_DIGITS, MAX_EXPONENT_10, Unreadable
from evaluators.derivation.tokens import Token
from evaluators.derivation.tree import Node, num


class Operands(Infix):
    """A number, a name with its subscripts and brackets, or a command with its groups."""

    def _number(self, token: Token) -> Node:
        text = token.text.replace(",", "")
        mantissa, _, exponent = text.lower().partition("e")
        if len(mantissa) > MAX_DIGITS or len(exponent) > 4 or (exponent and abs(int(exponent)) > MAX_EXPONENT_10):
            raise Unreadable("number too long", token.start)
        return Node("num", value=Fraction(text), span=(token.start, token.end))

    def _name(self, token: Token) -> Node:
        node = Node("sym", value=token.text, span=(token.start, token.end))
        following = self._peek()
        if following.text == "(" and not following.gap and following.kind == "op" and token.kind != "label":
            node = self._subscripts(node)
            if self._is("(") and not self._peek().gap:
                return self._applied(node, token.start)
            return node
        node = self._subscripts(node)
        if self._is("(") and not self._peek().gap and token.kind != "label":
            return self._applied(node, token.start)
        return node

    def _applied(self, node: Node, start: int) -> Node:
        args = self._arguments()
        return self._spanned(start, "apply", *args, value=node.value)

    def _command(self, token: Token) -> Node:
        start = token.start
        if token.text == "frac":
            top, bottom = self._group(), self._group()
            return self._quotient(start, top, bottom)
        if token.text == "sqrt":
            if self._is("["):
                self.at += 1
                degree = self._expression(0)
                self._expect("]")
                return self._spanned(start, "call", self._group(), degree, value="root")
            return self._spanned(start, "call", self._group(), value="sqrt")
        if token.text == "binom":
            return self._spanned(start, "call", self._group(), self._group(), value="binomial")
        if token.text in ACCENTS:
            inner = self._group()
            if inner.op != "sym":
                raise Unreadable("accent", start)
            base, _, subscript = inner.value.partition("_")
            return self._subscripts(
                Node(
                    "sym",
                    value=f"{base}_{ACCENTS[token.text]}" + (f"_{subscript}" if subscript else ""),
                    span=(start, self._here()),
                )
            )
        raise Unreadable("command", start)

    def _group(self) -> Node:
        """A TeX argument: ``{...}`` or one token."""
        if self._take("{"):
            bars, self.bars = self.bars, 0
            node = self._expression(0)
            self._expect("}")
            self.bars = bars
            return node
        token = self._next()
        if token.kind == "num" and len(token.text) > 1 and token.text.isdecimal():
            digit, rest = token.text[0], token.text[1:]
            self.at -= 1
            tokens = list(self.tokens)
            tokens[self.at : self.at + 1] = [
                Token("num", digit, token.start, token.start + 1),
                Token("num", rest, token.start + 1, token.end),
            ]
            self.tokens = tokens
            return num(int(self._next().text))
        self.at -= 1
        return self._prefix()
