"""Two-dimensional convolution (cross-correlation, as in deep learning) without a convolution operator."""

from collections.abc import Iterator

import numpy as np

from evaluators.program.case_judging import Case, CaseTask


def reference(
    x: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None, stride: int = 1, padding: int = 0
) -> np.ndarray:
    """By windows: (N, C, H', W', kh, kw) against (O, C, kh, kw)."""
    x = np.pad(x, ((0, 0), (0, 0), (padding, padding), (padding, padding)))
    windows = np.lib.stride_tricks.sliding_window_view(x, weight.shape[2:], axis=(2, 3))[:, :, ::stride, ::stride]
    out: np.ndarray = np.einsum("nchwij,ocij->nohw", windows, weight)
    return out if bias is None else out + bias[None, :, None, None]


def cases(draw: np.random.Generator) -> Iterator[Case]:
    """Plain, with a bias, with strides and padding, also where the kernel is not square and the stride does not fit."""

    def case(criterion: str, image: tuple[int, ...], kernel: tuple[int, ...], *more: int) -> Case:
        x, weight = draw.normal(size=image), draw.normal(size=kernel)
        bias = draw.normal(size=kernel[0]) if criterion == "bias" else None
        arguments = [x, weight] if bias is None and not more else [x, weight, bias, *more]
        return Case(criterion, arguments, reference(x, weight, bias, *more))

    yield case("correct", (2, 3, 6, 7), (4, 3, 3, 3))
    yield case("correct", (1, 1, 5, 5), (1, 1, 2, 2))
    yield case("correct", (2, 2, 6, 5), (3, 2, 1, 3))
    yield case("correct", (1, 4, 4, 4), (2, 4, 1, 1))
    yield case("bias", (2, 2, 5, 5), (3, 2, 3, 3))
    yield case("bias", (1, 3, 4, 4), (2, 3, 1, 1), 1, 1)
    yield case("padding", (1, 2, 5, 4), (3, 2, 3, 3), 1, 1)
    yield case("padding", (2, 1, 3, 3), (2, 1, 3, 3), 1, 2)
    yield case("stride", (1, 2, 7, 7), (2, 2, 3, 3), 2)
    yield case("stride", (1, 2, 8, 6), (2, 2, 3, 3), 2)
    yield case("stride", (1, 1, 9, 8), (2, 1, 2, 3), 3, 1)


judge = CaseTask("conv2d", cases).judge
