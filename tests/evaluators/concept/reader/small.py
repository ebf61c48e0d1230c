"""A reader small enough for tests, with random weights."""

import torch

from evaluators.concept.reader.encoder import Encoder
from evaluators.concept.reader.pieces import Pieces
from evaluators.concept.reader.stances import Stances

WORDS = ["gradient", "relu", "is", "one", "not", "sigmoid", "saturates", "cheap", "饱和", "梯度"]
VOCABULARY = [("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", -20.0)] + [
    (mark + word, -2.0) for word in WORDS for mark in ("▁", "")
]


def pieces() -> Pieces:
    return Pieces(VOCABULARY, {ord("G"): "g", ord("\n"): " "})


def encoder() -> Encoder:
    torch.manual_seed(3)
    return Encoder(len(VOCABULARY), width=24, inner=48, layers=2).eval()


MATTERS = {"labels": ("own", "vendor", "none"), "fate": ("never", "live")}


def stances() -> Stances:
    torch.manual_seed(4)
    return Stances(encoder().words, pieces(), MATTERS, inner=48, layers=2).eval()
