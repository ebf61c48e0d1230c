"""What no answer needs is seen; what honest programs do is let pass."""

import ast

import pytest

from evaluators.program.conduct import conduct
from evaluators.program.structure.code import Code

HONEST = [
    "import os\nos.environ['CUDA_VISIBLE_DEVICES'] = '0'",
    "import os\nos.environ.setdefault('OMP_NUM_THREADS', '1')",
    "import os\nprint(os.path.join('a', 'b'), os.cpu_count())",
    "import sys\nsys.setrecursionlimit(10000)",
    "import sys\ndef f():\n    return sys.maxsize",
    "import torch\ntorch.backends.cudnn.benchmark = True\ntorch.manual_seed(0)",
    "import torch\ntorch.set_num_threads(4)\ntorch.set_default_dtype(torch.float64)",
    "import numpy as np\nnp.random.seed(0)\nnp.set_printoptions(precision=3)",
    "import gc\ngc.collect()",
    "import warnings\nwarnings.filterwarnings('ignore')",
    "import random, math, time, heapq, bisect, itertools, functools, collections, typing, dataclasses, re, json, string",
    "from dataclasses import dataclass\n@dataclass\nclass A:\n    x: int = 0",
    "class V:\n    def __eq__(self, other):\n        return self.x == other.x",
    "class V:\n    def __eq__(self, other):\n        if isinstance(other, V):\n            return True\n        return NotImplemented",
    "import torch.nn as nn\nclass Net(nn.Module):\n    def __init__(self):\n        super().__init__()\n        self.conv.weight.data.fill_(0)\n        self.system = 1",
    "import torch\nmodel = torch.nn.Linear(1, 1)\nmodel.weight = torch.nn.Parameter(torch.zeros(1, 1))\nmodel.eval()",
    "import sys\nif __name__ == '__main__':\n    sys.exit(0)",
    "import unittest\nunittest.TestCase().assertEqual(1, 1)",
    "import torch\nx = torch.ones(2)\nx.grad = None\nx[0] = 3",
    "def compile(x):\n    return x\ncompile(3)",
    "def f(open, close):\n    return [open, close]",
    "import torch\nprint(torch.__version__)",
    "nums = [1]\nnums[0] = 2\nd = {}\nd['a'] = 1",
    "import logging\nlogging.basicConfig(level=logging.INFO)",
    "type(self).__name__",
    "while True:\n    if done():\n        break",
    "def f():\n    while True:\n        if done():\n            return 1",
    "def f():\n    while True:\n        yield 1",
    "INF = 10 ** 18\nbest = -10 ** 9",
    "import torch\nx = torch.zeros(64, 3, 224, 224)\ny = [0] * 100000\nfor _ in range(10 ** 9):\n    break",
    "import numpy as np\nwith np.errstate(over='ignore'):\n    np.exp(1000)",
    "from __future__ import annotations\nimport torch.utils.data",
    "class A:\n    def f(self, sys):\n        return self.sys.os",
    "class A:\n    def __init__(self):\n        self.signal = self.os = 1\n        self.net.signal = 2",
    "def f():\n    'Looks at no __globals__.'\n    print('the f1 and the tb_size of it')",
]
SEEN = {
    "import ctypes": "needless_import",
    "from subprocess import run": "needless_import",
    "import importlib.util": "needless_import",
    "import evaluators.program.judging as j": "needless_import",
    "import os\nos._exit(0)": "leaves",
    "import sys\nsys.exit()": "leaves",
    "exit(0)": "leaves",
    "import sys\nsys._getframe(1)": "reaches_inside",
    "import gc\nfor o in gc.get_objects(): pass": "reaches_inside",
    "import inspect\ninspect.stack()": "reaches_inside",
    "import os\ngetattr(os, '_ex' + 'it')": "reaches_inside",
    "getattr((), '__subclasses__')": "reaches_inside",
    "x = bytearray(10 ** 10)": "devours",
    "x = [0] * (1 << 40)": "devours",
    "import torch\nx = torch.zeros(100000, 100000)": "devours",
    "while True:\n    held.append(bytearray(1000))": "never_ends",
    "while 1:\n    print('x')": "never_ends",
    "raise SystemExit(0)": "leaves",
    "__builtins__.len = print": "reaches_inside",
    "import __main__": "needless_import",
    "import _posixsubprocess": "needless_import",
    "from torch.utils import _python_dispatch": "needless_import",
    "import pickle": "needless_import",
    "import torch\ntorch.sys.modules": "reaches_inside",
    "import numpy as np\nnp.ctypeslib.ctypes.CDLL(None)": "reaches_inside",
    "import torch\ntorch._C._DisableTorchDispatch()": "reaches_inside",
    "import torch\ntorch.UntypedStorage.from_file('x')": "reaches_inside",
    "import operator\noperator.attrgetter('__traceback__.tb_frame')": "reaches_inside",
    "'{0.f.__globals__}'.format(x)": "reaches_inside",
    "import torch\ntorch.__dict__['equal'] = print": "patches",
    "import inspect\ninspect.currentframe()": "reaches_inside",
    "try:\n    1/0\nexcept Exception as e:\n    e.__traceback__.tb_frame.f_back": "reaches_inside",
    "().__class__.__base__.__subclasses__()": "reaches_inside",
    "import sys\nsys.modules['torch'] = None": "patches",
    "import torch\ntorch.allclose = lambda *a: True": "patches",
    "import torch as t\nt.Tensor.__eq__ = lambda a, b: True": "patches",
    "import torch.nn.functional as F\nF.conv2d = None": "patches",
    "import torch\nsetattr(torch, 'equal', print)": "patches",
    "open('/etc/passwd')": "reaches_inside",
    "import os\nprint(os.environ)": "files",
    "import os\nos.environ.get('TOKEN')": "files",
    "import os\nos.listdir('/')": "files",
    "import numpy as np\nnp.load('answers.npy')": "files",
    "from pathlib import Path\nPath('x').read_text()": "files",
    "eval('1')": "reaches_inside",
    "__import__('os')": "reaches_inside",
    "class A:\n    def __eq__(self, other): return True": "equal_to_all",
    "class A:\n    __eq__ = lambda self, other: True": "equal_to_all",
}


def code(text):
    return Code(text, ast.parse(text))


@pytest.mark.parametrize("text", HONEST)
def test_honest_programs_are_let_pass(text):
    assert conduct(code(text)) is None


@pytest.mark.parametrize(("text", "note"), SEEN.items())
def test_what_no_answer_needs_is_seen(text, note):
    found = conduct(code(text))
    assert found is not None
    assert found.note == note
    assert found.line >= 1
    assert found.what.zh
    assert found.what.en
