"""The reader's files: weights in eight bits, the vocabulary, and the calibrations.

``reader.safetensors`` holds each matrix as int8 with one half-precision scale a row, and vectors in half precision;
``reader.json`` holds the pieces, the folding, the calibrations and what the training said of itself. Contradictions and
denied facts have a *branch* of their own each, since training on one cost what the reader knew of the others:
``contradictions.safetensors`` and ``facts.safetensors`` have its upper layers, and all below is shared. What reads
stances shares the words alone: ``stances.safetensors``.
"""

import copy
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import torch
from safetensors.torch import load_file, save_file
from torch import Tensor, nn

from evaluators.concept.reader.client import FOLDER, Branch
from evaluators.concept.reader.encoder import Encoder
from evaluators.concept.reader.pieces import Pieces
from evaluators.concept.reader.stances import Stances

_SCALE = ":scale"
_WEIGHTS, _DESCRIBED, _STANCES = "reader.safetensors", "reader.json", "stances.safetensors"
_WORDS = "words.weight"


@dataclass(frozen=True)
class Calibration:
    """Turns a logit into a probability: ``sigmoid(slope * logit + offset)`` (Platt, 1999)."""

    slope: float = 1.0
    offset: float = 0.0

    def of(self, logit: float) -> float:
        """The probability that `logit` stands for."""
        return 1 / (1 + math.exp(-(self.slope * logit + self.offset)))


@dataclass(frozen=True)
class Reader:
    """A trained encoder with its vocabulary, ready to be asked."""

    encoder: Encoder
    pieces: Pieces
    calibration: Calibration
    version: str


def save(folder: Path, encoder: Encoder, pieces: Pieces, calibration: Calibration, facts: Mapping[str, Any]) -> None:
    """Write the two files into `folder`; `facts` are kept beside the vocabulary and must hold a ``version``."""
    folder.mkdir(parents=True, exist_ok=True)
    save_file(_stored(encoder), folder / _WEIGHTS)
    described = {
        "facts": dict(facts),
        "calibration": [calibration.slope, calibration.offset],
        "folding": {str(point): folded for point, folded in pieces.folding.items()},
        "vocabulary": [[piece, round(score, 4)] for piece, score in pieces.vocabulary],
    }
    (folder / _DESCRIBED).write_text(json.dumps(described, ensure_ascii=False), "utf-8")


def save_branch(folder: Path, of: Branch, encoder: Encoder, calibration: Calibration) -> None:
    """Give the reader in `folder` a branch: what `encoder` has otherwise than that reader."""
    own = load_file(folder / _WEIGHTS)
    others = _stored(encoder)
    differing = {name: value for name, value in others.items() if not torch.equal(value, own[name])}
    save_file(differing, folder / f"{of}.safetensors")
    described = json.loads((folder / _DESCRIBED).read_text("utf-8"))
    described.setdefault("branches", {})[of] = [calibration.slope, calibration.offset]
    (folder / _DESCRIBED).write_text(json.dumps(described, ensure_ascii=False), "utf-8")


def save_stances(folder: Path, stances: Stances) -> None:
    """Store `stances` beside the reader in `folder`, whose words they share."""
    own = {name: value for name, value in _stored(stances).items() if not name.startswith(_WORDS)}
    save_file(own, folder / _STANCES)
    described = json.loads((folder / _DESCRIBED).read_text("utf-8"))
    described["stances"] = {matter: list(each) for matter, each in stances.matters.items()}
    (folder / _DESCRIBED).write_text(json.dumps(described, ensure_ascii=False), "utf-8")


def _stored(module: nn.Module) -> dict[str, Tensor]:
    """The weights as they are stored."""
    stored: dict[str, Tensor] = {}
    for name, value in module.state_dict().items():
        if value.dim() == 2:
            scale = (value.abs().amax(dim=1, keepdim=True) / 127).clamp_min(1e-8).half()
            stored[name] = (value / scale.float()).round().clamp(-127, 127).to(torch.int8)
            stored[name + _SCALE] = scale
        else:
            stored[name] = value.half()
    return stored


def load(folder: Path = FOLDER, precision: torch.dtype | None = None) -> Reader:
    """The reader in `folder`, by default in the quickest precision that this processor has and that reads as well.

    Raises:
        FileNotFoundError: there is no trained reader there.
    """
    described = json.loads((folder / _DESCRIBED).read_text("utf-8"))
    vocabulary = [(piece, score) for piece, score in described["vocabulary"]]
    values = _values(folder / _WEIGHTS)
    inner, width = values["layers.0.up.weight"].shape
    layers = sum(name.endswith(".up.weight") for name in values)
    encoder = Encoder(len(vocabulary), width=width, inner=inner, layers=layers)
    encoder.load_state_dict(values)
    return Reader(
        encoder=encoder.eval().to(precision or fastest()),
        pieces=Pieces(vocabulary, {int(point): folded for point, folded in described["folding"].items()}),
        calibration=Calibration(*described["calibration"]),
        version=described["facts"]["version"],
    )


def branch(reader: Reader, of: Branch, folder: Path = FOLDER) -> Reader:
    """A branch of `reader`, which lies in `folder`; what both have alike is there once.

    Raises:
        FileNotFoundError: there is no branch there.
    """
    described = json.loads((folder / _DESCRIBED).read_text("utf-8"))
    shared = reader.encoder.state_dict()
    own = {name: value.to(shared[name].dtype) for name, value in _values(folder / f"{of}.safetensors").items()}
    encoder = copy.deepcopy(reader.encoder, {id(value): value for value in reader.encoder.parameters()})
    encoder.load_state_dict({**shared, **own}, assign=True)
    return replace(reader, encoder=encoder, calibration=Calibration(*described["branches"][of]))


def stances(reader: Reader, folder: Path = FOLDER) -> Stances:
    """What reads stances, in `folder` beside `reader` and as precise.

    Raises:
        FileNotFoundError: there is nothing there that reads them.
    """
    values = _values(folder / _STANCES)
    matters = json.loads((folder / _DESCRIBED).read_text("utf-8"))["stances"]
    words = reader.encoder.words
    layers = sum(name.endswith(".up.weight") for name in values)
    found = Stances(words, reader.pieces, matters, inner=len(values["layers.0.up.weight"]), layers=layers)
    found.load_state_dict({**values, _WORDS: words.weight})
    return found.eval().to(words.weight.dtype)


def _values(file: Path) -> dict[str, Tensor]:
    """The weights that `file` holds, in single precision."""
    stored = load_file(file)
    return {
        name: value.float() * stored[name + _SCALE].float() if name + _SCALE in stored else value.float()
        for name, value in stored.items()
        if not name.endswith(_SCALE)
    }


def fastest() -> torch.dtype:
    """Sixteen bits where the processor multiplies them itself: half the time, and logits within a tenth.

    Elsewhere they would take many times as long as single precision.

    With activations in eight bits it would read far worse.
    """
    able = torch.cpu.get_capabilities()
    return torch.bfloat16 if able.get("avx512_bf16") or able.get("amx_bf16") else torch.float32
