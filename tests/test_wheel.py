"""The installed program is whole: a wheel, unpacked elsewhere, holds an interview."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content and nothing of the checkout's."""
    work = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    source = work / "source"
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout  # noqa: S607
    for name in filter(None, listed.decode().split("\0")):
        if name.startswith(("tests/", "docs/", "benchmarks/")) or not (ROOT / name).exists():
            continue
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run([*pip, "wheel", "--no-deps", "--no-build-isolation", "-w", work, source], check=True)
    (wheel,) = work.glob("*.whl")
    subprocess.run([*pip, "install", "--no-deps", "--no-index", "--target", work / "site", wheel], check=True)
    return work / "site"


def test_an_interview_from_the_wheel_goes_from_start_to_report(installed: Path, tmp_path: Path):
    """Bank, formats, glossary, facts, migrations and limits are all in the wheel."""
    lines = ["/start cv en short practice", *["/skip"] * 12, "/end", "yes", "/report"]
    environment = {
        "PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "chat", "--jsonl", "--clock", "manual", "--seed", "7", "--database", f"sqlite:///{tmp_path}/a.db"],
        input="".join(json.dumps({"text": line}) + "\n" for line in lines),
        capture_output=True, text=True, cwd=tmp_path, env=environment, check=True,
    )  # fmt: skip
    said = "\n".join(message["text"] for line in done.stdout.splitlines() for message in json.loads(line)["messages"])
    assert "Stage 4 of 4" in said
    assert "Interview report" in said


def test_a_program_is_judged_from_the_wheel(installed: Path, tmp_path: Path):
    """The sandbox finds its own modules, its limits and the task where they are installed."""
    row = {
        "id": "1",
        "item": "two_sum_sorted",
        "language": "en",
        "answer": "def two_sum_sorted(numbers, target):\n    return None",
    }
    done = subprocess.run(
        [sys.executable, "-P", "-m", "bot", "grade"], input=json.dumps(row) + "\n", capture_output=True, text=True, cwd=tmp_path,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(installed), "HOME": str(tmp_path)}, check=True,
    )  # fmt: skip
    verdict = json.loads(done.stdout)
    assert verdict["criteria"]["correct"]["met"] is False, verdict
    assert verdict["outcome"] in {"not_met", "partly_met"}
