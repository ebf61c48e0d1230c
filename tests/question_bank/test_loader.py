"""Faults of files, each told on a line that says where and what."""

import pytest

from question_bank.loader import BrokenBank, load


def test_every_fault_of_every_file_is_told_on_one_line_with_its_place(tmp_path):
    """A file that is no YAML does not hide the faults of the next one."""
    (tmp_path / "items" / "nlp").mkdir(parents=True)
    (tmp_path / "formats").mkdir()
    (tmp_path / "items" / "nlp" / "broken.yaml").write_text("id: broken\nprompt: 5\n  bad: [\n", encoding="utf-8")
    (tmp_path / "items" / "nlp" / "other.yaml").write_text("id: other\nlevel: 9\n", encoding="utf-8")
    with pytest.raises(BrokenBank) as broken:
        load(tmp_path)
    told = str(broken.value).splitlines()
    assert any("broken.yaml: line 3, column 6: mapping values are not allowed" in line for line in told)
    assert any("other.yaml: level: " in line for line in told)
    assert any("other.yaml: title: " in line for line in told)
    assert "<unicode string>" not in str(broken.value)
