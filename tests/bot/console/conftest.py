"""What the tests of the terminal share."""

import sys
from pathlib import Path

import pytest

for folder in (Path(__file__).parent, Path(__file__).parent.parent):
    sys.path.insert(0, str(folder))


@pytest.fixture
def address(tmp_path):
    return f"sqlite:///{tmp_path / 'i.db'}"
