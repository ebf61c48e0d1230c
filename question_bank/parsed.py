"""Parsed YAML files, kept as JSON between starts: parsing JSON takes a fiftieth of the time."""

import json
import os
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

import yaml


class Parsed:
    """The contents of YAML files as JSON values, read from the files or from the cache.

    A cached file counts while its modification time (nanoseconds) and size are what they were, and the program's
    version is the same. Either way the values are those that JSON knows: a date is a string, a key is a string.
    """

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._known: dict[str, Any] = _stored(cache) if cache else {}
        self._seen: dict[str, Any] = {}
        self._changed = False

    def read(self, path: Path) -> Any:
        """The contents of `path`.

        Raises:
            OSError, UnicodeDecodeError, yaml.YAMLError: it cannot be read or is no YAML.

        """
        found = path.stat()
        stamp = [found.st_mtime_ns, found.st_size]
        entry = self._known.get(str(path))
        if not (isinstance(entry, dict) and entry.get("stamp") == stamp):
            # Text, not bytes: a wrong encoding is then named, not guessed.
            content = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
            entry = {"stamp": stamp, "content": json.loads(json.dumps(content, default=str))}
            self._changed = True
        self._seen[str(path)] = entry
        return entry["content"]

    def keep(self) -> None:
        """Write what was read into the cache, if anything is new. Another process sees the old one or the new one."""
        if self._cache is None or not (self._changed or self._seen.keys() != self._known.keys()):
            return
        fresh = self._cache.with_name(f"{self._cache.name}.{os.getpid()}")
        with suppress(OSError):
            self._cache.parent.mkdir(parents=True, exist_ok=True)
            fresh.write_text(json.dumps({"version": _version(), "files": self._seen}), encoding="utf-8")
            fresh.replace(self._cache)


def _stored(cache: Path) -> dict[str, Any]:
    """The cached files; nothing where there is no cache, it is damaged, or it is another version's."""
    try:
        stored = json.loads(cache.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(stored, dict) or stored.get("version") != _version() or not isinstance(stored.get("files"), dict):
        return {}
    return dict(stored["files"])


def _version() -> str:
    try:
        return version("mock-interviewer")
    except PackageNotFoundError:
        return "not installed"
