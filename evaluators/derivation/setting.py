"""What an item declares: its quantities with shapes and domains, what follows from them, and how people write them."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any, Literal

import numpy as np
from pydantic import Field

from evaluators.derivation.clauses import read
from evaluators.derivation.evaluate import Evaluator, spanned
from evaluators.derivation.forms import matches
from evaluators.derivation.functions import CONTEXTS, DIGITS, UNARY, Value
from evaluators.derivation.lexicon import EVERYDAY, FUNCTIONS
from evaluators.derivation.operators import INDICES
from evaluators.derivation.resolve import resolve
from evaluators.derivation.sampling import sample
from evaluators.derivation.tokens import Vocabulary
from evaluators.derivation.tree import Node, sym
from evaluators.text import Frozen

LOSSES = ("L", "J", "E", "l", "loss", "C", "Loss", "ell", "cost", "")
GRADIENTS = ("d{}", "grad_{}", "{}_grad", "grad{}", "dL_d{}", "dLd{}", "d_{}", "g_{}", "dJ_d{}", "nabla_{}")
_DERIVATIVE = re.compile(r"([A-Za-z]{1,10})_?(?:prime|deriv|derivative|grad)|d_?([A-Za-z]{1,10})")
"""``act_prime`` and ``dact``."""
RESERVED = FUNCTIONS.keys() - EVERYDAY
POINTS = 5
"""Points at which a claim is held against the truth, in each world."""


class Symbol(Frozen):
    """A given quantity."""

    shape: tuple[int, int] | None = None
    """Rows and columns; None for a number."""
    domain: Literal["real", "positive", "unit", "integer", "count", "size", "one_hot", "label"] = "real"
    """``unit``: between 0 and 1; ``label``: 0 or 1; ``count``: an integer from 1; ``size``: one in the
    thousands; ``one_hot``: a column with a single 1.
    """


ACTIVATIONS: Mapping[str, tuple[Callable[[Any], Any], Callable[[Any], Any]]] = {
    # Some smooth function that is none of the others: a formula must hold whatever the activation is ...
    "any": (lambda x: CONTEXTS[DIGITS].sin(x) + x / 3, lambda x: CONTEXTS[DIGITS].cos(x) + CONTEXTS[DIGITS].mpf(1) / 3),
    # ... or hold for the one that the candidate had in mind.
    "sigmoid": (UNARY[DIGITS]["sigmoid"], lambda x: UNARY[DIGITS]["sigmoid"](x) * (1 - UNARY[DIGITS]["sigmoid"](x))),
    "tanh": (UNARY[DIGITS]["tanh"], lambda x: 1 - UNARY[DIGITS]["tanh"](x) ** 2),
    "relu": (UNARY[DIGITS]["relu"], UNARY[DIGITS]["heaviside"]),
}


class Setting(Frozen):
    """The quantities of an item."""

    symbols: Mapping[str, Symbol] = Field(default_factory=dict)
    definitions: Mapping[str, str] = Field(default_factory=dict)
    """What follows from the symbols, in order: name and formula. A name ``dX`` is the loss's gradient by ``X``."""
    observed: frozenset[str] = frozenset()
    """Those of the definitions that only relate given quantities: what an answer says of where one comes from
    ("var = mean((x - mean)^2)") is not among what it has to show, and no step of it."""
    names: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Other ways to write a quantity, as formulas; ``<a|b>`` stands for either."""
    phrases: Mapping[str, tuple[str, ...]] = Field(default_factory=dict)
    """Words that stand for a quantity, in either language."""
    assigned: Mapping[str, str] = Field(default_factory=dict)
    """A given quantity whose name, left of an equals sign, means another: ``w = ...`` is the optimum."""
    activations: tuple[str, ...] = ()
    """Letters of an activation function that the item leaves open."""
    parameters: bool = False
    """Whether weights and biases may have any names (``W_xh``, ``U``, ``bf``)."""
    structures: Mapping[str, str] = Field(default_factory=dict)
    """Quantities that may be written out with any parameters: name and form."""
    argument: str | None = None
    """What a function named without its argument is applied to."""
    gradient: str | None = None
    """The quantity that the loss's gradient is, by whatever it is taken."""
    chosen: str | None = None
    """The index of the true class, in `names`; an answer may say that another letter is meant."""
    itself: str | None = None
    """What "itself" means: a formula."""
    row: Mapping[str, Symbol] = Field(default_factory=dict)
    """Shapes where the candidate works with rows; `row_definitions` then replace the definitions."""
    row_definitions: Mapping[str, str] = Field(default_factory=dict)
    row_order: tuple[tuple[str, str], ...] = ()
    """Products that give a row convention away: ``[x, W1]`` for ``x W1``."""
    row_words: tuple[str, ...] = ()

    # -- reading -------------------------------------------------------------------------------------------------

    @cached_property
    def known(self) -> frozenset[str]:
        """Every quantity's canonical name."""
        return frozenset({*self.symbols, *self.definitions, *self.names, *self.phrases})

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """Names and words for the lexer."""
        spelled = {
            name
            for formula in self.aliases
            for name in formula.names() | {str(n.value) for n in formula.walk() if n.op == "apply"}
        }
        gradients = {
            pattern.format(name[1:])
            for name in self.known
            if name[:1] == "d" and name[1:] in self.known
            for pattern in GRADIENTS
        }
        differentials = {f"d{loss}" for loss in LOSSES} if gradients else set()
        names = (self.known | spelled | gradients | differentials | set(self.activations)) - RESERVED | self.known
        bases = {re.sub(r"\d+$", "", name) for name in names if name[-1:].isdigit()} - {""}
        phrases = {phrase.lower(): name for name, spellings in self.phrases.items() for phrase in spellings}
        letters = set("WUVbc") if self.parameters else set()
        slopes = {f"d{name}" for name in self.functions if len(name) > 2 or name in {"f", "g"}}
        slopes |= {f"{name}{end}" for name in self.functions if len(name) > 2 for end in ("prime", "grad", "deriv")}
        return Vocabulary(frozenset(names | bases | letters | slopes), phrases, self.parameters)

    @property
    def functions(self) -> frozenset[str]:
        """What an activation that the item leaves open may be called."""
        return frozenset({*self.activations, "sigmoid", "tanh", "relu"} if self.activations else ())

    @cached_property
    def aliases(self) -> dict[Node, str]:
        """Each spelling's tree with the quantity that it means."""
        words = {
            m[0] for spellings in self.names.values() for text in spellings for m in re.finditer(r"[A-Za-z]\w*", text)
        } - RESERVED
        vocabulary = Vocabulary(frozenset(self.known | {word for word in words if len(word) < 20}))
        found: dict[Node, str] = {}
        for name, spellings in self.names.items():
            for spelling in spellings:
                for text in _alternatives(spelling):
                    found[_only(text, vocabulary)] = name
        return found

    def meaning(self, tree: Node, *, literal: bool = False) -> Node:
        """`tree` with every spelling of a quantity replaced by its name, and functions resolved.

        `literal` leaves other spellings alone: a definition must not turn into the name that it defines.

        Raises:
            Unreadable: a function that nothing defines.

        """
        aliases = {} if literal else self.aliases
        resolved = self._renamed(resolve(self._renamed(tree, aliases), self.known), aliases)
        return resolved.map(self._structured) if self.structures and not literal else resolved

    @cached_property
    def _structures(self) -> dict[str, Node]:
        return {name: _only(text, self.vocabulary.plus({"affine"})) for name, text in self.structures.items()}

    def _structured(self, node: Node) -> Node:
        """The quantity whose structure `node` has: ``tanh(W x_t + U h_{t-1} + b)`` is the candidate state."""
        for name, form in self._structures.items():
            if node.op == form.op and matches(node, form, self.known):
                return Node("sym", value=name, span=node.span)
        return node

    def _renamed(self, node: Node, aliases: Mapping[Node, str]) -> Node:  # noqa: C901, PLR0912 - one branch a case reads best
        if node.op == "sym" and node.value in self.known:
            return node
        if (name := aliases.get(node)) is not None:
            tested = [n.value for n in node.walk() if n.op == "kw" and n.value in INDICES]
            return Node("sym", value=f"{name}_{tested[0]}" if tested else name, span=node.span)  # 1(i = c) is y_i
        if node.op == "sym":
            return self._symbol(node)
        if node.op == "deriv":
            return self._gradient(node, aliases)
        if node.op == "call" and not node.args and self.argument:
            filled = Node("call", (sym(self.argument),), node.value, node.span)
            known = aliases.get(filled)
            return Node("sym", value=known, span=node.span) if known else filled
        if node.op == "pow" and node.args[1].op == "list" and node.args[1].value == "layer":
            return self._renamed(
                Node("sym", value=f"{node.args[0].value}{node.args[1].args[0].value}", span=node.span), aliases
            )
        if node.op == "prime" and node.args[0].op == "sym" and not self._shaped(str(node.args[0].value)):
            return Node("sym", value=f"{node.args[0].value}'", span=node.span)
        if node.op == "rel" and (entry := self._tested(node)):
            return entry
        if node.op == "kw" and (entry := self._tested(Node("rel", (sym(str(node.value)), *node.args), "="))):
            return entry  # (i == c)
        if node.op == "call" and node.value == "where" and node.args[0].op == "sym":
            node = self._entrywise(node)
        if node.op == "prime" and node.args[0].op == "apply" and self._is_matrix(str(node.args[0].value)):
            inner = node.args[0]  # MATLAB's X'(X w - y)
            turned = Node("T", (Node("sym", value=inner.value, span=inner.span),), span=inner.span)
            return self._renamed(Node("mul", (turned, *inner.args), span=node.span), aliases)
        args = tuple(self._renamed(arg, aliases) for arg in node.args)
        if node.op == "apply" and (own := self.base(str(node.value))) and len(args) == 1 and own in args[0].names():
            return Node("mul", (Node("sym", value=own, span=node.span), args[0]), span=node.span)
        if node.op == "call" and len(args) == 1:
            alone = self._renamed(Node("call", (), node.value), aliases)
            if alone.op == "sym" and alone.value in args[0].names():
                return Node("mul", (Node("sym", value=alone.value, span=node.span), args[0]), span=node.span)
        if self.activations and node.op == "apply" and node.value in self.activations:
            return Node("call", args, "act", node.span)
        slope = _DERIVATIVE.fullmatch(str(node.value)) if self.activations and node.op == "apply" else None
        if slope and (slope[1] or slope[2]) in self.functions:
            return Node("prime", (Node("call", args, "act", node.span),), 1, node.span)
        if self.activations and node.op == "prime" and node.args[0].op in {"call", "apply"}:
            inner = node.args[0]
            if inner.value in self.functions and inner.args:
                inside = tuple(self._renamed(arg, aliases) for arg in inner.args)
                return Node("prime", (Node("call", inside, "act", inner.span),), node.value, node.span)
        return node if args == node.args else Node(node.op, args, node.value, node.span)

    def _shaped(self, name: str) -> bool:
        """Whether a name is a matrix or a function: then a prime transposes or differentiates."""
        base = self.base(name)
        return bool(self.activations) or (base is not None and any(symbol.shape for symbol in self.symbols.values()))

    def _is_matrix(self, name: str) -> bool:
        symbol = self.symbols.get(self.base(name) or "")
        return symbol is not None and symbol.shape is not None and not self.activations

    def _entrywise(self, node: Node) -> Node:
        """A choice by a vector between entries ("p_i - 1 for the true class") as one by the vector's entry."""
        test, *values = node.args
        letters = {index for value in values for name in value.names() for index in self.unindexed(str(name))[1]}
        if str(test.value) in self.known and len(letters) == 1:
            test = Node("sym", value=f"{test.value}_{letters.pop()}", span=test.span)
        return Node("call", (test, *values), "where", node.span)

    def _tested(self, node: Node) -> Node | None:
        """``i = c`` as the entry of the label that it stands for, ``i != c`` as the entry's opposite."""
        if node.value not in {"=", "!="} or any(arg.op != "sym" for arg in node.args):
            return None
        for index, letter in (node.args, node.args[::-1]):
            indicator = Node("mul", (Node("num", value=Fraction(1)), Node("kw", (letter,), index.value)))
            name = self.aliases.get(indicator) if index.value in INDICES else None
            if name:
                entry = Node("sym", value=f"{name}_{index.value}", span=node.span)
                return entry if node.value == "=" else Node("not", (entry,), span=node.span)
        return None

    def _symbol(self, node: Node) -> Node:
        name = str(node.value)
        if name == "self" and self.itself:
            return _only(self.itself, Vocabulary(self.known))
        for pattern in GRADIENTS:
            head, tail = pattern.split("{}")
            if name.startswith(head) and name.endswith(tail) and len(name) > len(head) + len(tail):
                base = name[len(head) : len(name) - len(tail)]
                canonical = self.base(base)
                if canonical and f"d{canonical}" in self.known:
                    return Node("sym", value=f"d{canonical}", span=node.span)
        base, index = self.unindexed(name)
        return Node("sym", value=f"{base}_{index}", span=node.span) if index else node

    def base(self, spelled: str) -> str | None:
        """The quantity that a bare name spells."""
        if spelled in self.known:
            return spelled
        return self.aliases.get(sym(spelled))

    def _gradient(self, node: Node, aliases: Mapping[Node, str]) -> Node:
        """``∂L/∂W2`` as the quantity ``dW2``."""
        of, wrt = node.args
        if self.gradient and of.op in {"sym", "apply"} and str(of.value).partition("_")[0] in {*LOSSES, "f"}:
            return Node("sym", value=self.gradient, span=node.span)
        by = self._renamed(wrt, aliases)
        if by.op == "sym" and (of.op in {"sym", "apply"} and of.value in LOSSES):
            name, index = self.unindexed(str(by.value))
            if f"d{name}" in self.known:
                return Node("sym", value=f"d{name}" + (f"_{index}" if index else ""), span=node.span)
        return Node("deriv", (of, by), node.value, node.span)

    def unindexed(self, name: str) -> tuple[str, str]:
        """A name without its free indices: ``z_i`` is ``z`` and ``i``."""
        base, _, index = name.rpartition("_")
        index = index.replace(",", "")
        if base and name not in self.known and index and set(index) <= INDICES:
            canonical = self.base(base)
            if canonical:
                return canonical, index
        return name, ""

    # -- values --------------------------------------------------------------------------------------------------

    def worlds(self, *, rows: bool) -> "Worlds":
        """The points at which claims are checked."""
        return self._row_worlds if rows else self._column_worlds

    @cached_property
    def _column_worlds(self) -> "Worlds":
        return Worlds(self, {**self.symbols}, {**self.definitions})

    @cached_property
    def _row_worlds(self) -> "Worlds":
        return Worlds(self, {**self.symbols, **self.row}, {**self.definitions, **self.row_definitions})


class Worlds:
    """Sampled values of an item's quantities: for each activation, at some points."""

    def __init__(self, setting: Setting, symbols: Mapping[str, Symbol], definitions: Mapping[str, str]) -> None:
        self.formulas = {
            name: setting.meaning(_only(text, setting.vocabulary.plus({"act"})), literal=True)
            for name, text in definitions.items()
            if text
        }
        kinds = ACTIVATIONS if setting.activations else {"any": ACTIVATIONS["any"]}
        self.worlds = [
            [self._world(turn, symbols, functions) for turn in range(POINTS)]
            for functions in ({"act": pair[0], "act'": pair[1]} for pair in kinds.values())
        ]

    def _world(self, turn: int, symbols: Mapping[str, Symbol], functions: Mapping[str, Any]) -> "World":
        values = {name: _sampled(name, symbol, turn) for name, symbol in symbols.items()}
        world = World(values, functions)
        for name, tree in self.formulas.items():
            values[name] = world.value(tree)
        return world


@dataclass(frozen=True)
class World:
    """One point: a value for every quantity."""

    values: dict[str, Value]
    functions: Mapping[str, Any]

    def value(self, tree: Node, order: str = "", **readings: Any) -> Value:
        """The value of `tree`; free indices (``δ_i h_j``) span a vector or matrix, in the `order` given."""
        return spanned(
            Evaluator(DIGITS, self.values, one_example=True, functions=self.functions, **readings), tree, order
        )


def _sampled(name: str, symbol: Symbol, turn: int) -> Value:
    ctx = CONTEXTS[DIGITS]
    if symbol.domain == "one_hot":
        rows = (symbol.shape or (3, 1))[0]
        return np.array([ctx.mpf(row == turn % rows) for row in range(rows)], dtype=object).reshape(
            symbol.shape or (rows, 1)
        )
    if symbol.shape:
        value = sample(name, symbol.shape, turn)
        return (
            np.array([abs(x) for x in value.flat], dtype=object).reshape(symbol.shape)
            if symbol.domain == "positive"
            else value
        )
    if symbol.domain == "size":
        return 3000 + 7 * turn + sample(name, "count", turn)
    if symbol.domain == "label":
        return ctx.mpf(turn % 2)
    if symbol.domain == "unit":
        return (sample(name, "positive", 1 + turn) % 1) * ctx.mpf("0.9") + ctx.mpf("0.05")
    return sample(name, symbol.domain, turn)


def _alternatives(spelling: str) -> Iterator[str]:
    """``<a|b>_t`` as ``a_t`` and ``b_t``."""
    match = re.search(r"<([^<>]*\|[^<>]*)>", spelling)
    if not match:
        yield spelling
        return
    for choice in match[1].split("|"):
        yield from _alternatives(spelling[: match.start()] + choice + spelling[match.end() :])


def _only(text: str, vocabulary: Vocabulary) -> Node:
    """The one formula that an author wrote.

    Raises:
        ValueError: it cannot be read, or is more than one.

    """
    clauses = read(text, vocabulary, relations=True)
    formulas = [formula for clause in clauses for formula in clause.formulas()]
    if len(formulas) != 1 or any(clause.failures for clause in clauses):
        raise ValueError(f"not one readable formula: {text!r}")
    return formulas[0].tree


formula = _only
"""Public name: the tree of a formula in a data file."""
