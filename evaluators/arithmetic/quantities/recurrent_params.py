"""Parameters of a recurrent network."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from evaluators.arithmetic.clarifications import BIASES_PER_GATE
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import PARAMS
from evaluators.text import Frozen, Text

Cell = Literal["rnn", "gru", "lstm"]
GATES: dict[Cell, int] = {"rnn": 1, "gru": 3, "lstm": 4}


class Params(Frozen):
    """As ``torch.nn.RNN``, ``GRU`` or ``LSTM``, with biases."""

    cell: Cell
    input_size: int = Field(gt=0)
    hidden_size: int = Field(gt=0)
    num_layers: int = Field(default=1, gt=0, le=100)
    bidirectional: bool = False


def params(
    *, gates: int, input_size: int, hidden_size: int, num_layers: int, directions: int, biases: int = 1, second_input: int = 0,
    recurrent: bool = True, **_: Any,
) -> int:  # fmt: skip
    """Each gate of each layer and direction: input·hidden + hidden² + one bias vector, or PyTorch's two."""
    total = 0
    for layer in range(num_layers):
        inputs = input_size if layer == 0 else second_input or directions * hidden_size
        total += directions * gates * (inputs * hidden_size + hidden_size**2 * recurrent + biases * hidden_size)
    return total


class RecurrentParams(Quantity):
    """``recurrent_params``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "params": Asked(
            "count",
            PARAMS,
            parts=r"每层|每个|单层|单向|第.{1,2}层|\bper\b|\beach\b|\blayer \d|\b(?:first|second|one|single) (?:layer|direction)|\bone direction|一个门|一层|偏置|\bbias(?:es)?\b|\bweights?\b",
        )
    }
    clarifications = (BIASES_PER_GATE,)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """One layer at level 1, two at 2, both directions at 3."""
        return {
            "cell": rng.choice(["rnn", "gru", "lstm"] if level > 1 else ["rnn", "lstm"]), "input_size": rng.choice([10, 20, 32, 64, 100, 300]),
            "hidden_size": rng.choice([16, 20, 64, 128, 256]), "num_layers": 1 if level < 2 else rng.choice([1, 2]),
            "bidirectional": level >= 3 and rng.random() < 0.6,
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """The network."""
        return Text(
            zh=f"{'双向' if p.bidirectional else '单向'} {p.cell.upper()}，{p.num_layers} 层，输入维度 {p.input_size}，隐藏维度 {p.hidden_size}，带偏置。",
            en=f"A {'bidirectional' if p.bidirectional else 'unidirectional'} {p.cell.upper()} with {p.num_layers} layer{'s' if p.num_layers > 1 else ''}, input size {p.input_size}, hidden size {p.hidden_size}, with biases.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Parameters."""
        gates, directions = GATES[p.cell], 2 if p.bidirectional else 1
        g: dict[str, Any] = {
            "gates": gates,
            "input_size": p.input_size,
            "hidden_size": p.hidden_size,
            "num_layers": p.num_layers,
            "directions": directions,
        }
        first = f"{directions}·{gates}·({p.input_size}·{p.hidden_size} + {p.hidden_size}² + {p.hidden_size})"
        more = (
            f" + {p.num_layers - 1}·{directions}·{gates}·({directions * p.hidden_size}·{p.hidden_size} + {p.hidden_size}² + {p.hidden_size})"
            if p.num_layers > 1
            else ""
        )
        one, two = params(**g), params(**g, biases=2)
        wrong_gates: Changes = {f"{n}_gate{'s' if n > 1 else ''}": {"gates": n} for n in (1, 2, 3, 4) if n != gates}
        layers: Changes = (
            {"second_input_as_first": {"second_input": p.input_size}, "one_layer": {"num_layers": 1}}
            if p.num_layers > 1
            else {}
        )
        both: Changes = (
            {
                "second_input_one_direction": {"second_input": p.hidden_size},
                "one_direction": {"directions": 1},
                "doubled_one_direction": {"second_input": p.hidden_size},
            }
            if p.bidirectional
            else {}
        )
        return {
            "params": Key(
                params, g,
                Text(zh=f"参数：{first}{more} = {one}（每个门一个偏置）；PyTorch 每个门有两个偏置：{two}。",
                     en=f"Parameters: {first}{more} = {one:,} with one bias per gate; PyTorch keeps two: {two:,}."),
                {"one_bias": {}, "two_biases": {"biases": 2}},
                {"forgot_bias": {"biases": 0}, "no_recurrent_weights": {"recurrent": False}, **wrong_gates, **layers, **both},
            )
        }  # fmt: skip
