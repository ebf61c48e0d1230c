"""The words of mathematics: functions, constants, Greek letters, and operators said aloud in English or Chinese."""

# ruff: noqa: E501 - one meaning a line, however many ways there are to say it

from typing import Final

GREEK: Final = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "eps", "ζ": "zeta", "η": "eta", "θ": "theta",
    "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi", "π": "pi", "ρ": "rho", "σ": "sigma",
    "τ": "tau", "υ": "upsilon", "φ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta",
    "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "ℓ": "ell",
}  # fmt: skip
GREEK_NAMES: Final = frozenset(GREEK.values()) | {"epsilon"}

FUNCTIONS: Final = {
    name: canonical
    for canonical, spellings in {
        "sigmoid": "sigmoid sig expit logistic sigm Sigmoid logit_inv",
        "tanh": "tanh th Tanh", "relu": "relu ReLU Relu RELU", "softmax": "softmax Softmax SoftMax soft_max",
        "logsumexp": "logsumexp lse LSE log_sum_exp LogSumExp logSumExp reduce_logsumexp logaddexp", "softplus": "softplus Softplus",
        "logsoftmax": "logsoftmax log_softmax LogSoftmax", "logsigmoid": "logsigmoid log_sigmoid LogSigmoid",
        "silu": "silu swish SiLU", "relu6": "relu6 ReLU6", "gelu": "gelu GELU", "elu": "elu ELU", "mish": "mish", "softsign": "softsign",
        "hardsigmoid": "hardsigmoid hard_sigmoid", "hardswish": "hardswish hard_swish", "leaky_relu": "leaky_relu LeakyReLU", "exp": "exp", "log": "log ln", "lg": "lg",
        "hypot": "hypot", "clip": "clip clamp", "log2": "log2", "log10": "log10", "log1p": "log1p", "expm1": "expm1", "sqrt": "sqrt", "root": "root",
        "cbrt": "cbrt", "rsqrt": "rsqrt", "abs": "abs absolute fabs", "sign": "sign sgn signum",
        "floor": "floor", "ceil": "ceil ceiling", "round": "round", "trunc": "trunc int",
        "max": "max maximum Max fmax amax", "min": "min minimum Min fmin amin",
        "sin": "sin", "cos": "cos", "tan": "tan tg", "sec": "sec", "csc": "csc cosec", "cot": "cot ctg",
        "asin": "asin arcsin", "acos": "acos arccos", "atan": "atan arctan", "atan2": "atan2",
        "sinh": "sinh sh", "cosh": "cosh ch", "sech": "sech", "csch": "csch cosech", "coth": "coth",
        "asinh": "asinh arcsinh arsinh", "acosh": "acosh arccosh arcosh", "atanh": "atanh arctanh artanh",
        "gammafn": "Gamma gammafn", "factorial": "factorial", "binomial": "binomial binom comb nCr choose",
        "erf": "erf", "det": "det", "logdet": "logdet", "trace": "tr trace Tr Trace", "diag": "diag Diag diagonal",
        "inv": "inv inverse pinv", "transpose": "transpose trans", "norm": "norm", "sum": "sum reduce_sum Sum nansum",
        "prod": "prod product", "mean": "mean avg average reduce_mean", "var": "var variance Var", "std": "std stdev",
        "dotfn": "dot inner vdot", "matmul": "matmul mm bmm mv", "outer": "outer", "multiply": "multiply mul",
        "power": "power pow", "square": "square", "add": "add", "subtract": "subtract sub", "divide": "divide div true_divide",
        "negative": "negative", "reciprocal": "reciprocal", "mod": "mod fmod remainder", "diff": "diff differentiate",
        "heaviside": "heaviside step Heaviside", "indicator": "indicator", "re": "Re realpart", "im": "Im imagpart",
        "conj": "conj conjugate", "gcd": "gcd", "matrix": "matrix Matrix", "array": "array asarray tensor Tensor stack float double",
        "where": "where", "solve": "solve", "vec": "vec", "concat": "concat concatenate cat hstack", "eye": "eye identity", "rational": "Rational frac",
    }.items()
    for name in spellings.split()
}  # fmt: skip
EVERYDAY: Final = frozenset({
    "where", "step", "add", "int", "float", "double", "choose", "identity", "round", "power", "negative", "divide", "subtract", "multiply",
    "array", "tensor", "stack", "eye", "re", "im", "sub", "remainder", "average", "inner", "outer", "product", "matrix", "vec", "dot", "square",
    "absolute", "differentiate", "reciprocal", "concat", "cat", "comb", "mod", "sign", "sh", "ch", "th", "tg", "div", "mul", "inverse", "transpose", "norm", "solve",
})  # fmt: skip
"""Function names that are words too: they name the function only right before a bracket."""
STOP_WORDS: Final = frozenset(
    [
        "is",
        "at",
        "so",
        "by",
        "in",
        "to",
        "if",
        "we",
        "an",
        "as",
        "on",
        "it",
        "be",
        "up",
        "do",
        "no",
        "us",
        "my",
        "the",
        "and",
        "for",
        "then",
        "that",
        "this",
        "has",
        "are",
        "was",
        "not",
        "all",
        "but",
        "can",
        "get",
        "let",
        "see",
        "set",
        "its",
        "our",
        "one",
        "two",
        "per",
        "via",
        "he",
        "out",
        "yes",
        "hmm",
        "ok",
        "when",
        "with",
        "than",
        "from",
        "where",
        "here",
        "have",
        "also",
        "only",
        "both",
        "each",
        "some",
        "just",
        "like",
        "same",
        "more",
        "less",
    ]
)
"""English words that are never letters side by side."""
FUZZY: Final = ("softmax", "sigmoid", "logsumexp", "softplus", "transpose")
"""Function names long and odd enough that one wrong letter leaves no doubt."""

METHODS: Final = frozenset({
    "T", "mT", "t", "H", "transpose", "sum", "mean", "var", "std", "dot", "grad", "exp", "log", "sqrt", "abs", "inverse", "inv",
    "pow", "mm", "matmul", "outer", "max", "min", "square", "sigmoid", "tanh", "relu", "softmax", "shape", "size",
    "floor", "ceil", "det", "trace", "norm", "chunk", "split", "unsqueeze", "squeeze", "view", "reshape", "item", "clamp", "logsumexp", "mul", "add",
})  # fmt: skip
MODULES: Final = (
    "np",
    "numpy",
    "torch",
    "math",
    "F",
    "tf",
    "jnp",
    "jax",
    "nn",
    "linalg",
    "functional",
    "special",
    "scipy",
    "mpmath",
    "keras",
    "activations",
    "self",
)

COMMANDS: Final = {
    "cdot": "·", "cdotp": "·", "times": "*", "ast": "*", "star": "*", "odot": "⊙", "circ": "⊙", "otimes": "⊗", "div": "/",
    "pm": "±", "mp": "±", "top": "ᵀ", "intercal": "ᵀ", "partial": "∂", "nabla": "∇", "sum": "∑", "prod": "∏",
    "le": "<=", "leq": "<=", "leqslant": "<=", "ge": ">=", "geq": ">=", "geqslant": ">=", "ne": "!=", "neq": "!=",
    "lt": "<", "gt": ">", "equiv": "=", "triangleq": "=", "coloneqq": "=", "approx": "≈", "sim": "≈", "leftarrow": "=", "gets": "=",
    "lfloor": "⌊", "rfloor": "⌋", "lceil": "⌈", "rceil": "⌉", "lvert": "|", "rvert": "|", "vert": "|", "mid": "|",
    "lVert": "‖", "rVert": "‖", "Vert": "‖", "prime": "'", "langle": "⟪", "rangle": "⟫", "infty": "∞",
    "to": "→", "rightarrow": "→", "Rightarrow": "→", "implies": "→", "iff": "→", "Leftrightarrow": "→", "therefore": "→",
    "in": "∈", "int": "∫", "bmod": "%", "lbrace": "{", "rbrace": "}", "lbrack": "[", "rbrack": "]", "land": "and", "lor": "or", "wedge": "and", "vee": "or",
    "dots": "…", "cdots": "…", "ldots": "…",
}  # fmt: skip
DROPPED: Final = frozenset({
    "left", "right", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl", "biggr", "displaystyle", "textstyle",
    "limits", "nolimits", "quad", "qquad", "mathstrut", "nonumber", "middle", "tag", "label", "boxed", "hline", "mathop", "mathbin",
})  # fmt: skip
WRAPPERS: Final = frozenset({
    "text", "mathrm", "mathbf", "mathit", "mathsf", "mathtt", "mathcal", "mathbb", "boldsymbol", "bm", "operatorname", "textbf",
    "textrm", "textit", "mathfrak", "rm", "bf", "mbox", "vec", "underline", "pmb",
})  # fmt: skip
ACCENTS: Final = {
    "hat": "hat",
    "widehat": "hat",
    "tilde": "tilde",
    "widetilde": "tilde",
    "bar": "bar",
    "overline": "bar",
    "dot": "dot",
}

WORDS: Final = {
    spelling: sign
    for sign, spellings in {
        "+": "plus|加上|加", "-": "minus|less|减去|减掉|减", "times": "times|右乘以|右乘|multiplied by|multiplied with|is multiplied by|are multiplied by|is multiplied with|are multiplied with|乘以|乘上|相乘|乘",
        "low*": "scale by|scaled by|then scale by|multiply by|multiply with|multiplying by|then multiply with|all times|all multiplied by|the whole thing times|and then times|then times|再乘以|再乘上|再乘|然后乘以|然后乘|最后乘以|最后乘|再右乘|and multiply by|then multiply by|and multiplied by|and multiplied with|then multiplied by|and then multiplied by",
        "low/": "divide by|dividing by|then divide by|and divide by|all divided by|everything divided by|the whole thing divided by|whole thing divided by|all over|再除以|然后除以|then divided by", "low-": "再减去|再减|然后减去", "low+": "then add|and add|再加上|再加|然后加上",
        "/": "over|divided by|除以|除",
        "·": "dot|点乘", "⊙": "hadamard|elementwise times|element-wise times|elementwise|逐元素乘以|逐元素乘|逐元素相乘|按元素乘|逐点乘|对应元素相乘|对应相乘|hadamard product",
        "power)": "次方|次幂", "^": "to the power of|to the power|to the|的次方", "squared": "squared|square|的平方|平方", "cubed": "cubed|的立方|立方",
        "ᵀ": "transpose|transposed|的转置|转置", "inverse": "inverse|inverted|的逆矩阵|的逆|逆矩阵|逆|求逆|取逆|再求逆",
        "√": "square root of|the square root of|square root|root|sqrt of|根号下|根号|的平方根", "neglog": "negative log of|negative log|the negative log of|minus the log of|的负对数|负对数|取负对数", "lse": "指数和的对数|的指数和的对数|指数之和的对数|的指数之和的对数|指数和取对数|取指数求和再取对数|取指数求和取对数|的指数求和再取对数", "rooted": "开根号|开方|开平方|开平方根", "low√": "再开根号|再开方|再开平方|然后开根号|最后开根号|整体开根号|and take the square root|then take the square root|then square root", "fn:cbrt": "cube root of|the cube root of|立方根",
        "square of": "square of|the square of", "cube of": "cube of|the cube of", "neg": "negative of|the negative of|负的|负", "under": "分之", "bracket": "括号|左括号|括号里|括号内|括号里面|open bracket|open paren|open parenthesis|in brackets|in parentheses",
        "unbracket": "右括号|反括号|括号完|括号外|括号之外|close bracket|close paren|close parenthesis",
        "1-": "one minus|1 minus|一减去|一减|1减去|1减",
        "1": "one|一", "2": "two|二|两倍", "0": "zero|零", "half": "half|one half|a half|二分之一|一半", "quarter": "a quarter|quarter|四分之一",
        "self": "itself|自己|自身|它自己|它本身|本身",
        "grad": "求导|求偏导|求偏导数|求梯度|的梯度|的导数|的偏导|的偏导数", "gradof": "gradient of|gradient wrt|gradient w.r.t.|gradient with respect to|grad of|derivative of the loss wrt",
        "floored": "floored|take the floor|taking the floor|then floor|向下取整|下取整|取整|rounded down|round down", "ceiled": "ceiled|take the ceiling|向上取整|上取整|rounded up|round up",
        "%": "mod", "prime": "prime", "fn:logsumexp": "log-sum-exp|log sum exp", "then": "过|套|套上|做|经过|再过|通过|取|pass through|passed through|passed through a|passed through the|put through|put through a|run through|run through a|goes through|goes through a|through",
        "": "w.r.t|over all paths|over all possible paths|over paths|over all tag sequences|over classes|over the classes|the|of|的|an|a matrix|by|再|去|整个|整体",
        "soft": "is|equals|equal to|is equal to|are|becomes|gives|which is|that is|thats|that's|it's|i.e.|等于|就是|就等于|为|是|即|得到|得|也就是|化简为|变成|结果是|means|yields|simplifies to|comes out to",
        "rel:>": "greater than|larger than|bigger than|大于", "rel:<": "less than|smaller than|小于",
        "rel:>=": "greater than or equal to|at least|大于等于|大于或等于|不小于", "rel:<=": "less than or equal to|at most|小于等于|小于或等于|不大于",
        "word": "一遍|时|否则|当|若|如果|其他|其余|因为|认为|作为|称为|分为|成为|以为|是否|但是|还是|于是|可是|只是|即可|立即|取决|过程|一样|一般|一步|一个|一些|一下|一起|做法|做的|通过程|逆序|加权|加速|乘法|减法|加法|除法|除了|记得|不得|觉得|取值|取决于|零点|再见|一阶|二阶|一层|二层|一维|二维|第一|第二|统一|唯一|之一|负样本|负梯度|负号|正负|归一|二元|二次|一次|一致|一定|一直|也是|都是|不过",
        "not": "not|isn't|is not|不是|并不是|而不是|rather than|instead of|不等于",
        "or": "or|nounor|或者|或", "and": "and|then|nounand|且|并且",
    }.items()
    for spelling in spellings.split("|")
}  # fmt: skip
"""What a spoken word stands for; an empty sign is passed over within a formula, ``soft`` parts a claim's two sides."""
