"""``mock-interviewer bank accuracy``: the page for the documentation."""

import pytest
from small_bank import small_bank

from bot import accuracy as module
from bot.problem import Problem


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(module, "open_bank", small_bank)
    monkeypatch.setattr(module, "labelled", lambda: iter(()))


def test_without_a_reader_the_rules_are_measured_alone_and_the_page_says_so(capsys, monkeypatch):
    monkeypatch.setenv("MOCK_INTERVIEWER_READER", "0")
    module.print_accuracy()
    page = capsys.readouterr().out
    assert "### Rules alone" in page
    assert "There was no learned reader to hear." in page


def test_a_picture_that_cannot_be_written_is_told_with_its_name(tmp_path):
    found = module.Comparison(opinions=[(0.5, True), (0.4, False)])
    with pytest.raises(Problem, match="name another file"):
        module._drawn(found, tmp_path / "missing" / "picture.svg")
    assert "picture.svg" in module._drawn(found, tmp_path / "picture.svg")
