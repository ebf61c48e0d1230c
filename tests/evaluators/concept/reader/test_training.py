import random
from dataclasses import replace

import torch

from evaluators.concept.reader.example import Asked, Example
from evaluators.concept.reader.training import Settings, batches, fit, loss_of
from evaluators.concept.reader.weights import Calibration, Reader
from evaluators.concept.reader.worker import logits
from tests.evaluators.concept.reader.small import encoder, pieces


def asked(label, criterion="item/one", weight=1.0):
    return Asked("gradient is one", label, weight, criterion)


def test_a_right_answer_must_score_above_a_wrong_one_to_the_same_criterion():
    settings = Settings()
    pair = [asked(1.0), asked(0.0)]
    apart = [asked(1.0), asked(0.0, "item/two")]
    logit = torch.tensor([1.0, 1.0])
    assert loss_of(logit, pair, settings) > loss_of(logit, apart, settings)
    assert loss_of(torch.tensor([2.0, -2.0]), pair, settings) < loss_of(torch.tensor([-2.0, 2.0]), pair, settings)


def test_a_statement_without_a_criterion_is_in_no_pair():
    logit = torch.tensor([1.0, 1.0])
    strangers = [asked(1.0, ""), asked(0.0, "")]
    assert loss_of(logit, strangers, Settings()) == loss_of(logit, strangers, Settings(contrast=0.0))


def test_weights_say_what_counts():
    heavy = [asked(1.0, weight=9.0), asked(0.0, weight=1.0)]
    settings = Settings(contrast=0.0)
    assert loss_of(torch.tensor([3.0, 3.0]), heavy, settings) < loss_of(torch.tensor([-3.0, -3.0]), heavy, settings)


def test_every_example_is_in_one_batch_and_no_batch_is_too_long():
    examples = [Example(f"item{number % 5}", "gradient " * (number % 17 + 1), (asked(1.0),)) for number in range(97)]
    settings = Settings(pieces_per_batch=200)
    made = batches(examples, pieces().cut, settings, random.Random(1))
    assert sorted(id(example) for batch in made for example in batch) == sorted(map(id, examples))
    for batch in made:
        longest = max(len(pieces().cut(e.answer, 384)) + len(pieces().cut("gradient is one", 64)) for e in batch)
        assert longest * len(batch) <= 200


def test_an_answer_takes_a_sequence_for_every_so_many_statements():
    settings = Settings(at_once=2, pieces_per_batch=60, epochs=1)
    examples = [Example(f"item{number}", "relu", tuple(asked(1.0) for _ in range(5))) for number in range(9)]
    made = batches(examples, pieces().cut, settings, random.Random(1))
    longest = len(pieces().cut("relu", 384)) + 2 * len(pieces().cut("gradient is one", 64))
    assert max(3 * len(batch) * longest for batch in made) <= 60
    seen = []

    def loss(logits, batch):
        seen.append((len(logits), len(batch)))
        return logits.sum()

    fit(encoder(), pieces(), lambda _: examples, replace(settings, loss=loss), lambda _: None)
    assert {logits / count for logits, count in seen} == {5}


def test_training_tells_right_from_wrong_and_leaves_the_words_alone():
    examples = [
        Example("item", "relu gradient is one", (asked(1.0),)),
        Example("item", "relu gradient is not one", (asked(0.0),)),
    ]
    small = encoder()
    words = small.words.weight.clone()
    lines = []
    settings = Settings(epochs=60, rate=3e-3, head_rate=1e-2)
    fit(small, pieces(), lambda _: examples, settings, lines.append)
    reader = Reader(small, pieces(), Calibration(), "0")
    right, wrong = (logits(reader, [e.answer], ["gradient is one"])[0][0] for e in examples)
    assert right > 0 > wrong
    assert len(lines) == 60
    assert torch.equal(small.words.weight, words)


def test_the_same_seed_trains_the_same_reader():
    examples = [Example("item", "relu is cheap", (asked(1.0),)), Example("item", "sigmoid", (asked(0.0),))]
    found = []
    for _ in range(2):
        small = encoder()
        fit(small, pieces(), lambda _: examples, Settings(epochs=2), lambda _: None)
        found.append(small.head.weight.detach().clone())
    assert torch.equal(*found)


def test_fixed_layers_stay_as_they_are_and_the_others_move():
    small = encoder()
    before = {name: value.clone() for name, value in small.state_dict().items()}
    examples = [Example("item", "relu gradient is one", (asked(1.0),))]
    fit(small, pieces(), lambda _: examples, Settings(epochs=2, fixed=1), lambda _: None)
    moved = {name for name, value in small.state_dict().items() if not torch.equal(value, before[name])}
    assert any(name.startswith("layers.1.") for name in moved)
    assert not any(name.startswith(("words", "places", "roles", "norm", "layers.0.")) for name in moved)
