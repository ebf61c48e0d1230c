"""Memory of a model's weights, and of its training state."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar, Literal

from pydantic import Field

from evaluators.arithmetic.clarifications import DIGITS, UNITS
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantities.kv_cache_bytes import BYTES, shown_bytes
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.text import Frozen, Text

Dtype = Literal["fp32", "fp16", "bf16", "int8"]
Optimizer = Literal["none", "sgd", "momentum", "adam"]
WIDTH: dict[Dtype, int] = {"fp32": 4, "fp16": 2, "bf16": 2, "int8": 1}
STATE: dict[Optimizer, int] = {"none": 0, "sgd": 0, "momentum": 1, "adam": 2}


class Params(Frozen):
    """`num_params` weights in `dtype`; an optimizer's state and the gradients are kept in fp32."""

    num_params: int = Field(gt=0)
    dtype: Dtype
    optimizer: Optimizer = "none"


def memory(*, n: int, width: int, gradients: int, state: int, each: int = 4, master: int = 0) -> int:
    """Bytes: weights, and fp32 gradients and optimizer state."""
    return n * (width + gradients * each + state * each + master)


class ModelMemory(Quantity):
    """``model_memory``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "bytes": Asked(
            "bytes",
            BYTES,
            parts=r"权重|梯度|优化器|动量|一阶|二阶|\bweights?\b|\bgradients?\b|\bgrads?\b|\boptimi[sz]er\b|\badam\b|\bstates?\b|\bmoments?\b|\bmomentum\b|(?<![a-z])[mv](?![a-z])|\bper param|每个参数|每参数|\beach\b",
        )
    }
    clarifications = (UNITS, DIGITS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Weights alone at level 1; plain training at 2; reduced precision and Adam at 3."""
        optimizer: Optimizer = "none" if level < 2 else rng.choice(["sgd", "momentum", "adam"])
        return {
            "num_params": rng.choice([25, 60, 110, 350, 700, 1300, 7000]) * 10**6, "dtype": rng.choice(["fp32", "fp16", "int8"] if level < 2 else ["fp32"] if level < 3 else ["fp16", "bf16"]),
            "optimizer": optimizer,
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """The model."""
        if p.optimizer == "none":
            return Text(
                zh=f"模型有 {p.num_params:,} 个参数，{p.dtype} 存储，只算推理时的权重。",
                en=f"A model of {p.num_params:,} parameters in {p.dtype}; weights only, for inference.",
            )
        return Text(
            zh=f"模型有 {p.num_params:,} 个参数，权重用 {p.dtype}，用 {NAME[p.optimizer]} 训练，梯度和优化器状态都存 fp32；不算激活值，也不另存主权重。",
            en=f"A model of {p.num_params:,} parameters, weights in {p.dtype}, trained with {NAME[p.optimizer]}; gradients and optimizer state in fp32; no activations, no master copy of the weights.",
        )

    def keys(self, p: Params) -> dict[str, Key]:
        """Bytes."""
        training = int(p.optimizer != "none")
        g: dict[str, Any] = {
            "n": p.num_params,
            "width": WIDTH[p.dtype],
            "gradients": training,
            "state": STATE[p.optimizer],
        }
        total = memory(**g)
        per = " + ".join([str(WIDTH[p.dtype]), *["4"] * (training + STATE[p.optimizer])])
        mistakes: Changes = {f"weights_in_{w}_bytes": {"width": w} for w in (1, 2, 4) if w != WIDTH[p.dtype]}
        if training:
            mistakes |= {
                "no_gradients": {"gradients": 0},
                "weights_only": {"gradients": 0, "state": 0},
                "state_in_half": {"each": 2},
                "master_weights": {"master": 4},
            }
            mistakes |= {"no_state": {"state": 0}} if STATE[p.optimizer] else {}
            mistakes |= {"one_moment": {"state": 1}} if p.optimizer == "adam" else {}
        return {
            "bytes": Key(
                memory, g,
                Text(zh=f"显存：{p.num_params:,}·({per}) = {shown_bytes(total)}。", en=f"Memory: {p.num_params:,}·({per}) = {shown_bytes(total)}."),
                mistakes=mistakes,
            )
        }  # fmt: skip


NAME: dict[Optimizer, str] = {"none": "", "sgd": "SGD", "momentum": "SGD + momentum", "adam": "Adam"}
