"""What a grading may use: a data file, read into frozen data."""

from functools import cache
from pathlib import Path

import yaml
from pydantic import Field

from evaluators.text import Frozen

MIB = 1024 * 1024


class Limits(Frozen):
    """Bounds of one grading; times in seconds, sizes in MiB. `limits.yaml` says what each is for."""

    wall: float = Field(gt=0)
    call: float = Field(gt=0)
    brief: float = Field(gt=0)
    judging: float = Field(gt=0)
    cpu: int = Field(ge=1)
    memory: int = Field(ge=64)
    stack: int = Field(ge=1)
    descriptors: int = Field(ge=8)
    output_kept: float = Field(ge=0)
    output: float = Field(gt=0)
    frame: float = Field(gt=0)
    starts: int = Field(ge=1)


@cache
def default_limits() -> Limits:
    """The limits that ship with the program."""
    return Limits.model_validate(yaml.safe_load((Path(__file__).parent / "limits.yaml").read_text("utf-8")))
