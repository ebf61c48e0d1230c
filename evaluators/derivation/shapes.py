"""Shapes for matrices that are declared without one: the most general ones under which a formula makes sense."""

from dataclasses import dataclass, field

from evaluators.derivation.tree import Node

SIZES = (5, 4, 3, 2, 6, 7)
"""Data matrices come first and are tall, so that ``X^T X`` has an inverse."""
Dims = tuple[object, object]


@dataclass
class Inference:
    """Unifies dimensions: a dimension is a fresh object, or the number 1."""

    matrices: frozenset[str]
    parent: dict[object, object] = field(default_factory=dict)
    symbols: dict[str, Dims] = field(default_factory=dict)
    indices: dict[str, object] = field(default_factory=dict)
    """How far an index letter runs: vectors that share it have one length."""

    def find(self, dim: object) -> object:
        """The representative of `dim`."""
        while dim in self.parent:
            dim = self.parent[dim]
        return dim

    def same(self, left: object, right: object) -> None:
        """Make two dimensions one."""
        left, right = self.find(left), self.find(right)
        if left != right:
            if left == 1:
                left, right = right, left
            self.parent[left] = right

    def dims(self, node: Node) -> Dims | None:  # noqa: C901 - one rule an operation
        """Rows and columns of `node`; None for a number."""
        if node.op == "sym":
            return self._symbol(str(node.value))
        parts = [self.dims(arg) for arg in node.args if arg.op != "kw"]
        if node.op in {"T", "prime"} and parts[0]:
            return parts[0][1], parts[0][0]
        if node.op in {"add", "had"}:
            return self._all_same(parts)
        if node.op in {"mul", "star", "at", "dot"} or (node.op == "call" and node.value in {"matmul", "dotfn"}):
            return self._product(parts)
        if node.op == "neg" or (node.op == "div" and parts[0]):
            return parts[0]
        if node.op == "pow" and parts[0]:
            if node.args[0].op != "sym" or parts[0][1] != 1:
                self._square(node.args[0], parts[0])
            return parts[0]
        if node.op == "call" and parts and parts[0]:
            if node.value in {"inv", "det", "logdet", "trace"}:
                self._square(node.args[0], parts[0], factors=node.value != "trace")
                return parts[0] if node.value == "inv" else None
            if node.value == "transpose":
                return parts[0][1], parts[0][0]
            if node.value in {"exp", "log", "sigmoid", "relu", "tanh", "softmax"}:
                return parts[0]
        return None

    def _symbol(self, name: str) -> Dims | None:
        base, _, letter = name.rpartition("_")
        if base in self.matrices and len(letter) == 1:
            dims = self._symbol(base)
            if dims and dims[1] == 1:
                self.same(self.indices.setdefault(letter, dims[0]), dims[0])
            return None
        if name not in self.matrices:
            return None
        if name not in self.symbols:
            vector = name[0].islower() or name[0] in "αβγδμ"
            self.symbols[name] = (object(), 1 if vector else object())
        return self.symbols[name]

    def _all_same(self, parts: list[Dims | None]) -> Dims | None:
        known = [part for part in parts if part]
        for part in known[1:]:
            self.same(known[0][0], part[0])
            self.same(known[0][1], part[1])
        return known[0] if known else None

    def _product(self, parts: list[Dims | None]) -> Dims | None:
        total: Dims | None = None
        for part in parts:
            if part is None:
                continue
            if total is None:
                total = part
                continue
            self.same(total[1], part[0])
            total = (total[0], part[1])
        if total and self.find(total[0]) == 1 and self.find(total[1]) == 1:
            return None
        return total

    def _square(self, inner: Node, dims: Dims, *, factors: bool = True) -> None:
        """A square matrix; so are the factors of a plain product of different ones (``det(A B)``)."""
        self.same(dims[0], dims[1])
        symbols = [arg.value for arg in inner.args if arg.op == "sym"]
        if factors and inner.op in {"mul", "star", "at"} and len(symbols) == len(inner.args) == len(set(symbols)):
            for arg in inner.args:
                own = self.dims(arg)
                if own:
                    self.same(*own)
                    self.same(own[0], dims[0])


def infer(expected: Node, matrices: frozenset[str], *, wide: bool = False) -> dict[str, tuple[int, int]]:
    """A shape for each of `matrices` as `expected` demands: lower-case names are columns; tall ones, or `wide`."""
    order = tuple(sorted(SIZES)) if wide else SIZES
    inference = Inference(matrices)
    inference.dims(expected)
    for name in matrices:
        inference._symbol(name)  # noqa: SLF001
    sizes: dict[object, int] = {}

    def size(dim: object) -> int:
        root = inference.find(dim)
        if root == 1:
            return 1
        return sizes.setdefault(root, order[len(sizes) % len(SIZES)])

    return {name: (size(rows), size(columns)) for name, (rows, columns) in sorted(inference.symbols.items())}
