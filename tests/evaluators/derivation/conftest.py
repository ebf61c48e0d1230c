"""The items of the catalogue, loaded once."""

from pathlib import Path

import pytest
import yaml

import question_bank
from question_bank.item import Item

FOLDER = Path(question_bank.__file__).parent / "items" / "derivation"


@pytest.fixture(scope="session")
def items():
    """Every derivation item by id."""
    return {path.stem: Item.model_validate(yaml.safe_load(path.read_bytes())) for path in sorted(FOLDER.glob("*.yaml"))}
