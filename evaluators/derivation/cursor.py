"""A cursor over a formula's tokens: what every part of the parser needs."""

from collections.abc import Sequence

from evaluators.derivation.limits import MAX_DEPTH, Unreadable
from evaluators.derivation.spoken import AS_WRITTEN, Grouping
from evaluators.derivation.tokens import Token, canonical
from evaluators.derivation.tree import Node, num, sym

OR, AND, NOT, RELATION, LOW, SUM, PRODUCT, SIGN, POWER, POSTFIX = range(10, 110, 10)
TIGHT, HADAMARD = PRODUCT + 5, PRODUCT - 5
BINARY = {
    "+": SUM,
    "-": SUM,
    "±": SUM,
    "*": PRODUCT,
    "/": PRODUCT,
    "//": PRODUCT,
    "%": PRODUCT,
    "·": PRODUCT,
    "⊙": HADAMARD,
    "⊗": PRODUCT,
    "@": PRODUCT,
    "\\": PRODUCT,
}
OPS = {
    "+": "add",
    "*": "star",
    "/": "div",
    "//": "intdiv",
    "%": "mod",
    "·": "dot",
    "⊙": "had",
    "⊗": "outer",
    "@": "at",
    "±": "pm",
}
NARY = frozenset({"add", "mul", "star", "dot", "had", "at"})
CLOSERS = {"(": ")", "[": "]", "{": "}", "set{": "set}", "⌊": "⌋", "⌈": "⌉", "⟪": "⟫"}
TRANSPOSES = frozenset({"T", "ᵀ", "⊺", "top", "transpose", "H"})
ENDLESS = Token("end", "", 0, 0)


class Cursor:
    """A place among tokens, with the small readings that prefix and infix signs share."""

    def __init__(
        self, tokens: Sequence[Token], *, tight: bool = False, latex: bool = False, spoken: Grouping = AS_WRITTEN
    ) -> None:
        self.tokens = tokens
        self.spoken = spoken
        self.tight = tight
        self.latex = latex
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.integrals = 0
        self.loose_slash = False
        """Whether a quotient was followed by a juxtaposed factor: ``1/2x`` has two readings."""

    def _prefix(self) -> Node:
        """Read what stands at the start of an operand."""
        raise NotImplementedError

    def _infix(self, left: Node, power: int, start: int) -> Node | None:
        """Read on from `left`, or None where nothing binds more strongly than `power`."""
        raise NotImplementedError

    def _peek(self, ahead: int = 0) -> Token:
        index = self.at + ahead
        return self.tokens[index] if index < len(self.tokens) else ENDLESS

    def _here(self) -> int:
        if self.at < len(self.tokens):
            return self.tokens[self.at].start
        return self.tokens[-1].end if self.tokens else 0

    def _next(self) -> Token:
        token = self._peek()
        if token is ENDLESS:
            raise Unreadable("ends too early", self._here())
        self.at += 1
        return token

    def _is(self, text: str, ahead: int = 0) -> bool:
        token = self._peek(ahead)
        return token.text == text and token.kind in {"op", "verbal", "rel"}

    def _take(self, text: str) -> bool:
        if self._is(text):
            self.at += 1
            return True
        return False

    def _expect(self, text: str) -> None:
        if not self._take(text):
            raise Unreadable(f"expected {text[-1]}", self._here())

    def _spanned(self, start: int, op: str, *args: Node, value: object = None) -> Node:
        return Node(op, args, value, (start, self.tokens[self.at - 1].end))

    def _expression(self, power: int) -> Node:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise Unreadable("nested too deep", self._here())
        start = self._here()
        left = self._prefix()
        while True:
            self._skip_fillers()
            step = self._infix(left, power, start)
            if step is None:
                break
            left = step
        self.depth -= 1
        return left

    def _skip_fillers(self) -> None:
        while self._peek().kind == "verbal" and self._peek().text == "":
            self.at += 1

    def _index_text(self) -> str:
        """What a subscript says, without spaces: a token, or a group in braces or brackets."""
        if self._peek().text in {"{", "("}:
            close = CLOSERS[self._next().text]
            parts: list[str] = []
            while not self._is(close):
                token = self._next()
                if token.text == "^" or len(parts) > 8:
                    raise Unreadable("subscript", token.start)
                if token.text not in {"{", "}", "("}:
                    parts.append(token.text)
            self.at += 1
            return "".join(parts).replace("_", "")
        return self._next().text

    def _subscripts(self, node: Node) -> Node:
        """Subscripts in braces belong to the name: ``h_{t-1}``."""
        while self._is("_"):
            self.at += 1
            text = self._index_text()
            if node.op != "sym":
                return self._spanned(node.span[0], "elem", node, value=text)
            node = Node("sym", value=canonical(node.value, text), span=(node.span[0], self.tokens[self.at - 1].end))
        return node

    def _arguments(self) -> list[Node]:
        """``(a, b, dim=-1)``: the arguments; keywords become ``kw`` nodes."""
        close = CLOSERS[self._next().text]
        args: list[Node] = []
        bars, self.bars = self.bars, 0
        while not self._is(close):
            if self._peek().kind in {"name", "word", "fn"} and self._is("=", 1) and self._peek(1).kind == "rel":
                key = self._next().text
                self.at += 1
                if self._peek().kind == "word":
                    self.at += 1
                    value = num(0)
                else:
                    value = self._expression(RELATION)
                args.append(Node("kw", (value,), key))
            else:
                args.append(self._expression(0))
            if not (self._take(",") or self._take("|") or self._is(close)):
                raise Unreadable(f"expected {close}", self._here())
        self.at += 1
        self.bars = bars
        return args

    def _exponent(self) -> Node:
        if self._is("{"):
            self.at += 1
            if self._is("}"):
                raise Unreadable("empty exponent", self._here())
            inner = sym("'") if self._take("'") else self._layer("}") or self._expression(0)
            self._expect("}")
            return inner
        if self._take("'"):
            return sym("'")
        if self._peek().kind == "name" and self._is("(", 1):
            token = self._next()
            return Node("sym", value=token.text, span=(token.start, token.end))
        return self._expression(SIGN)

    def _layer(self, close: str) -> Node | None:
        """``^{(2)}``: a layer's number, not an exponent."""
        if (
            self._peek().text in {"(", "["}
            and self._peek(1).kind in {"num", "name"}
            and self._peek(2).text in {")", "]"}
            and self._is(close, 3)
        ):
            token = self.tokens[self.at + 1]
            self.at += 3
            return Node("list", (sym(token.text),), "layer")
        return None

    def _power(self, left: Node, power: int, start: int) -> Node | None:
        if power >= POWER:
            return None
        self.at += 1
        following = self._peek()
        if following.kind in {"name", "op"} and following.text in TRANSPOSES:
            self.at += 1
            return self._spanned(start, "T", left)
        if following.text in {"{", "("} and self._peek(1).text in TRANSPOSES and self._peek(2).text in {"}", ")"}:
            self.at += 3
            return self._spanned(start, "T", left)
        if following.text in {"[", "("} and self._peek(1).kind == "num" and self._peek(2).text == "]":
            self.at += 3
            return self._spanned(start, "pow", left, Node("list", (sym(self.tokens[self.at - 2].text),), "layer"))
        starred = (
            1
            if following.text == "*" and self.tokens[self.at - 1].end - self.tokens[self.at - 1].start == 1
            else 3
            if following.text == "{" and self._peek(1).text == "*" and self._peek(2).text == "}"
            else 0
        )
        if starred and left.op == "sym":
            self.at += starred
            return self._spanned(start, "sym", value=f"{left.value}_star")
        said = self.tokens[self.at - 1].kind == "verbal"
        exponent = self._expression(LOW) if said and self.spoken.wide else self._exponent()
        if exponent == Node("neg", (sym("T"),)):
            return self._spanned(start, "T", self._spanned(start, "pow", left, Node("neg", (num(1),))))
        if exponent == sym("'"):
            if left.op == "sym" and self._is("("):
                left = Node("apply", tuple(self._arguments()), left.value, (start, self._here()))
            return self._spanned(start, "prime", left, value=1)
        return self._spanned(start, "pow", left, exponent)

    def _starts_operand(self) -> bool:
        token = self._peek()
        if token.kind in {"name", "fn", "num"}:
            return True
        if token.kind == "label":
            return True
        if token.kind == "cmd":
            return True
        if token.kind == "verbal":
            return token.text in {"√", "self", "half", "quarter", "1", "2", "0", "inverse", "square of", "cube of"}
        if token.text in {"|", "‖"} and token.kind == "op":
            return not self.bars and self._closes_later(token.text)
        return (
            token.kind == "op" and token.text in {"(", "[", "√", "∑", "∏", "⌊", "⌈", "∂", "∇", "∫", "set{", "⟪"}
        ) or (token.text == "{" and self.latex)

    def _closes_later(self, bar: str) -> bool:
        """Whether another `bar` comes within the same brackets; ``p(y|x)`` has a single one."""
        depth, ahead = 0, 1
        while (token := self._peek(ahead)) is not ENDLESS and depth >= 0:
            if token.text == bar and depth == 0:
                return True
            depth += (token.text in CLOSERS) - (token.text in CLOSERS.values())
            ahead += 1
        return False

    def _joined(self, op: str, left: Node, right: Node, start: int) -> Node:
        if op in NARY and left.op == op and len(left.args) > 1:
            return self._spanned(start, op, *left.args, right)
        return self._spanned(start, op, left, right)

    def _quotient(self, start: int, top: Node, bottom: Node) -> Node:
        """A fraction, or the derivative that ``∂L/∂W`` and ``dL/dW`` stand for."""
        lead, last = (top.args[:-1], top.args[-1]) if top.op == "mul" else ((), top)
        order = None
        if last.op == bottom.op == "pow" and last.args[1] == bottom.args[1] and last.args[1].op == "num":
            order, last, bottom = int(last.args[1].value), last.args[0], bottom.args[0]
        if (of := _differential(last)) is not None and (wrt := _differential(bottom)) is not None:
            node = self._spanned(start, "deriv", of, wrt, value=order)
            return self._spanned(start, "mul", *lead, node) if lead else node
        return self._spanned(start, "div", top, bottom)


def _differential(node: Node) -> Node | None:
    """What ``∂x`` or ``dx`` is the differential of."""
    if node.op == "partial":
        return node.args[0]
    if node.op == "apply" and isinstance(node.value, str) and node.value.startswith("d") and len(node.value) > 1:
        return Node("apply", node.args, node.value[1:], node.span)
    if (
        node.op == "sym"
        and isinstance(node.value, str)
        and node.value[:1] == "d"
        and node.value[1:2].isalpha() | (node.value == "d")
        and not node.value.startswith("delta")
    ):
        return sym(node.value[1:])
    if node.op == "mul" and node.args[0] == sym("d") and node.args[0].span[1] == node.args[1].span[0]:
        return node.args[1]
    return None


def without_differential(node: Node) -> tuple[Node, str | None]:
    """An integrand without its ``dx``, and the ``x``; the differential may stand in a numerator."""
    if node.op == "sym" and str(node.value)[:1] == "d" and len(str(node.value)) > 1:
        return num(1), str(node.value)[1:]
    if node.op in {"mul", "div", "star", "dot"}:
        place = len(node.args) - 1 if node.op != "div" else 0
        if node.op == "mul" and node.args[-2] == sym("d") and node.args[-1].op == "sym":
            rest = node.args[:-2]
            return (Node("mul", rest) if len(rest) > 1 else rest[0] if rest else num(1)), str(node.args[-1].value)
        inner, over = without_differential(node.args[place])
        return Node(node.op, (*node.args[:place], inner, *node.args[place + 1 :]), node.value, node.span), over
    return node, None
