"""Sees whether a program does what no answer needs: leaves the process, replaces torch, searches memory, opens files.

The sandbox contains such a program whatever it does; this only keeps it from being credited. So the rules name things
that an honest answer to these tasks does not do, and when in doubt they stay silent.
"""

import ast
import math
import re
from typing import NamedTuple

from evaluators.program.structure.code import Code, is_main_guard
from evaluators.text import Text


class Conduct(NamedTuple):
    """One thing that the program does."""

    note: str
    line: int
    what: Text


MODULES = frozenset({
    "ctypes", "subprocess", "socket", "multiprocessing", "signal", "resource", "mmap", "fcntl", "pty", "ptrace",
    "builtins", "_thread", "faulthandler", "shutil", "tempfile", "glob", "urllib", "http", "requests", "asyncio",
    "cffi", "winreg", "code", "codeop", "runpy", "importlib", "pkgutil", "threading", "concurrent", "evaluators",
    "__main__",
    "linecache", "fileinput", "pickle", "marshal", "shelve", "dill", "copyreg", "zipimport", "posix", "atexit",
    "pdb", "bdb", "select", "selectors", "ssl", "ftplib", "smtplib", "socketserver", "xmlrpc", "webbrowser", "site",
})  # fmt: skip
"""Nothing in them is of use to an answer; nor in what begins with an underscore, ``__future__`` apart."""
LIBRARIES_INSIDE = frozenset({
    "os", "sys", "builtins", "ctypes", "ctypeslib", "subprocess", "socket", "importlib", "signal", "multiprocessing",
    "_os", "_sys",
})  # fmt: skip
"""Libraries that another one holds: ``torch.sys``, ``random._os``."""
INSIDE_TORCH = tuple(
    f"torch.{name}"
    for name in (
        "_C._Disable", "_C._Exclude", "_C._dispatch", "_C._set", "utils._python_dispatch", "overrides", "library",
        "utils.cpp_extension",
    )
)  # fmt: skip
"""Where torch's own operators are watched, replaced or built."""
ATTRIBUTES = frozenset({
    "_getframe", "_current_frames", "get_objects", "get_referrers", "get_referents", "f_back", "f_locals",
    "f_globals", "f_builtins", "f_code", "tb_frame", "gi_frame", "cr_frame", "ag_frame", "__subclasses__",
    "__globals__", "__builtins__", "__closure__", "__code__", "__loader__", "_exit", "abort", "settrace",
    "setprofile", "addaudithook", "currentframe", "getouterframes", "getinnerframes", "kill",
    "killpg", "fork", "forkpty", "popen", "system", "execv", "execve", "execl", "execvp", "spawnv", "getsource",
    "raise_signal", "set_wakeup_func", "memfd_create", "pidfd_open", "load_library", "from_file", "open_memmap",
    "tofile", "DataSource",
})  # fmt: skip
HIDDEN = frozenset(name for name in ATTRIBUTES if re.match(r"__|_get|_current|(f|tb|gi|cr|ag)_", name))
"""Those that no text speaks of, unless ``attrgetter`` or ``format`` is to look them up."""
FUNCTIONS = frozenset({"exec", "eval", "compile", "open", "breakpoint", "__import__", "globals", "vars"})
LEAVING = frozenset({"sys.exit", "exit", "quit", "os._exit", "os.abort"})
FILES = frozenset(
    ["read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "glob", "rglob", "open", "exists"]
)
READERS = frozenset(
    {
        "io.open",
        "codecs.open",
        "numpy.fromfile",
        "numpy.load",
        "numpy.loadtxt",
        "numpy.genfromtxt",
        "numpy.memmap",
        "torch.load",
        "torch.hub.load",
    }
)
HARMLESS_IN_OS = frozenset({"path", "cpu_count", "getpid", "linesep", "sep", "name"})
ALLOCATORS = frozenset({"zeros", "ones", "empty", "full", "rand", "randn", "eye", "arange"})
DEVOURING, HUGE = 10**9, 10**30
SETTINGS = ("torch.backends", "numpy.random", "os.environ", "sys.stdout", "sys.stderr")
PROTECTED = (
    "torch", "numpy", "sys", "os", "builtins", "math", "bisect", "heapq", "collections", "random", "json",
    "warnings", "time", "gc",
)  # fmt: skip


def conduct(code: Code) -> Conduct | None:
    """The first thing that no answer needs, or None."""
    silent = {id(one.value) for one in ast.walk(code.tree) if isinstance(one, ast.Expr)}
    guarded = {id(node) for block in code.tree.body if is_main_guard(block) for node in ast.walk(block)}
    imported = {
        alias.asname or alias.name.split(".")[0]
        for node in ast.walk(code.tree)
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    settings = {
        id(node.value)
        for node in ast.walk(code.tree)
        if (isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store))
        or (isinstance(node, ast.Attribute) and node.attr in ("setdefault", "update"))
    }
    for node in ast.walk(code.tree):
        if id(node) in guarded:
            continue
        seen = (
            _imports(node)
            or _devours(code, node)
            or _never_ends(node)
            or _reads_environment(code, node, settings)
            or _reaches(code, node, imported)
            or _calls(code, node)
            or _replaces(code, node)
            or _equal_to_all(node)
            or (_names_insides(node) if id(node) not in silent else None)
        )
        if seen:
            return seen
    return None


def _imports(node: ast.AST) -> Conduct | None:
    names = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom):
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    for name in names:
        first = name.split(".")[0]
        if first in MODULES or (first.startswith("_") and first != "__future__") or name.startswith(INSIDE_TORCH):
            return Conduct("needless_import", node.lineno, Text(zh=f"导入了 {name}", en=f"it imports {name}"))  # type: ignore[attr-defined]
    return None


def _reads_environment(code: Code, node: ast.AST, settings: set[int]) -> Conduct | None:
    """Reading the environment; setting a variable, as some do before they import torch, is harmless."""
    if not isinstance(node, ast.Attribute | ast.Name) or code.name(node) != "os.environ" or id(node) in settings:
        return None
    return Conduct("files", node.lineno, Text(zh="读取环境变量", en="it reads the environment"))


def _reaches(code: Code, node: ast.AST, imported: set[str]) -> Conduct | None:
    if isinstance(node, ast.Name) and node.id in ("__builtins__", "__loader__", "__spec__"):
        return Conduct("reaches_inside", node.lineno, Text(zh=f"使用了 {node.id}", en=f"it uses {node.id}"))
    if isinstance(node, ast.Raise):
        raised = node.exc.func if isinstance(node.exc, ast.Call) else node.exc
        if code.name(raised) == "SystemExit":
            return Conduct("leaves", node.lineno, Text(zh="抛出 SystemExit 退出进程", en="it leaves the process"))
    if not isinstance(node, ast.Attribute):
        return None
    name = code.name(node)
    if node.attr in ATTRIBUTES and not _own(node):
        return Conduct("reaches_inside", node.lineno, Text(zh=f"使用了 {node.attr}", en=f"it uses {node.attr}"))
    known = name.split(".")[0] in {one.split(".")[0] for one in code.names.values()}
    if known and (LIBRARIES_INSIDE & set(name.split(".")[1:]) or name.startswith(INSIDE_TORCH)):
        return Conduct("reaches_inside", node.lineno, Text(zh=f"使用了 {name}", en=f"it uses {name}"))
    if name.startswith("os.environ"):
        return None  # `_reads_environment` looks at what is done with it
    by_os = name.startswith("os.") and name.split(".")[1] not in HARMLESS_IN_OS
    if by_os or name in READERS or (node.attr in FILES and {"pathlib", "Path"} & imported):
        what = Text(zh=f"访问系统或文件（{name}）", en=f"it turns to the system or to files ({name})")
        return Conduct("files", node.lineno, what)
    if name in ("sys.modules", "sys.meta_path", "sys.path_hooks", "inspect.stack", "inspect.trace"):
        return Conduct("reaches_inside", node.lineno, Text(zh=f"使用了 {name}", en=f"it uses {name}"))
    return None


def _devours(code: Code, node: ast.AST) -> Conduct | None:
    """More than a thousand million elements asked for in one go."""
    size = 0
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mult):
        for part, other in ((node.left, node.right), (node.right, node.left)):
            if isinstance(part, ast.List | ast.Tuple) or (
                isinstance(part, ast.Constant) and isinstance(part.value, str | bytes)
            ):
                size = _constant(other)
    elif isinstance(node, ast.Call):
        name = code.name(node.func)
        if name in ("bytearray", "bytes") or (
            name.split(".")[0] in ("torch", "numpy") and name.rpartition(".")[2] in ALLOCATORS
        ):
            flat = [
                one
                for given in node.args
                for one in (given.elts if isinstance(given, ast.Tuple | ast.List) else [given])
            ]
            size = math.prod(max(1, _constant(one)) for one in flat)
    if size < DEVOURING:
        return None
    return Conduct("devours", node.lineno, Text(zh="申请巨量内存", en="it asks for an enormous amount of memory"))  # type: ignore[attr-defined]


def _never_ends(node: ast.AST) -> Conduct | None:
    """A ``while True`` that nothing in it can leave."""
    if not isinstance(node, ast.While) or not isinstance(node.test, ast.Constant) or not node.test.value:
        return None
    if any(isinstance(one, ast.Break | ast.Return | ast.Raise | ast.Yield | ast.Try) for one in ast.walk(node)):
        return None
    return Conduct("never_ends", node.lineno, Text(zh="这个循环永远不会结束", en="this loop never ends"))


def _constant(node: ast.expr) -> int:
    """The value of an integer expression of constants, 0 where it is none; never more than a huge bound."""
    if isinstance(node, ast.Constant):
        return node.value if type(node.value) is int else 0
    if not isinstance(node, ast.BinOp):
        return 0
    left, right = _constant(node.left), _constant(node.right)
    if isinstance(node.op, ast.Mult):
        return min(left * right, HUGE)
    if isinstance(node.op, ast.Pow) and 0 <= right < 200 and abs(left) < HUGE:
        return int(min(left**right, HUGE))
    if isinstance(node.op, ast.LShift) and 0 <= right < 200:
        return min(left << right, HUGE)
    return 0


def _calls(code: Code, node: ast.AST) -> Conduct | None:
    if not isinstance(node, ast.Call):
        return None
    name = code.name(node.func)
    if name in LEAVING:
        return Conduct("leaves", node.lineno, Text(zh=f"调用 {name} 退出进程", en=f"it leaves the process ({name})"))
    if isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and node.func.id not in code.functions:
        return Conduct("reaches_inside", node.lineno, Text(zh=f"调用了 {node.func.id}", en=f"it calls {node.func.id}"))
    if isinstance(node.func, ast.Name) and node.func.id == "getattr" and len(node.args) > 1:
        wanted = node.args[1]
        hidden = isinstance(wanted, ast.BinOp | ast.JoinedStr)
        if hidden or (isinstance(wanted, ast.Constant) and wanted.value in ATTRIBUTES):
            return Conduct(
                "reaches_inside", node.lineno, Text(zh="用 getattr 取内部属性", en="it gets at insides by getattr")
            )
    if isinstance(node.func, ast.Name) and node.func.id in ("setattr", "delattr") and node.args:
        target = code.name(node.args[0])
        if target.split(".")[0] in PROTECTED:
            return Conduct("patches", node.lineno, Text(zh=f"改写了 {target}", en=f"it replaces parts of {target}"))
    return None


def _replaces(code: Code, node: ast.AST) -> Conduct | None:
    """An assignment to an attribute or an entry of a library."""
    targets: list[ast.expr] = []
    if isinstance(node, ast.Assign):
        targets = list(node.targets)
    elif isinstance(node, ast.AugAssign | ast.AnnAssign):
        targets = [node.target]
    elif isinstance(node, ast.Delete):
        targets = list(node.targets)
    for target in targets:
        inner = target.value if isinstance(target, ast.Subscript) else target
        if not isinstance(inner, ast.Attribute):
            continue
        name = code.name(inner)
        root = name.split(".")[0]
        if (
            root in PROTECTED
            and root in {known.split(".")[0] for known in code.names.values()}
            and not name.startswith(SETTINGS)
        ):
            return Conduct("patches", inner.lineno, Text(zh=f"改写了 {name}", en=f"it replaces {name}"))
    return None


def _equal_to_all(node: ast.AST) -> Conduct | None:
    """A class whose comparison says yes whatever it is compared with."""
    if not isinstance(node, ast.ClassDef):
        return None
    for method in node.body:
        if isinstance(method, ast.FunctionDef) and method.name == "__eq__":
            ends = [one for one in ast.walk(method) if isinstance(one, ast.Return)]
            if ends and all(isinstance(one.value, ast.Constant) and bool(one.value.value) for one in ends):
                what = Text(zh="定义了与任何值都相等的对象", en="it defines an object that is equal to everything")
                return Conduct("equal_to_all", method.lineno, what)
        if isinstance(method, ast.Assign) and isinstance(method.value, ast.Lambda):
            named = any(isinstance(target, ast.Name) and target.id == "__eq__" for target in method.targets)
            if named and isinstance(method.value.body, ast.Constant) and method.value.body.value is True:
                what = Text(zh="定义了与任何值都相等的对象", en="it defines an object that is equal to everything")
                return Conduct("equal_to_all", method.lineno, what)
    return None


def _names_insides(node: ast.AST) -> Conduct | None:
    """A text that names an inside: ``attrgetter("f_back")``, ``"{0.__globals__}".format(...)``."""
    if not isinstance(node, ast.Constant) or not isinstance(node.value, str):
        return None
    named = next((word for word in re.findall(r"\w+", node.value) if word in HIDDEN), None)
    if named is None:
        return None
    return Conduct("reaches_inside", node.lineno, Text(zh=f"用文字取 {named}", en=f"it gets at {named} by its name"))


def _own(node: ast.Attribute) -> bool:
    """Whether an attribute belongs to the program's own object: ``self.fork``, ``self.system``."""
    return isinstance(node.value, ast.Name) and node.value.id == "self" and not node.attr.startswith("_")
