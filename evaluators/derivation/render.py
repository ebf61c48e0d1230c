"""A tree as one line of plain text: what was understood, shown back to the candidate."""

from evaluators.derivation.tree import Node

SIGNS = {"add": " + ", "mul": " ", "star": " * ", "dot": " · ", "at": " @ ", "had": " ⊙ ",
         "div": " / ", "intdiv": " // ",
         "mod": " mod ",
         "and": " and ", "or": " or "}  # fmt: skip
STRENGTH = {
    "or": 1,
    "and": 2,
    "rel": 3,
    "add": 4,
    "pm": 4,
    "mul": 5,
    "star": 5,
    "dot": 5,
    "at": 5,
    "had": 5,
    "div": 5,
    "intdiv": 5,
    "mod": 5,
    "neg": 6,
    "pow": 7,
    "T": 8,
    "prime": 8,
    "fact": 8,
}


def render(node: Node) -> str:  # noqa: C901, PLR0912 - one branch a case reads best
    """`node` in plain signs, bracketed where precedence asks for it."""
    op, args, value = node.op, node.args, node.value
    if op == "num":
        return str(value) if value.denominator == 1 else _decimal(node)
    if op == "sym":
        return str(value)
    if op == "add":
        return "".join(_term(arg, first=place == 0) for place, arg in enumerate(args))
    if op == "mul":
        return _side_by_side(args)
    if op in SIGNS:
        return SIGNS[op].join(_inner(arg, op, first=place == 0) for place, arg in enumerate(args))
    if op == "neg":
        return f"-{_inner(args[0], op)}"
    if op == "pm":
        return " ± ".join(_inner(arg, op) for arg in args) if len(args) > 1 else f"±{_inner(args[0], op)}"
    if op == "pow":
        return f"{_inner(args[0], op, first=False)}^{_inner(args[1], op, first=False)}"
    if op == "T":
        return f"{_inner(args[0], op)}ᵀ"
    if op == "prime" and args[0].op in {"call", "apply"}:
        return f"{args[0].value}{chr(39) * value}({', '.join(map(render, args[0].args))})"
    if op in {"prime", "fact"}:
        return _inner(args[0], op) + ("'" * value if op == "prime" else "!")
    if op == "rel":
        return f"{render(args[0])} {value} {render(args[1])}"
    if op in {"sum", "prod"}:
        return _series(node)
    return _named(node)


def _named(node: Node) -> str:
    op, value = node.op, node.value
    inside = ", ".join(map(render, node.args))
    if op in {"call", "apply"}:
        return f"{value}({inside})" if node.args else str(value)
    brackets = {"list": ("[", "]"), "set": ("{", "}"), "abs": ("|", "|"), "norm": ("‖", "‖")}
    if op in brackets:
        left, right = brackets[op]
        return f"{left}{inside}{right}"
    if op == "elem":
        return f"{_inner(node.args[0], 'T')}_{value}"
    if op == "deriv":
        return f"∂{render(node.args[0])}/∂{render(node.args[1])}"
    if op == "kw":
        return f"{value}={inside}"
    return f"{op}({inside})"


def _series(node: Node) -> str:
    sign = "∑" if node.op == "sum" else "∏"
    body, *bounds = node.args
    index = f"_{{{node.value}}}" if node.value and not bounds else ""
    if bounds:
        index = f"_{{{node.value}={render(bounds[0])}}}" + (f"^{{{render(bounds[1])}}}" if len(bounds) > 1 else "")
    return f"{sign}{index} {_inner(body, 'mul')}"


def _side_by_side(args: tuple[Node, ...]) -> str:
    """Factors without a sign, but for a dot before a number."""
    out = ""
    for place, arg in enumerate(args):
        factor = _inner(arg, "mul", first=place == 0)
        out += factor if not place else f" · {factor}" if factor[0].isdigit() else f" {factor}"
    return out


def _term(node: Node, *, first: bool) -> str:
    if node.op == "neg" and not first:
        return f" - {_inner(node.args[0], 'mul')}"
    return ("" if first else " + ") + render(node)


def _inner(node: Node, op: str, *, first: bool = True) -> str:
    """`node` as an operand of `op`; equal strength needs brackets but for the first."""
    own, outer = STRENGTH.get(node.op, 9), STRENGTH[op]
    if node.op == "num" and (node.value < 0 or (node.value.denominator != 1 and "/" in _decimal(node))):
        own = 5
    weak = own < outer or (
        own == outer and (not first or op in {"pow", "neg", "T"}) and not (op == node.op and op in {"mul", "had"})
    )
    return f"({render(node)})" if weak or (node.op == "neg" and not first) else render(node)


def _decimal(node: Node) -> str:
    """A fraction as a decimal where that is exact and short, else as a quotient."""
    top, bottom = node.value.numerator, node.value.denominator
    if 10**6 % bottom == 0:
        return f"{top / bottom:.6f}".rstrip("0")
    return f"{top}/{bottom}"
