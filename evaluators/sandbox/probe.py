"""What this machine can enforce, found out by trying.

``python -I`` is started once; it forks a process for each layer, puts the layer on, and does what the layer must
prevent.
"""

import json
import platform
import subprocess
import sys
from functools import cache
from pathlib import Path

from evaluators.sandbox.layers import LAYERS, REQUIRED
from evaluators.text import Frozen

ROOT = Path(__file__).resolve().parents[2]


class LayerReport(Frozen):
    """Whether one layer holds here."""

    name: str
    works: bool
    required: bool
    why: str = ""
    """What went wrong, where it does not."""


class Report(Frozen):
    """What `probe` found: plain data for a ``doctor`` command or a health page."""

    system: str
    layers: tuple[LayerReport, ...]
    runs_programs: bool
    """Whether submissions are run here at all; if not, they are graded by reading only."""
    summary: str

    @property
    def usable(self) -> tuple[str, ...]:
        """Names of the layers that hold, in the order in which they are put on."""
        return tuple(layer.name for layer in self.layers if layer.works)


@cache
def probe() -> Report:
    """Try every layer, once in the life of this process."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    if platform.system() != "Linux":
        missing = "programs are confined on Linux only"
        layers = tuple(LayerReport(name=name, works=False, required=name in REQUIRED, why=missing) for name in LAYERS)
        return Report(system=system, layers=layers, runs_programs=False, summary=_refusal(missing))
    boot = "import sys; sys.path.append(sys.argv.pop(1)); from evaluators.sandbox.trials import main; main()"
    tried = subprocess.run(  # noqa: S603 - our own interpreter and code
        [sys.executable, "-I", "-c", boot, str(ROOT)], capture_output=True, timeout=60, check=False, cwd="/", env={}
    )
    found = json.loads(tried.stdout) if tried.returncode == 0 else {}
    layers = tuple(
        LayerReport(
            name=name,
            works=found.get(name) == "",
            required=name in REQUIRED,
            why=found.get(name, tried.stderr.decode("utf-8", "replace")[-200:]),
        )
        for name in LAYERS
    )
    missing = ", ".join(layer.name for layer in layers if layer.required and not layer.works)
    absent = ", ".join(layer.name for layer in layers if not layer.works)
    if missing:
        summary = _refusal(f"this machine does not enforce: {missing}")
    else:
        summary = f"programs run confined; not enforced here: {absent}" if absent else "programs run fully confined"
    return Report(system=system, layers=layers, runs_programs=not missing, summary=summary)


def _refusal(reason: str) -> str:
    return f"submissions are not run, only read: {reason}"
