"""Mistakes by name: what the right formula turns into when one thing goes wrong."""

from collections.abc import Callable, Iterator

from evaluators.derivation.tree import Node, call, num
from evaluators.text import Text

SLIPS: dict[str, Text] = {
    "sign": Text(zh="符号反了", en="the sign is turned round"),
    "factor_2": Text(zh="差了一个 2 的倍数", en="it is off by a factor of 2"),
    "missing_transpose": Text(
        zh="少了转置，或者转置放错了位置", en="a transpose is missing or sits on the wrong factor"
    ),
    "order_swapped": Text(zh="矩阵相乘的顺序反了", en="the factors of a matrix product are in the wrong order"),
    "elementwise_product": Text(
        zh="这里该用矩阵乘法（外积），不是逐元素乘",
        en="this is an elementwise product where a matrix product is needed",
    ),
    "missing_activation_derivative": Text(zh="漏乘了激活函数的导数", en="the activation's derivative is missing"),
    "missing_floor": Text(zh="漏了向下取整", en="the floor is missing"),
    "ceil_for_floor": Text(zh="应该向下取整，不是向上", en="it rounds up where it should round down"),
    "max_for_logsumexp": Text(
        zh="用 max 代替了 logsumexp：那只看最好的一条路径", en="it takes the max where logsumexp is needed"
    ),
    "missing_sqrt": Text(zh="漏了开方", en="the square root is missing"),
    "missing_eps": Text(zh="漏了 ε", en="epsilon is missing"),
    "log_base": Text(zh="对数的底不对，应为自然对数", en="the logarithm has another base than e"),
    "missing_term": Text(zh="少了一项", en="a term is missing"),
    "missing_factor": Text(zh="少乘了一个因子", en="a factor is missing"),
    "inverted": Text(zh="分子分母颠倒了", en="numerator and denominator are exchanged"),
}
"""What each slip is called, for the candidate."""

Change = Callable[[Node], Iterator[Node]]
PRODUCTS = frozenset({"mul", "star", "dot", "at", "had"})


def slips(tree: Node) -> Iterator[tuple[str, Node]]:
    """Each single slip of `tree`: its name, and the formula that it yields."""
    yield "sign", Node("neg", (tree,))
    yield from _inside(tree, _order, "order_swapped")
    yield from _inside(tree, _transpose, "missing_transpose")
    yield from _inside(tree, _hadamard, "elementwise_product")
    yield from _inside(tree, _prime, "missing_activation_derivative")
    yield from _inside(tree, _rounding, "ceil_for_floor")
    yield from _inside(tree, _unrounded, "missing_floor")
    yield from _inside(tree, _best, "max_for_logsumexp")
    yield from _inside(tree, _rootless, "missing_sqrt")
    yield from _inside(tree, _without_eps, "missing_eps")
    yield from _inside(tree, _signs, "sign")
    yield from _inside(tree, _base, "log_base")
    for factor in (num(2), Node("div", (num(1), num(2)))):
        yield "factor_2", Node("mul", (factor, tree))
    yield from _inside(tree, _fewer_factors, "missing_factor")
    yield from _inside(tree, _fewer_terms, "missing_term")
    yield from _inside(tree, _upside_down, "inverted")


def _inside(tree: Node, change: Change, name: str) -> Iterator[tuple[str, Node]]:
    """`change` at each node in turn, the others left alone."""
    for changed in change(tree):
        yield name, changed
    for place, arg in enumerate(tree.args):
        for _, inner in _inside(arg, change, name):
            yield name, Node(tree.op, (*tree.args[:place], inner, *tree.args[place + 1 :]), tree.value, tree.span)


def _order(node: Node) -> Iterator[Node]:
    if node.op in PRODUCTS - {"had"} and len(node.args) == 2:
        left, right = node.args
        yield Node(node.op, (right, left))
        if right.op == "T":
            yield Node(node.op, (right.args[0], Node("T", (left,))))
        if left.op == "T":
            yield Node(node.op, (Node("T", (right,)), left.args[0]))


def _transpose(node: Node) -> Iterator[Node]:
    if node.op == "T":
        yield node.args[0]


def _hadamard(node: Node) -> Iterator[Node]:
    if node.op in {"mul", "dot", "at", "star"}:
        bare = tuple(arg.args[0] if arg.op == "T" else arg for arg in node.args)
        yield Node("had", bare)


def _prime(node: Node) -> Iterator[Node]:
    if node.op in PRODUCTS:
        for place, arg in enumerate(node.args):
            if arg.op == "prime" and len(node.args) > 1:
                rest = (*node.args[:place], *node.args[place + 1 :])
                yield rest[0] if len(rest) == 1 else Node(node.op, rest)
                yield Node(node.op, (*node.args[:place], arg.args[0], *node.args[place + 1 :]))


def _rounding(node: Node) -> Iterator[Node]:
    if node.op == "call" and node.value == "floor":
        yield call("ceil", *node.args)


def _unrounded(node: Node) -> Iterator[Node]:
    if node.op == "call" and node.value == "floor":
        yield node.args[0]


def _best(node: Node) -> Iterator[Node]:
    if node.op == "call" and node.value == "logsumexp":
        yield call("max", *node.args)


def _rootless(node: Node) -> Iterator[Node]:
    if node.op == "call" and node.value == "sqrt":
        yield node.args[0]


def _without_eps(node: Node) -> Iterator[Node]:
    if node.op == "add":
        rest = tuple(arg for arg in node.args if arg != Node("sym", value="eps"))
        if len(rest) < len(node.args):
            yield rest[0] if len(rest) == 1 else Node("add", rest)


def _signs(node: Node) -> Iterator[Node]:
    if node.op == "add":
        for place, arg in enumerate(node.args):
            turned = arg.args[0] if arg.op == "neg" else Node("neg", (arg,))
            yield Node("add", (*node.args[:place], turned, *node.args[place + 1 :]))


def _base(node: Node) -> Iterator[Node]:
    if node.op == "call" and node.value == "log" and len(node.args) == 1:
        yield call("log2", *node.args)
        yield call("log10", *node.args)


def _fewer_factors(node: Node) -> Iterator[Node]:
    if node.op in PRODUCTS:
        for place in range(len(node.args)):
            rest = (*node.args[:place], *node.args[place + 1 :])
            yield rest[0] if len(rest) == 1 else Node(node.op, rest)
    if node.op == "div":
        yield node.args[0]


def _fewer_terms(node: Node) -> Iterator[Node]:
    if node.op == "add":
        for place in range(len(node.args)):
            rest = (*node.args[:place], *node.args[place + 1 :])
            yield rest[0] if len(rest) == 1 else Node("add", rest)


def _upside_down(node: Node) -> Iterator[Node]:
    if node.op == "div":
        yield Node("div", (node.args[1], node.args[0]))
