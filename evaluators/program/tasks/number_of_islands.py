"""Connected regions of a grid, in time linear in the number of cells."""

import random
from typing import Any

from evaluators.program.function_judging import FunctionTask
from evaluators.program.judging import is_int

Grid = list[list[int]]


def reference(grid: Grid) -> int:
    """Flood fill from every cell of land that has not been seen."""
    land = {(row, column) for row, cells in enumerate(grid) for column, cell in enumerate(cells) if cell}
    islands = 0
    while land:
        islands += 1
        waiting = [land.pop()]
        while waiting:
            row, column = waiting.pop()
            for cell in ((row + 1, column), (row - 1, column), (row, column + 1), (row, column - 1)):
                if cell in land:
                    land.remove(cell)
                    waiting.append(cell)
    return islands


def some(rng: random.Random) -> list[Any]:
    """A grid about half of which is land."""
    rows, columns = rng.randint(3, 9), rng.randint(3, 9)
    return [[[int(rng.random() < 0.5) for _ in range(columns)] for _ in range(rows)]]


def snake(size: int) -> Grid:
    """One long winding island."""
    rows = [[1] * size if row % 2 == 0 else [0] * size for row in range(size)]
    for row in range(1, size, 2):
        rows[row][size - 1 if row % 4 == 1 else 0] = 1
    return rows


def chessboard(size: int) -> Grid:
    """As many islands as there can be."""
    return [[(row + column) % 2 for column in range(size)] for row in range(size)]


def agrees(got: object, expected: int, _case: list[Any]) -> bool:
    """An int."""
    return is_int(got) and int(got) == expected  # type: ignore[call-overload]


judge = FunctionTask(
    name="number_of_islands",
    reference=reference,
    random_case=some,
    edges=[
        ({"zh": "空网格", "en": "an empty grid"}, [[]]),
        ({"zh": "一个格子", "en": "a single cell"}, [[[1]]]),
        ({"zh": "全是水", "en": "water only"}, [[[0, 0], [0, 0], [0, 0]]]),
        ({"zh": "只在对角相邻", "en": "diagonal neighbours"}, [[[1, 0, 1], [0, 1, 0], [1, 0, 1]]]),
        ({"zh": "环形", "en": "a ring"}, [[[1, 1, 1], [1, 0, 1], [1, 1, 1]]]),
        ({"zh": "一行", "en": "one row"}, [[[1, 1, 0, 1, 0, 0, 1]]]),
        ({"zh": "一列", "en": "one column"}, [[[1], [0], [1], [1]]]),
        ({"zh": "左右边不相连", "en": "opposite borders"}, [[[1, 0, 1], [1, 0, 1]]]),
        ({"zh": "弯曲的长岛", "en": "a winding island"}, [snake(20)]),
    ],
    same=agrees,
    growing=[
        lambda size: [[[1] * size for _ in range(size)]],
        lambda size: [snake(size)],
        lambda size: [chessboard(size)],
    ],
    sizes=(8, 32),
    growth=lambda small, large: 1.4 * (large / small) ** 2,
    allowed={"zh": "与格子数成线性", "en": "linear in the number of cells"},
).judge
