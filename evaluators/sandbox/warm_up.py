"""What the fork server does once, so that no child has to: import, and run every kind of thing once.

Children can open no file, so what is not imported here cannot be imported by a candidate's program. The first optimizer
step alone imports some 800 modules.
"""

import importlib
import io
import sys
import warnings

import numpy as np
import torch
from torch import nn

NEVER = frozenset({
    "antigravity", "this", "idlelib", "turtle", "turtledemo", "tkinter", "test", "lib2to3", "ensurepip", "venv",
    "msilib", "winreg", "winsound", "_winapi", "msvcrt", "nt", "_overlapped", "_scproxy", "pydoc_data", "curses",
    "dbm", "sqlite3", "readline", "rlcompleter", "pdb", "cProfile", "profile", "distutils", "ossaudiodev", "spwd",
    "nis", "crypt", "cgi", "cgitb", "nntplib", "telnetlib", "smtpd", "asynchat", "asyncore", "imp", "audioop",
    "aifc", "chunk", "mailcap", "pipes", "sndhdr", "sunau", "uu", "xdrlib", "__main__", "site",
    "sitecustomize", "usercustomize",
})  # fmt: skip
"""Of the standard library: what opens windows, prints at import, is deprecated, or belongs to another system."""

SUBMODULES = (
    "collections.abc", "concurrent.futures", "importlib.util", "json.decoder", "logging.handlers", "os.path",
    "unittest.mock", "xml.etree.ElementTree", "numpy.linalg", "numpy.random", "numpy.testing", "numpy.fft",
    "numpy.ma", "numpy.polynomial", "numpy.lib.stride_tricks", "numpy.lib.recfunctions",
    "numpy.char", "numpy.rec", "numpy.strings", "numpy.typing", "numpy.dtypes", "numpy.exceptions", "numpy.matlib",
    "torch.nn.functional", "torch.nn.init", "torch.nn.utils", "torch.nn.utils.rnn", "torch.optim",
    "torch.optim.lr_scheduler",
    "torch.utils.data", "torch.autograd", "torch.distributions", "torch.linalg", "torch.testing", "torch.func",
    "torch.utils.checkpoint", "torch.utils._python_dispatch", "torch.amp", "torch.utils.serialization",
    "torch.nn.parameter", "torch.nn.modules",
    "encodings.idna", "encodings.ascii", "encodings.latin_1", "encodings.utf_16", "encodings.gbk",
)  # fmt: skip


def warm_up() -> None:
    """Import what programs import and run forward, backward and optimizer steps once, on one thread."""
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in sorted(sys.stdlib_module_names - NEVER):
            if not name.startswith("_"):
                _import(name)
        for name in SUBMODULES:
            _import(name)
        _train_once()
        _compute_once()
    sys.path_importer_cache.clear()


def _import(name: str) -> None:
    try:
        importlib.import_module(name)
    except ImportError:  # this build of Python lacks it
        return


def _train_once() -> None:
    net = nn.Sequential(
        nn.Conv2d(1, 4, 3, padding=1), nn.BatchNorm2d(4), nn.ReLU(), nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Dropout(0.1), nn.Linear(4, 3), nn.LayerNorm(3),
    )  # fmt: skip
    x, y = torch.randn(2, 1, 8, 8), torch.tensor([0, 2])
    data = torch.utils.data.DataLoader(torch.utils.data.TensorDataset(x, y), batch_size=2, shuffle=True)
    for kind in (torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad):
        optimizer = kind(net.parameters(), lr=0.01)
        for images, labels in data:
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(images), labels).backward()
            optimizer.step()
    repr(net)
    torch.save(net.state_dict(), io.BytesIO())
    with torch.no_grad():
        net.eval()(x)


def _compute_once() -> None:
    sequence = torch.randn(2, 5, 8)
    nn.MultiheadAttention(8, 2, batch_first=True)(sequence, sequence, sequence)
    nn.LSTM(8, 4, batch_first=True)(sequence)
    nn.functional.scaled_dot_product_attention(sequence, sequence, sequence)
    torch.cdist(sequence, sequence).topk(2)
    torch.einsum("bij,bkj->bik", sequence, sequence)
    torch.nn.functional.one_hot(torch.tensor([0, 1]))
    torch.linalg.norm(sequence)
    rng = np.random.default_rng(0)
    table = rng.normal(size=(6, 3))
    np.linalg.norm(table[:, None] - table[None], axis=-1).argsort(axis=1)
    np.bincount(np.array([0, 1, 1]), minlength=3)
    np.unique(np.array([1, 1, 2]), return_counts=True)
    np.random.seed(0)  # noqa: NPY002 - what candidates' programs call
    np.einsum("ij,kj->ik", table, table)
    f"{table!r}{sequence!r}"
