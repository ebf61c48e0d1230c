"""Rewriting that keeps the meaning keeps the verdict; a changed meaning changes it."""

from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from evaluators.derivation.compare import equality
from evaluators.derivation.expression import judge, question
from evaluators.derivation.render import render
from evaluators.derivation.tree import Node, call, num, sym

NAMES = ("x", "y", "z")
VARIABLES = tuple((name, "real") for name in NAMES)
LEAVES = st.one_of(st.sampled_from(NAMES).map(sym), st.integers(1, 9).map(num))
PYTHON = {"add": "+", "mul": "*", "div": "/", "pow": "**"}
UNARY = ("exp", "sin", "tanh", "sigmoid", "cos")


def _grow(inner):
    pairs = st.tuples(inner, inner)
    return st.one_of(
        pairs.map(lambda p: Node("add", p)),
        pairs.map(lambda p: Node("mul", p)),
        pairs.map(lambda p: Node("div", (p[0], Node("add", (num(7), Node("pow", (p[1], num(2)))))))),
        st.tuples(inner, st.integers(2, 3).map(num)).map(lambda p: Node("pow", p)),
        inner.map(lambda n: Node("neg", (n,))),
        st.tuples(st.sampled_from(UNARY), inner).map(lambda p: call(p[0], Node("div", (p[1], num(9))))),
    )


TREES = st.recursive(LEAVES, _grow, max_leaves=6)


def _latex(node):
    """The tree as a TeX author would type it."""
    op, args = node.op, [_latex(arg) for arg in node.args]
    if op == "num":
        return str(node.value)
    if op == "sym":
        return node.value
    if op == "call":
        name = f"\\{node.value}" if node.value != "sigmoid" else "\\operatorname{sigmoid}"
        return f"{name}\\left({args[0]}\\right)"
    return {
        "add": lambda: f"\\left({args[0]}+{args[1]}\\right)",
        "mul": lambda: f"{{\\left({args[0]}\\right)}}\\cdot {{\\left({args[1]}\\right)}}",
        "div": lambda: f"\\frac{{{args[0]}}}{{{args[1]}}}",
        "pow": lambda: f"\\left({args[0]}\\right)^{{{args[1]}}}",
        "neg": lambda: f"\\left(-{args[0]}\\right)",
    }[op]()


def _python(node):
    """The tree as NumPy code."""
    op, args = node.op, [_python(arg) for arg in node.args]
    if op in {"num", "sym"}:
        return str(node.value)
    if op == "call":
        return f"np.{node.value}({args[0]})"
    if op == "neg":
        return f"(-{args[0]})"
    return f"({args[0]} {PYTHON[op]} {args[1]})"


def _mirrored(node):
    """Operands of sums and products the other way round."""
    args = tuple(_mirrored(arg) for arg in node.args)
    return Node(node.op, args[::-1] if node.op in {"add", "mul"} else args, node.value)


def _verdict(expected, answer):
    return judge(question(expected, VARIABLES), answer).equality.equal


@settings(max_examples=120)
@given(TREES)
def test_every_notation_reads_back_as_the_same_formula(tree):
    expected = _python(tree)
    for answer in (render(tree), _latex(tree), expected, f"${_latex(tree)}$", render(_mirrored(tree))):
        assert _verdict(expected, answer) is True, answer


@settings(max_examples=60)
@given(
    TREES,
    st.sampled_from(["结果是 {}", "the answer is {}", "我认为答案是 {}。", "所以 f = {}", "It equals {}, I think"]),
)
def test_words_in_either_language_change_nothing(tree, frame):
    assert _verdict(_python(tree), frame.format(_latex(tree))) is True


@settings(max_examples=60)
@given(TREES, st.integers(1, 5))
def test_adding_something_is_noticed(tree, extra):
    assert _verdict(_python(tree), f"({_python(tree)}) + {extra}") is False


@settings(max_examples=40)
@given(TREES, TREES)
def test_equality_does_not_depend_on_the_side(left, right):
    domains = dict.fromkeys(NAMES, "real")
    assume(left != right)
    assert equality(left, right, domains).equal == equality(right, left, domains).equal


@settings(max_examples=30)
@given(st.sampled_from("ijklmn"), st.sampled_from("ijklmn"))
def test_the_name_of_an_index_does_not_matter(first, second):
    variables = (("y", "matrix"), ("p", "matrix"))
    asked = question(f"-\\sum_{first} y_{first} \\exp(p_{first})", variables)
    assert judge(asked, f"-∑_{second} y_{second} exp(p_{second})").equality.equal is True
    assert judge(asked, f"-∑_{second} p_{second} exp(y_{second})").equality.equal is False


@settings(max_examples=100)
@example("፩")  # a digit without a decimal value
@given(st.text(max_size=60))
def test_any_text_at_all_gets_an_answer(text):
    judge(question("x", VARIABLES), text)


@settings(max_examples=150)
@given(st.lists(st.sampled_from(["x", "1", "+", "-", "^", "(", ")", "\\frac", "{", "}", "|", "'", "∑", "_", "=", "减", "times", "的", "softmax", "T", ",", "$", "if", "else", "±", "!"]), max_size=14))  # fmt: skip
def test_any_row_of_signs_gets_an_answer(signs):
    judge(question("x", VARIABLES), " ".join(signs))
    judge(question("x=1 or x=2", VARIABLES), "".join(signs))
