"""A Pratt parser: tokens to a tree.

Precedence, weakest first: ``or``, ``and``, relations, a spoken operator after a comma ("..., times V"), sums,
elementwise products, products and quotients, signs, powers, postfix signs. Juxtaposition multiplies like ``*``; `tight`
makes it bind closer than ``/``.
"""

from collections.abc import Sequence
from fractions import Fraction

from evaluators.derivation.lexer import Token, canonical
from evaluators.derivation.lexicon import ACCENTS
from evaluators.derivation.limits import MAX_DEPTH, MAX_DIGITS, MAX_EXPONENT_10, MAX_FORMULA, Unreadable
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


class Parser:
    """Reads one formula; raises `Unreadable` with the place where it stopped."""

    def __init__(
        self, tokens: Sequence[Token], *, tight: bool = False, flat: bool = False, latex: bool = False
    ) -> None:
        self.tokens = tokens
        self.flat = flat
        """Whether spoken operators are taken one after the other: "x minus mu over s" as ``(x - mu) / s``."""
        self.tight = tight
        self.latex = latex
        self.at = 0
        self.depth = 0
        self.bars = 0
        self.loose_slash = False
        """Whether a quotient was followed by a juxtaposed factor: ``1/2x`` has two readings."""

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

    # -- the machinery -------------------------------------------------------------------------------------------

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

    # -- what may stand at the start -----------------------------------------------------------------------------

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

    def _subscripts(self, node: Node) -> Node:
        """Subscripts in braces belong to the name: ``h_{t-1}``."""
        while self._is("_"):
            self.at += 1
            text = self._index_text()
            if node.op != "sym":
                return self._spanned(node.span[0], "elem", node, value=text)
            node = Node("sym", value=canonical(node.value, text), span=(node.span[0], self.tokens[self.at - 1].end))
        return node

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
                base = num(int(text)) if text.isdigit() else sym(text)
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
        if self._is("{"):
            return self._arguments()
        following = self._peek()
        spoken_of = self.at and self.tokens[self.at - 1].kind == "verbal" and self.tokens[self.at - 1].text == ""
        if spoken_of and self._starts_operand():
            return [self._expression(SUM)]
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
            return self._after_name(
                Node(
                    "sym",
                    value=f"{base}_{ACCENTS[token.text]}" + (f"_{subscript}" if subscript else ""),
                    span=(start, self._here()),
                )
            )
        raise Unreadable("command", start)

    def _after_name(self, node: Node) -> Node:
        return self._subscripts(node)

    def _group(self) -> Node:
        """A TeX argument: ``{...}`` or one token."""
        if self._take("{"):
            bars, self.bars = self.bars, 0
            node = self._expression(0)
            self._expect("}")
            self.bars = bars
            return node
        token = self._next()
        if token.kind == "num" and len(token.text) > 1 and token.text.isdigit():
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

    def _spoken(self, token: Token) -> Node:  # noqa: C901 - one branch a case reads best
        sign, start = token.text, token.start
        if sign in {"1", "2", "0"}:
            return num(int(sign))
        if sign in {"half", "quarter"}:
            return num(Fraction(1, 2 if sign == "half" else 4))
        if sign == "self":
            return self._spanned(start, "sym", value="self")
        if sign == "1-":
            return self._spanned(start, "add", num(1), Node("neg", (self._expression(SIGN),)))
        if sign == "√":
            self._skip_fillers()
            return self._spanned(start, "call", self._expression(POWER), value="sqrt")
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

    def _big(self, token: Token) -> Node:
        """``∑_{i=1}^{n} body``, ``∑_i body`` or ``∑ body``; the body reaches to the next sum."""
        op = "sum" if token.text == "∑" else "prod"
        index = ""
        bounds: list[Node] = []
        while self._is("_") or self._is("^"):
            if self._next().text == "_":
                index, low = self._lower_bound()
                bounds = [*low, *bounds]
            else:
                bounds.append(self._exponent())
        body = self._expression(SUM)
        return self._spanned(token.start, op, body, *bounds, value=index)

    def _lower_bound(self) -> tuple[str, list[Node]]:
        if not self._is("{") and not self._is("("):
            return self._next().text, []
        close = CLOSERS[self._next().text]
        index = self._next().text
        while self._is("'") or self._is("_"):
            index += self._next().text
            if self._peek().kind in {"name", "num"} and index.endswith("_"):
                index += self._next().text
        bounds: list[Node] = []
        if self._take("="):
            bounds.append(self._expression(RELATION + 1))
        while not self._is(close):
            self._next()
        self.at += 1
        return index, bounds

    def _differential(self, token: Token) -> Node:
        """``∂L``; ``∇_W L``."""
        if token.text == "∂":
            if self._is("^"):
                raise Unreadable("second derivative", token.start)
            if self._peek().kind in {"name", "label", "cmd"}:
                node = self._next()
                inner = self._name(node) if node.kind != "cmd" else self._command(node)
                if self._is("^") and self._peek(1).text in {"(", "[", "{"}:
                    inner = self._power(inner, 0, token.start) or inner
            else:
                inner = sym("")
            return self._spanned(token.start, "partial", inner)
        wrt: Node = sym("")
        if self._is("_"):
            self.at += 1
            wrt = sym(self._index_text_name())
        if self._peek().kind == "name":
            of = self._name(self._next())
        elif self._is("("):
            of = self._prefix()
        else:
            of = sym("L")
        return self._spanned(token.start, "deriv", of, wrt)

    def _index_text_name(self) -> str:
        if not self._is("{"):
            return self._next().text
        self.at += 1
        node = self._expression(0)
        self._expect("}")
        return str(node.value) if node.op == "sym" else ""

    # -- what may follow -----------------------------------------------------------------------------------------

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
                return self._spanned(start, "call", test, left, self._expression(LOW), value="where")
            if text == "_":
                return self._subscripts(left)
            if text == "[" and not token.gap and left.op in {"sym", "elem"} and self._simple_index():
                self.at += 1
                index = ""
                while not self._is("]"):
                    index += self._next().text
                self.at += 1
                name = f"{left.value}[{index}]" if index.lstrip("-").isdigit() else canonical(str(left.value), index)
                return self._spanned(start, "sym", value=name)
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

    def _starts_operand(self) -> bool:
        token = self._peek()
        if token.kind in {"name", "fn", "num"}:
            return True
        if token.kind == "label":
            return True
        if token.kind == "cmd":
            return True
        if token.kind == "verbal":
            return token.text in {"√", "self", "half", "quarter", "1", "2", "0", "inverse"}
        if token.text in {"|", "‖"} and token.kind == "op":
            return not self.bars and self._closes_later(token.text)
        return (token.kind == "op" and token.text in {"(", "[", "√", "∑", "∏", "⌊", "⌈", "∂", "set{", "⟪"}) or (
            token.text == "{" and self.latex
        )

    def _closes_later(self, bar: str) -> bool:
        """Whether another `bar` comes within the same brackets; ``p(y|x)`` has a single one."""
        depth, ahead = 0, 1
        while (token := self._peek(ahead)) is not ENDLESS and depth >= 0:
            if token.text == bar and depth == 0:
                return True
            depth += (token.text in CLOSERS) - (token.text in CLOSERS.values())
            ahead += 1
        return False

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

    def _joined(self, op: str, left: Node, right: Node, start: int) -> Node:
        if op in NARY and left.op == op and len(left.args) > 1:
            return self._spanned(start, op, *left.args, right)
        return self._spanned(start, op, left, right)

    def _binary(self, left: Node, power: int, start: int, text: str) -> Node | None:
        binding = SUM if self.flat and self._peek().kind == "verbal" else BINARY[text]
        if power >= binding:
            return None
        self.at += 1
        right = self._expression(binding)
        if text == "-":
            return self._joined("add", left, Node("neg", (right,), span=right.span), start)
        if text == "/":
            return self._quotient(start, left, right)
        return self._joined(OPS[text], left, right, start)

    def _quotient(self, start: int, top: Node, bottom: Node) -> Node:
        """A fraction, or the derivative that ``∂L/∂W`` and ``dL/dW`` stand for."""
        lead, last = (top.args[:-1], top.args[-1]) if top.op == "mul" else ((), top)
        if (of := _differential(last)) is not None and (wrt := _differential(bottom)) is not None:
            node = self._spanned(start, "deriv", of, wrt)
            return self._spanned(start, "mul", *lead, node) if lead else node
        return self._spanned(start, "div", top, bottom)

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
        exponent = self._exponent()
        if exponent == Node("neg", (sym("T"),)):
            return self._spanned(start, "T", self._spanned(start, "pow", left, Node("neg", (num(1),))))
        if exponent == sym("'"):
            if left.op == "sym" and self._is("("):
                left = Node("apply", tuple(self._arguments()), left.value, (start, self._here()))
            return self._spanned(start, "prime", left, value=1)
        return self._spanned(start, "pow", left, exponent)

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
            right = self._expression(PRODUCT)
            if sign == "low-":
                return self._spanned(start, "add", left, Node("neg", (right,)))
            return self._spanned(start, {"low*": "mul", "low/": "div", "low+": "add"}[sign], left, right)
        if sign == "prime":
            self.at += 1
            return self._spanned(start, "prime", left, value=1)
        if sign == "'s":
            self.at += 1
            return self._spanned(start, "call", left, value=self._next().text)
        if sign in {"squared", "cubed", "ᵀ"}:
            self.at += 1
            if sign == "ᵀ":
                return self._spanned(start, "T", left)
            return self._spanned(start, "pow", left, num(2 if sign == "squared" else 3))
        if sign in {"inverse", "rooted", "then", "floored", "ceiled"}:
            return self._wrapping(left, power, start, sign)
        if sign == "grad":
            self.at += 1
            return self._spanned(start, "deriv", sym("L"), left)
        if sign == "^":
            return self._power(left, power, start)
        if sign in {"+", "-", "·", "⊙", "/", "%"}:
            return self._binary(left, power, start, sign)
        if sign == "times":
            binding = SUM if self.flat else PRODUCT
            if power >= binding:
                return None
            self.at += 1
            return self._joined("mul", left, self._expression(binding), start)
        return self._juxtaposed(left, power, start) if self._starts_operand() else None

    def _wrapping(self, left: Node, power: int, start: int, sign: str) -> Node | None:
        """A spoken step that takes all that was said before: "... 过 softmax", "... 的逆"."""
        if power >= (PRODUCT if sign in {"inverse", "rooted"} else LOW):
            return None
        self.at += 1
        if sign == "then":
            self._skip_fillers()
            if self._peek().kind != "fn":
                raise Unreadable("expected a function", self._here())
            return self._spanned(start, "call", left, value=self._next().text)
        return self._spanned(
            start, "call", left, value={"inverse": "inv", "rooted": "sqrt", "floored": "floor", "ceiled": "ceil"}[sign]
        )

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
        if name in {"unsqueeze", "squeeze", "view", "reshape", "item"}:
            return left
        function = {"dot": "matmul", "mm": "matmul", "inverse": "inv", "pow": "power", "mul": "multiply"}.get(
            name, name
        )
        return self._spanned(start, "call", left, *args, value=function)


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


def parse(tokens: Sequence[Token], *, latex: bool = False, tight: bool = False) -> Node:
    """The tree of one formula's tokens.

    Raises:
        Unreadable: they are no formula.

    """
    return Parser(tokens, latex=latex, tight=tight).formula()
