"""Sums, products, integrals and derivatives: signs that bind a variable."""

from evaluators.derivation.cursor import CLOSERS, RELATION, SUM, without_differential
from evaluators.derivation.limits import MAX_INTEGRALS, Unreadable
from evaluators.derivation.operands import Operands
from evaluators.derivation.tokens import Token
from evaluators.derivation.tree import Node, sym


class Calculus(Operands):
    """What ``∑``, ``∏``, ``∫``, ``∂`` and ``∇`` take: bounds, a body, and the variable that they bind."""

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
        node = self._expression(SUM)
        for letter in reversed(index.split(",")):
            node = self._spanned(token.start, op, node, *bounds, value=letter)
        return node

    def _integral(self, token: Token) -> Node:
        r"""``\int_a^b f dx``; one without bounds is known but for a constant, and is not read."""
        low = high = None
        while self._is("_") or self._is("^"):
            if self._next().text == "_":
                low = self._group()
            else:
                high = self._exponent()
        body = self._expression(SUM)
        whole, over = without_differential(body)
        self.integrals += 1
        nested = body.having("integral", "sum", "prod", "deriv", "prime") or self.integrals > MAX_INTEGRALS
        if low is None or high is None or over is None or nested:
            raise Unreadable("integral", token.start)
        return self._spanned(token.start, "integral", whole, low, high, value=over)

    def _lower_bound(self) -> tuple[str, list[Node]]:
        if not self._is("{") and not self._is("("):
            index = self._next().text
            while self._take("'"):
                index += "'"
            return index, []
        close = CLOSERS[self._next().text]
        index = self._next().text
        while self._is("'") or self._is("_"):
            index += self._next().text
            if self._peek().kind in {"name", "num"} and index.endswith("_"):
                index += self._next().text
        while self._take(","):
            index += "," + self._next().text
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
