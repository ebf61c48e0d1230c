"""Signs and words behind an operand."""

from evaluators.derivation.cursor import (
    AND,
    BINARY,
    CLOSERS,
    ENDLESS,
    LOW,
    OPS,
    OR,
    POSTFIX,
    PRODUCT,
    RELATION,
    SUM,
    TIGHT,
    Cursor,
)
from evaluators.derivation.limits import Unreadable
from evaluators.derivation.series import continued
from evaluators.derivation.tokens import Token, canonical
from evaluators.derivation.tree import Node, num, sym

WRAPPERS = {"inverse": "inv", "rooted": "sqrt", "lse": "logsumexp", "floored": "floor", "ceiled": "ceil"}
"""Spoken steps behind their operand, and the function of each."""


class Infix(Cursor):
    """What may follow an operand: operators, relations, postfix signs, methods, and words for them."""

    def _infix(self, left: Node, power: int, start: int) -> Node | None:  # noqa: C901, PLR0912 - one branch a sign
        token = self._peek()
        if token is ENDLESS or token.kind in {"word", "sep", "soft"}:
            return None
        if token.kind == "method":
            self.at += 1
            return self._method(left, token)
        if token.kind == "rel":
            return self._relation(left, power, start)
        if token.kind == "verbal":
            return self._spoken_infix(left, power, start)
        if token.kind == "op":
            text = token.text
            if text == "!" and power < POSTFIX:
                self.at += 1
                return self._spanned(start, "fact", left)
            if text == "'":
                self.at += 1
                count = 1
                while self._take("'"):
                    count += 1
                node = self._spanned(start, "prime", left, value=count)
                if self._is("(") and not self._peek().gap and left.op == "sym":
                    return self._spanned(
                        start,
                        "prime",
                        Node("apply", tuple(self._arguments()), left.value, (start, self._here())),
                        value=count,
                    )
                return self._subscripts(node)
            if text == "ᵀ":
                self.at += 1
                return self._spanned(start, "T", left)
            if text == "^":
                return self._power(left, power, start)
            if text == "if" and power < LOW:
                self.at += 1
                test = self._expression(0)
                self._expect("else")
                ends = self._peek() is ENDLESS or self._peek().text in CLOSERS.values()
                other = [] if ends else [self._expression(LOW - 1)]
                return self._spanned(start, "call", test, left, *other, value="where")
            if text == "_":
                return self._subscripts(left)
            if text == "[" and not token.gap and left.op in {"sym", "elem"} and self._simple_index():
                self.at += 1
                index = ""
                while not self._is("]"):
                    index += self._next().text
                self.at += 1
                name = f"{left.value}[{index}]" if index.lstrip("-").isdecimal() else canonical(str(left.value), index)
                return self._spanned(start, "sym", value=name)
            if (
                text == "["
                and not token.gap
                and left.op == "call"
                and self._peek(1).kind in {"name", "num"}
                and self._peek(2).text == "]"
            ):
                self.at += 3
                return self._spanned(start, "elem", left, value=self.tokens[self.at - 2].text)
            if text in BINARY:
                return self._binary(left, power, start, text)
        if self._starts_operand():
            return self._juxtaposed(left, power, start)
        return None

    def _simple_index(self) -> bool:
        ahead = 1
        while ahead < 6 and not self._is("]", ahead):
            if self._peek(ahead).kind not in {"num", "name"} and self._peek(ahead).text not in {"-", "+"}:
                return False
            ahead += 1
        return 1 < ahead < 6

    def _juxtaposed(self, left: Node, power: int, start: int) -> Node | None:
        binding = TIGHT if self.tight else PRODUCT
        if power >= binding:
            return None
        token = self._peek()
        if token.kind == "num" and (left.op == "num" or token.start == start):
            raise Unreadable("two numbers side by side", token.start)
        if left.op in {"div", "star", "dot"}:
            self.loose_slash = True
        right = self._expression(binding)
        return self._joined("mul", left, right, start)

    def _binary(self, left: Node, power: int, start: int, text: str) -> Node | None:
        said = self._peek().kind == "verbal"
        binding = SUM if self.spoken.flat and said else BINARY[text]
        over = said and text == "/"
        if power >= (LOW if over and self.spoken.before else binding):
            return None
        self.at += 1
        if self._take("…"):
            self._expect(text)
            terms = left.args if left.op == OPS.get(text) else (left,)
            return continued(OPS[text], terms, self._expression(binding))
        right = self._expression(LOW if over and self.spoken.after else binding)
        if text == "\\":
            return self._spanned(start, "call", left, right, value="solve")
        if text == "-":
            return self._joined("add", left, Node("neg", (right,), span=right.span), start)
        if text == "/":
            return self._quotient(start, left, right)
        return self._joined(OPS[text], left, right, start)

    def _relation(self, left: Node, power: int, start: int) -> Node | None:
        if power >= RELATION:
            return None
        sign = self._next().text
        right = self._expression(RELATION)
        if left.op == "rel":
            return self._spanned(start, "and", left, Node("rel", (left.args[1], right), sign))
        if left.op == "and" and left.args[-1].op == "rel":
            return self._spanned(start, "and", *left.args, Node("rel", (left.args[-1].args[1], right), sign))
        return self._spanned(start, "rel", left, right, value=sign)

    def _spoken_infix(self, left: Node, power: int, start: int) -> Node | None:  # noqa: C901, PLR0912 - one branch a word
        sign = self._peek().text
        if sign in {"or", "and"}:
            if power >= (OR if sign == "or" else AND):
                return None
            self.at += 1
            return self._spanned(start, sign, left, self._expression(OR if sign == "or" else AND))
        if sign.startswith("low"):
            if power >= LOW:
                return None
            self.at += 1
            if sign == "low√":
                return self._spanned(start, "call", left, value="sqrt")
            wide = LOW if sign == "low/" and self.spoken.after else SUM if sign in {"low+", "low-"} else PRODUCT
            right = self._expression(wide)
            if sign == "low-":
                return self._spanned(start, "add", left, Node("neg", (right,)))
            return self._spanned(start, {"low*": "mul", "low/": "div", "low+": "add"}[sign], left, right)
        if sign == "under":
            if power >= (PRODUCT if self.spoken.flat else LOW):
                return None
            self.at += 1
            return self._spanned(start, "div", self._expression(LOW if self.spoken.after else SUM), left)
        if sign == "prime":
            self.at += 1
            return self._spanned(start, "prime", left, value=1)
        if sign == "'s":
            self.at += 1
            return self._spanned(start, "call", left, value=self._next().text)
        if sign in {"squared", "cubed", "ᵀ"}:
            if power == TIGHT and self._peek().end - self._peek().start == len("的平方"):
                return None  # "tanh x 的平方" is the square of the tanh
            self.at += 1
            if sign == "ᵀ":
                return self._spanned(start, "T", left)
            return self._spanned(start, "pow", left, num(2 if sign == "squared" else 3))
        if sign in {"inverse", "rooted", "lse", "neglog", "summed", "then", "floored", "ceiled"}:
            return self._wrapping(left, power, start, sign)
        if sign == "grad":
            self.at += 1
            return self._spanned(start, "deriv", sym("L"), left)
        if sign == "^":
            return self._power(left, power, start)
        if sign in {"+", "-", "·", "⊙", "/", "%"}:
            return self._binary(left, power, start, sign)
        if sign == "times":
            binding = SUM if self.spoken.flat else PRODUCT
            if power >= binding:
                return None
            self.at += 1
            return self._joined("mul", left, self._expression(binding), start)
        return self._juxtaposed(left, power, start) if self._starts_operand() else None

    def _wrapping(self, left: Node, power: int, start: int, sign: str) -> Node | None:
        """A spoken step that takes all that was said before: "... 过 softmax", "... 的逆"."""
        close = sign in {"inverse", "lse", "neglog"} or (sign == "rooted" and not self.spoken.wide)
        if power >= (PRODUCT if close else LOW):
            return None
        self.at += 1
        if sign == "summed":
            return left if left.having("sum") else self._spanned(start, "sum", left, value="")
        if sign == "neglog":
            return self._spanned(start, "neg", self._spanned(start, "call", left, value="log"))
        if sign == "then":
            self._skip_fillers()
            if self._peek().kind != "fn":
                raise Unreadable("expected a function", self._here())
            return self._spanned(start, "call", left, value=self._next().text)
        return self._spanned(start, "call", left, value=WRAPPERS[sign])

    def _method(self, left: Node, token: Token) -> Node:
        """``.T``, ``.sum()``, ``.grad``: an attribute as the function it stands for."""
        name, start = token.text, left.span[0]
        args: list[Node] = []
        called = self._is("(")
        if called:
            args = self._arguments()
        if name in {"T", "mT", "t", "H", "transpose"}:
            return self._spanned(start, "T", left)
        if name == "grad":
            return self._spanned(start, "deriv", sym("L"), left)
        if name in {"shape", "size"}:
            if self._is("["):
                self._arguments()
            return self._spanned(start, "call", left, value="width")
        if name in {"chunk", "split", "unsqueeze", "squeeze", "view", "reshape", "item"}:
            return left
        function = {
            "dot": "matmul",
            "mm": "matmul",
            "inverse": "inv",
            "pow": "power",
            "mul": "multiply",
            "clamp": "clip",
        }.get(name, name)
        return self._spanned(start, "call", left, *args, value=function)
