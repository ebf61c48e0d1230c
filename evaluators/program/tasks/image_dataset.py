"""A torch Dataset over images in memory, with class names and a transform."""

import random
from typing import Any

import numpy as np
import torch

from evaluators.program.judging import Described, Program, Record, close, is_int
from evaluators.program.network_judging import begin

NAME = "ImageDataset"
Samples = tuple[list[np.ndarray], list[str]]


def judge(program: Program, record: Record, rng: random.Random) -> None:
    """What it holds with and without a transform, for several sets of samples; then what a DataLoader makes of it."""
    if begin(program, record, NAME, record.criteria) is None:
        return
    draw = np.random.default_rng(rng.getrandbits(32))
    for names in (["dog", "cat", "dog", "bird", "cat"], ["b", "a"], ["only", "only", "only"], ["10", "9", "9", "100"]):
        samples = [draw.integers(0, 256, size=(6, 9, 3), dtype=np.uint8) for _ in names], names
        held = plain(program, record, samples)
        transformed(program, record, samples, held)
        batches(program, record, samples, held)


def plain(program: Program, record: Record, samples: Samples) -> list[torch.Tensor]:
    """Length, class names, images as float tensors, labels as indices; the images that should be held.

    Those that are, if they are tensors that differ: what comes of them is judged beside them.
    """
    due_images = [_tensor(image) for image in samples[0]]
    images, names = samples
    got = program.ask("dataset_items", NAME, images, names, transform=False)
    if not got.given or not _well_formed(got.value):
        for criterion in ("runs", "length", "image", "label"):
            record.wrong(criterion, _told(samples), Described("(image, label)"), got, "raises")
        return due_images
    record.met("runs")
    if got.value["length"] != len(images):
        record.wrong("length", Described(f"len(), {_told(samples)}"), len(images), got.value["length"])
    elif not got.value["is_dataset"]:
        told = {"zh": f"{NAME} 没有继承 Dataset", "en": f"{NAME} does not inherit from Dataset"}
        record.missed("length", told, note="no_dataset")
    else:
        record.met("length")
    classes = sorted(set(names))
    found = got.value["items"]
    for (image, label), place in zip(found, [*range(len(images)), 0], strict=False):
        case = Described(f"dataset[{place}], {_told(samples)}")
        if _is_image(image) and close(image, due_images[place]):
            record.met("image")
        else:
            record.wrong("image", case, due_images[place], image)
        due = classes.index(names[place])
        if is_int(label) and int(label) == due and got.value["classes"] == classes:
            record.met("label")
        else:
            record.wrong("label", case, Described(f"{due} ({classes})"), Described(f"{label} ({got.value['classes']})"))
    own = [image for image, _ in found[: len(images)]]
    return own if len(own) == len(images) and all(map(_shows_something, own)) else due_images


def transformed(program: Program, record: Record, samples: Samples, held: list[torch.Tensor]) -> None:
    """The transform has been applied once to each item, at each access: its n-th call gives n - image."""
    images, names = samples
    got = program.ask("dataset_items", NAME, images, names, transform=True)
    if not got.given or not _well_formed(got.value):
        record.wrong("transform", _told(samples), Described("(transform(image), label)"), got, "raises")
        return
    for number, (image, _) in enumerate(got.value["items"], 1):
        place = (number - 1) % len(images)
        expected = number - held[place]
        if isinstance(image, torch.Tensor) and close(image, expected):
            record.met("transform")
        else:
            case = Described(f"dataset[{place}], access {number}; call n of transform gives n - image")
            record.wrong("transform", case, expected, image, "not_applied")


def batches(program: Program, record: Record, samples: Samples, held: list[torch.Tensor]) -> None:
    """What the default collation of a DataLoader stacks."""
    images, names = samples
    got = program.ask("dataset_batches", NAME, images, names, 2)
    expected = [len(images[start : start + 2]) for start in range(0, len(images), 2)]
    parts = got.value if got.given and isinstance(got.value, list) else []
    shapes = [list(part[0].shape) for part in parts if _is_pair(part)]
    due = [[size, *held[0].shape] for size in expected]
    if got.given and shapes == due and all(len(part[1]) == len(part[0]) for part in parts):
        record.met("loader")
    else:
        case = Described(f"DataLoader(dataset, batch_size=2), {_told(samples)}")
        record.wrong("loader", case, due, got if not got.given else shapes)


def _tensor(image: np.ndarray) -> torch.Tensor:
    return torch.tensor(image.transpose(2, 0, 1) / 255.0, dtype=torch.float32)


def _is_image(image: object) -> bool:
    return isinstance(image, torch.Tensor) and image.dtype == torch.float32


def _shows_something(image: object) -> bool:
    return isinstance(image, torch.Tensor) and image.dim() == 3 and bool(image.min() < image.max())


def _is_pair(part: object) -> bool:
    return isinstance(part, list) and len(part) == 2 and all(isinstance(one, torch.Tensor) for one in part)


def _well_formed(value: Any) -> bool:
    return (
        type(value) is dict
        and set(value) == {"is_dataset", "length", "classes", "items"}
        and type(value["items"]) is list
        and all(type(one) is list and len(one) == 2 for one in value["items"])
    )


def _told(samples: Samples) -> Described:
    return Described(f"labels {samples[1]}")
