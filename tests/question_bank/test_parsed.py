"""The cache of parsed files changes nothing but the time that loading takes."""

import os
import stat

import pytest

from question_bank.loader import BrokenBank, load
from question_bank.parsed import Parsed

ITEM = """
id: {name}
title: {{zh: 题, en: An item}}
prompt: {{zh: 问, en: "What is it?"}}
topics: [basics]
sources: [2026-01-02]
"""


@pytest.fixture
def root(tmp_path):
    folder = tmp_path / "bank" / "items" / "basics"
    folder.mkdir(parents=True)
    for name in ("one", "two"):
        (folder / f"{name}.yaml").write_text(ITEM.format(name=name), encoding="utf-8")
    return tmp_path / "bank"


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache" / "bank.json"


def read_by_yaml(monkeypatch, root, cache) -> int:
    """How many files loading parses as YAML."""
    calls = []
    real = __import__("yaml").load
    monkeypatch.setattr("question_bank.parsed.yaml.load", lambda *args, **kw: calls.append(1) or real(*args, **kw))
    load(root, cache)
    monkeypatch.undo()
    return len(calls)


def test_the_second_start_parses_nothing(root, cache, monkeypatch):
    assert read_by_yaml(monkeypatch, root, cache) == 2
    assert read_by_yaml(monkeypatch, root, cache) == 0


def test_the_bank_is_the_same_either_way(root, cache):
    fresh, first, second = load(root), load(root, cache), load(root, cache)
    assert fresh == first == second
    assert fresh.item("one").sources == ("2026-01-02",)


def test_a_changed_file_is_noticed_even_within_the_same_second_and_size(root, cache, monkeypatch):
    load(root, cache)
    path = root / "items" / "basics" / "one.yaml"
    before = path.stat()
    path.write_text(ITEM.format(name="one").replace("What", "Who?")[: before.st_size], encoding="utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert read_by_yaml(monkeypatch, root, cache) == 1
    assert load(root, cache).item("one").prompt.en.startswith("Who?")


def test_files_that_come_and_go_are_noticed(root, cache):
    load(root, cache)
    folder = root / "items" / "basics"
    (folder / "two.yaml").unlink()
    (folder / "three.yaml").write_text(ITEM.format(name="three"), encoding="utf-8")
    assert {item.id for item in load(root, cache)} == {"one", "three"}
    assert b"two.yaml" not in cache.read_bytes()


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b'{"version": null}'])
def test_a_damaged_cache_is_done_without(root, cache, damage):
    load(root, cache)
    cache.write_bytes(damage)
    assert {item.id for item in load(root, cache)} == {"one", "two"}


def test_another_versions_cache_is_not_read(root, cache, monkeypatch):
    load(root, cache)
    monkeypatch.setattr("question_bank.parsed._version", lambda: "0.0.1")
    assert Parsed(cache)._known == {}


def test_a_cache_that_cannot_be_written_is_done_without(root, tmp_path):
    """Its folder is a file: nothing can be made in it, whoever runs the test."""
    (tmp_path / "file").write_text("")
    assert {item.id for item in load(root, tmp_path / "file" / "bank.json")} == {"one", "two"}


def test_a_broken_file_is_told_again_at_every_start(root, cache):
    path = root / "items" / "basics" / "one.yaml"
    path.write_text("id: [", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BrokenBank, match=r"one\.yaml"):
            load(root, cache)
    path.write_text(ITEM.format(name="one").replace("topics", "tpics"), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BrokenBank) as caught:
            load(root, cache)
        assert len(caught.value.faults) == 2


def test_a_file_that_is_no_text_is_named(root):
    (root / "items" / "basics" / "one.yaml").write_bytes(b"id: \xff\xfe")
    with pytest.raises(BrokenBank, match=r"one\.yaml: .*utf-8"):
        load(root)


def test_a_file_once_found_sound_is_not_judged_again_until_it_or_the_rules_change(root, cache, tmp_path, monkeypatch):
    """Reading a grading section waits until it is used; a change of the evaluators makes the next start look again."""
    rules = tmp_path / "rules"
    rules.mkdir()
    monkeypatch.setattr("question_bank.parsed.RULES", (rules,))
    path = root / "items" / "basics" / "one.yaml"
    sound = path.read_text(encoding="utf-8")
    load(root, cache)
    assert Parsed(cache).read(path).sound
    (rules / "new.py").write_text("")
    assert not Parsed(cache).read(path).sound
    load(root, cache)
    assert Parsed(cache).read(path).sound
    path.write_text(sound + "level: 1\n", encoding="utf-8")
    assert not Parsed(cache).read(path).sound


def test_a_bank_with_faults_counts_nothing_as_sound(root, cache):
    path = root / "items" / "basics" / "one.yaml"
    path.write_text(ITEM.format(name="one") + "grading: {kind: no_such_kind}\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BrokenBank, match="unknown kind 'no_such_kind'"):
            load(root, cache)
    assert not cache.exists()


def test_the_cache_holds_data_only(root, cache):
    """JSON, readable by its owner's other tools, nothing executable."""
    load(root, cache)
    assert cache.read_bytes().startswith(b'{"version"')
    assert not cache.stat().st_mode & stat.S_IXUSR
