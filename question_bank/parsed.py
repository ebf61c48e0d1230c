"""Parsed YAML files, kept as JSON between starts, together with the word that they were found sound.

Parsing JSON takes a fiftieth of the time that YAML takes; and reading a grading section, which compiles its patterns,
can wait until the item is asked.
"""

import hashlib
import json
import os
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, NamedTuple

import yaml

import evaluators

RULES = (Path(evaluators.__file__).parent, Path(__file__).parent)
"""What decides whether a file is sound, beside the file: the evaluators with their data, and this package's modules."""


class Content(NamedTuple):
    """What a file holds."""

    value: Any
    """JSON values: a date is a string, a key is a string, however it was read."""
    sound: bool
    """Whether it was found sound before, by the rules as they are now."""


class Parsed:
    """The contents of YAML files, read from the files or from the cache.

    A cached file counts while its modification time (nanoseconds) and size are what they were, and the program's
    version is the same; that it was found sound counts while the rules' files are the same, too.
    """

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._rules = _stamp_of_rules() if cache else ""
        stored = _stored(cache) if cache else {}
        self._known: dict[str, Any] = stored.get("files", {})
        self._sound = bool(stored) and stored.get("rules") == self._rules
        self._seen: dict[str, Any] = {}

    def read(self, path: Path) -> Content:
        """The contents of `path`.

        Raises:
            OSError, UnicodeDecodeError, yaml.YAMLError: it cannot be read or is no YAML.

        """
        found = path.stat()
        stamp = [found.st_mtime_ns, found.st_size]
        entry: dict[str, Any] = self._known.get(str(path), {})
        unchanged = entry.get("stamp") == stamp
        if not unchanged:
            # Text, not bytes: a wrong encoding is then named, not guessed.
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            entry = {"stamp": stamp, "content": json.loads(json.dumps(content, default=str))}
        self._seen[str(path)] = entry
        return Content(entry["content"], sound=unchanged and self._sound)

    def keep(self) -> None:
        """Write what was read into the cache, as sound, if anything is new.

        Another process sees the old cache or the new one, never half of it.
        """
        if self._cache is None or (self._sound and self._seen == self._known):
            return
        fresh = self._cache.with_name(f"{self._cache.name}.{os.getpid()}")
        content = {"version": _version(), "rules": self._rules, "files": self._seen}
        with suppress(OSError):
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps(content), encoding="utf-8")
            fresh.replace(self._cache)


def _stored(cache: Path) -> dict[str, Any]:
    """The cache; nothing where there is none, it is damaged, or it is another version's."""
    try:
        stored = json.loads(cache.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(stored, dict) or stored.get("version") != _version() or not isinstance(stored.get("files"), dict):
        return {}
    return stored


def _stamp_of_rules() -> str:
    """One word for the state of all rules' files: names, times and sizes."""
    digest = hashlib.sha256()
    for root in RULES:
        for folder, folders, names in os.walk(root):
            folders[:] = sorted(name for name in folders if name not in ("__pycache__", "items"))
            for name in sorted(names):
                found = (Path(folder) / name).stat()
                digest.update(f"{folder}/{name} {found.st_mtime_ns} {found.st_size}\n".encode())
    return digest.hexdigest()


def _version() -> str:
    try:
        return version("mock-interviewer")
    except PackageNotFoundError:
        return "not installed"
