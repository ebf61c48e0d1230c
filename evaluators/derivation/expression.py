"""The item `expression`: one formula against another, over declared domains."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from evaluators.derivation.clauses import ASSIGNMENTS, Clause, Failure, Formula, read
from evaluators.derivation.compare import Equality, equality
from evaluators.derivation.evaluate import Evaluator, spanned
from evaluators.derivation.functions import DIGITS, Shapes, Undefined
from evaluators.derivation.introduced import Introduced, introduced
from evaluators.derivation.lexicon import FUNCTIONS, WORDS
from evaluators.derivation.limits import MAX_DEPTH, MAX_FORMULA, Unreadable
from evaluators.derivation.operators import CONSTANTS, INDICES
from evaluators.derivation.resolve import FUNCTION_LETTERS, picked, resolve
from evaluators.derivation.sampling import Domain, sample
from evaluators.derivation.shapes import infer
from evaluators.derivation.tokens import Vocabulary
from evaluators.derivation.tree import Node, sym

SQUARE = 4
UNREAD_OPERATION = re.compile(
    r"\b(?:sum|product|average|root|power|integral|limit|difference|ratio|quotient|twice|double)\b"
    "|次方|次幂|倍|之和|之积|之差|之比|平均|积分|极限|求和|分之",
    re.IGNORECASE,
)
"""Words for operations, where they were not read as such."""
BIG = re.compile(r"(?:sum|prod)_")
IDENTIFIER = re.compile(r"(?<![\\\w.])[A-Za-z]{2,}\w*")

UNKNOWN = re.compile(r"(?<![\\\w.])[A-Za-z]{3,}\w* ?(?:\*|\^|/(?= ?[\w(]+[ )]*[*+^)]))")
"""A word as an operand: beside a sign that no prose has."""


@dataclass(frozen=True)
class Question:
    """An expected formula with its symbols' domains."""

    expected: Node
    domains: Mapping[str, Domain]
    relational: bool
    vocabulary: Vocabulary
    names: frozenset[str]
    """The symbols of the expected formula and those declared."""
    sizes: bool
    """Whether it floors a quotient of integers, as sizes are computed: ``int(...)`` then floors too."""
    inverts: bool
    """Whether it has an inverse of its own: an answer must have a value under the same shapes."""


@dataclass(frozen=True)
class Judgement:
    """What was read as the answer, and whether it equals the expected formula."""

    formula: Formula | None
    equality: Equality
    failures: tuple[Failure, ...] = ()


@lru_cache(maxsize=64)
def question(expected: str, variables: tuple[tuple[str, str], ...]) -> Question:
    """Read an expected formula.

    Raises:
        ValueError: it cannot be read.

    """
    declared = {_canonical(name): domain for name, domain in variables}
    words = {
        match[0]
        for match in IDENTIFIER.finditer(expected)
        if not BIG.match(match[0]) and not _function_letter(match[0], expected[match.end() :], declared)
    } - (FUNCTIONS.keys() | WORDS.keys() | {"nounor", "or", "and"})
    vocabulary = Vocabulary(frozenset(declared) | {_canonical(word) for word in words if "\\" not in expected})
    relational = False
    try:
        clauses = read(expected, vocabulary, relations=True)
        if len(clauses) != 1 or len(formulas := list(clauses[0].formulas())) != 1:
            raise Unreadable("not one formula")  # noqa: TRY301 - one way to say it
        tree = resolve(formulas[0].tree, vocabulary.names)
    except Unreadable as error:
        raise ValueError(f"the expected formula {expected!r} cannot be read: {error.reason}") from None
    relational = tree.op in {"rel", "and", "or", "not"}
    names = tree.names() | set(declared)
    spelled = {name.replace("_", "") for name in names} | (
        set() if "d" in names else {f"d{name}" for name in names} | {"d"}
    )
    vectors = {name for name, domain in declared.items() if domain == "matrix"}
    tree = picked(tree, vectors)
    domains = _domains(tree, declared, tree.names() | set(declared))
    return Question(
        tree,
        domains,
        relational,
        vocabulary.plus(names | spelled),
        frozenset(names),
        _floors(tree, domains),
        _inverts(tree, domains),
    )


def _function_letter(word: str, following: str, declared: Collection[str]) -> bool:
    """Whether it is a letter such as ``Phi`` that names its function here."""
    return word in FUNCTION_LETTERS and following.startswith("(") and word not in declared


def _canonical(name: str) -> str:
    clauses = read(name, Vocabulary(frozenset({name})))
    trees = [formula.tree for clause in clauses for formula in clause.formulas()]
    return str(trees[0].value) if len(trees) == 1 and trees[0].op == "sym" else name


def _domains(tree: Node, declared: Mapping[str, str], names: set[str]) -> dict[str, Domain]:
    bound = _bound(tree)
    shapes = _shapes(tree, frozenset(name for name, domain in declared.items() if domain == "matrix"))
    letters = {letter for letter in bound | INDICES if letter}
    indexed = {name for name in names if "_" in name and name.rpartition("_")[2] in letters and name not in declared}
    for base in {name.rpartition("_")[0] for name in indexed} - shapes.keys():
        shapes[base] = (4, 1)
    names = names - indexed
    counting = _counting(tree)
    counted = {
        name for node in tree.walk() if node.op in {"sum", "prod"} for bound in node.args[1:] for name in bound.names()
    }
    counted |= {name for node in tree.walk() if _counts(node) for name in node.args[2].names() | node.args[3].names()}
    domains: dict[str, Domain] = dict(shapes)
    for name in sorted(names - shapes.keys() - bound):
        domain = declared.get(name)
        if domain is None and (name in CONSTANTS or name in {"i", "j", "%i", "I", "true", "false", "inf"}):
            continue
        if domain == "integer" or (domain is None and name in counted):
            domains[name] = "count" if name in counting else "integer"
        else:
            domains[name] = "positive" if domain == "positive" else "real"
    return domains


def _shapes(tree: Node, matrices: frozenset[str]) -> dict[str, tuple[int, int]]:
    """Shapes under which `tree` has a value: an inverse may need tall factors or wide ones."""
    tall = infer(tree, matrices)
    if not any(node.op == "pow" or node.value == "inv" for node in tree.walk()):
        return tall
    point = {name: sample(name, shape, 0) for name, shape in tall.items()}
    try:
        Evaluator(DIGITS, point)(tree)
    except Undefined:
        return infer(tree, matrices, wide=True)
    except (Shapes, Unreadable):
        pass
    return tall


def _floors(tree: Node, domains: Mapping[str, Domain]) -> bool:
    """Whether `tree` has a floor, and integers alone."""
    return set(domains.values()) <= {"integer", "count"} and any(node.value == "floor" for node in tree.walk())


def _inverts(tree: Node, domains: Mapping[str, Domain]) -> bool:
    """Whether `tree` inverts a matrix, and has a value under the shapes of `domains`."""
    matrices = {name for name, domain in domains.items() if isinstance(domain, tuple)}
    inverse = any(
        (node.value == "inv" or (node.op == "pow" and node.args[1].op == "neg")) and node.args[0].names() & matrices
        for node in tree.walk()
    )
    try:
        spanned(Evaluator(DIGITS, {name: sample(name, domain, 0) for name, domain in domains.items()}), tree)
    except (Undefined, Shapes, Unreadable):
        return False
    return inverse


def _counts(node: Node) -> bool:
    """Whether it is ``sum(body, k, low, high)``."""
    return node.op == "call" and node.value in {"sum", "prod"} and len(node.args) == 4


def _bound(tree: Node) -> set[str]:
    """Summation indices."""
    named = {str(node.value) for node in tree.walk() if node.op in {"sum", "prod"}}
    return named | {str(node.args[1].value) for node in tree.walk() if _counts(node)}


def _counting(tree: Node) -> set[str]:
    """Integers that divide, count terms or take a factorial: they are at least 1."""
    found: set[str] = set()
    for node in tree.walk():
        if node.op in {"sum", "prod"}:
            found |= {name for bound in node.args[1:] for name in bound.names()}
        elif node.op in {"div", "intdiv", "mod"}:
            found |= node.args[1].names()
        elif node.op == "fact" or (node.op == "call" and node.value in {"binomial", "factorial", "gammafn"}):
            found |= node.names()
        elif _counts(node):
            found |= node.args[2].names() | node.args[3].names()
    return found


def judge(asked: Question, answer: str) -> Judgement:
    """The last formula that `answer` offers, held against the expected one."""
    words = introduced(answer, asked.names)
    clauses = read(
        answer, words.vocabulary(asked.vocabulary), relations=asked.relational or asked.expected.op in {"set", "list"}
    )
    failures = tuple(failure for clause in clauses for failure in clause.failures)
    own = {**_definitions(clauses, asked), **{word: sym(letter) for word, letter in words.letters.items()}}
    offered = _offered(clauses, asked, own, words)
    if not offered:
        if not failures and (unknown := UNKNOWN.search(answer)):
            place = Failure(unknown.start(), len(answer), unknown.start(), "unknown name")
            return Judgement(None, Equality(equal=None, reason="unreadable"), (place,))
        return Judgement(None, Equality(equal=None, reason="nothing_read"), failures)
    formula = offered[-1]
    results = [_compared(asked, tree, own, code=formula.code) for tree in (formula.tree, *formula.others)]
    best = next((result for result in results if result.equal), results[0])
    if best.equal is not True and (unsaid := _operation_in_words(clauses, formula, answer)):
        return Judgement(formula, Equality(equal=None, reason="unreadable"), (*failures, unsaid))
    if best.equal is not True and failures and failures[-1].start > formula.start:
        return Judgement(formula, Equality(equal=None, reason="unreadable"), failures)
    return Judgement(formula, best, failures)


def _operation_in_words(clauses: list[Clause], formula: Formula, answer: str) -> Failure | None:
    """A word for an operation beside `formula` that the grammar does not have: what was read is then not the whole."""
    for clause in clauses:
        if clause.start <= formula.start < clause.end and UNREAD_OPERATION.search(clause.words):
            match = UNREAD_OPERATION.search(answer, clause.start, clause.end)
            place = match.start() if match else formula.start
            return Failure(clause.start, clause.end, place, "an operation in words")
    return None


def _compared(asked: Question, tree: Node, own: Mapping[str, Node], *, code: bool) -> Equality:
    try:
        resolved = resolve(_substituted(tree, own), asked.names)
        if len(asked.names) == 1:  # "sigmoid": of the only variable that there is
            only = Node("sym", value=next(iter(asked.names)))
            resolved = resolved.map(lambda n: replace(n, args=(only,)) if n.op == "call" and not n.args else n)
        resolved = picked(resolved, {name for name, domain in asked.domains.items() if isinstance(domain, tuple)})
        known = asked.domains.keys() | _bound(resolved)
        free = _free(resolved) - known - set(CONSTANTS) - {"%i", "I", "true", "false", "i", "j"}
        domains: dict[str, Domain] = {**asked.domains, **dict.fromkeys(free, "real")}
        if _counting(resolved):
            counting = _counting(resolved)
            domains = {n: "count" if d == "integer" and n in counting else d for n, d in domains.items()}
        if asked.sizes:
            resolved = resolved.map(lambda n: replace(n, value="floor") if n.op == "call" and n.value == "trunc" else n)
        result = equality(asked.expected, resolved, domains, star_elementwise=code)
        inverting = any(node.op == "pow" or node.value == "inv" for node in resolved.walk())
        only_square = inverting and not asked.inverts and result.reason == "shapes"
        if (result.equal is not None and not only_square) or not any(isinstance(d, tuple) for d in domains.values()):
            return result
        if asked.inverts and inverting:
            return Equality(equal=False, reason="different")
        square: dict[str, Domain] = {n: _square(d) for n, d in domains.items()}  # where an inverse needs one
        return equality(asked.expected, resolved, square, star_elementwise=code)
    except Unreadable as error:
        return Equality(equal=None, reason="unreadable", detail=error.reason)


def _square(domain: Domain) -> Domain:
    return (SQUARE if domain[0] > 1 else 1, SQUARE if domain[1] > 1 else 1) if isinstance(domain, tuple) else domain


def _free(tree: Node) -> set[str]:
    """Symbols that no declared vector stands behind."""
    bound = {str(node.value) for node in tree.walk() if node.op in {"sum", "prod"}}
    letters = bound | INDICES
    return {name for name in tree.names() if not _indexed(name, letters)}


def _indexed(name: str, letters: Collection[str]) -> bool:
    """Whether it names elements: ``x_i``, ``A_ij``."""
    base, _, index = name.rpartition("_")
    return bool(base and index) and (index in letters or set(index) <= set(letters))


def _definitions(clauses: list[Clause], asked: Question) -> dict[str, Node]:
    """Letters that the answer introduces: ``let s = ...``."""
    found: dict[str, Node] = {}
    for clause in clauses:
        for left, right in _equations(clause):
            if left.op == right.op == "sym" and left.value in asked.names and right.value not in asked.names:
                left, right = right, left  # noqa: PLW2901 - "where d = d_model"
            name = left.value if left.op in {"sym", "apply"} else None
            if left.op == "sym" and right.op == "apply" and right.value == name:  # "σ = σ(x)"
                right = resolve(right, asked.names)  # noqa: PLW2901 - the function of the variable
            if name and name not in asked.domains and name not in right.names():
                elsewhere = any(
                    any(node.op in {"sym", "apply"} and _stem(node, name) == name for node in formula.tree.walk())
                    for other in clauses
                    if other is not clause
                    for formula in other.formulas()
                )
                if elsewhere:
                    found[name] = right
    return found


def _equations(clause: Clause) -> Iterator[tuple[Node, Node]]:
    """The sides of ``s = f``, and of each equation of a list: ``d = d_model, s = step``."""
    sides = clause.sides
    if len(sides) >= 2 and all(sides) and all(len(side) == 2 for side in sides[1:-1]):
        for left, right in pairwise(sides):
            yield left[-1].tree, right[0].tree


def _stem(node: Node, name: str) -> str:
    """What `node` is called, without the letter of an entry of `name`: ``p`` of ``p_c``."""
    base, letter = _picks(node)
    return base if letter and base == name else str(node.value)


def _picks(node: Node) -> tuple[str, str]:
    """The name and the letter of ``p_c``; both empty where no single letter picks an entry."""
    base, _, letter = str(node.value).rpartition("_")
    return (base, letter) if node.op in {"sym", "apply"} and len(letter) == 1 else ("", "")


def _substituted(tree: Node, own: Mapping[str, Node], rounds: int = 3) -> Node:
    def change(node: Node) -> Node:
        if node.op == "sym" and node.value in own:
            return replace(own[node.value], span=node.span)
        if node.op == "apply" and node.value in own and len(node.args) == 1:
            return Node("mul", (own[node.value], node.args[0]), span=node.span)
        base, letter = _picks(node)
        if node.op == "sym" and letter and base in own:
            return Node("elem", (own[base],), letter, node.span)
        return node

    for _ in range(rounds if own else 0):
        tree = tree.map(change)
        if not tree.within(2 * MAX_DEPTH, 2 * MAX_FORMULA):
            raise Unreadable("too large", tree.span[0])
    return tree


def _offered(clauses: list[Clause], asked: Question, own: Mapping[str, Node], words: Introduced) -> list[Formula]:
    """The formulas that are put forward as the answer, in order; conditions and definitions are not."""
    main: list[Formula] = []
    asides: list[Formula] = []
    definitions: list[Formula] = []
    for clause in clauses:
        sides = [told for side in clause.sides if (told := [f for f in side if not words.says(f.start, f.end)])]
        if not sides:
            continue
        left = sides[0][-1].tree
        last = [formula for formula in sides[-1] if not formula.negated]
        named = len(sides) > 1 and left.op == "sym"
        if named and left.value in asked.domains and (update := _updated(clause, left, last)):
            main.append(update)
        elif named and left.value in own:
            definitions.extend(last[-1:])
        elif clause.aside or (named and left.value in asked.domains):
            asides.extend(last[-1:])
        else:
            main.extend(last if len(sides) == 1 else last[:1])
    return main or asides or definitions


def _updated(clause: Clause, name: Node, last: list[Formula]) -> Formula | None:
    """The new value in ``θ = θ - lr g`` and ``θ -= lr g``; None where a letter is defined and not changed."""
    if not last:
        return None
    if clause.signs[-1] in ASSIGNMENTS:
        change = Node("neg", (last[0].tree,)) if clause.signs[-1] == "-=" else last[0].tree
        return replace(last[0], tree=Node("add", (name, change), span=last[0].tree.span), others=())
    return last[0] if name.value in last[0].tree.names() else None
