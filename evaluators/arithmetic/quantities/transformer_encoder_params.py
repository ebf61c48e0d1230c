"""Parameters of a Transformer encoder."""

import random
from collections.abc import Mapping
from typing import Any, ClassVar

from pydantic import Field

from evaluators.arithmetic.clarifications import BIASES_OR_NOT, NORMS
from evaluators.arithmetic.key import Changes, Key
from evaluators.arithmetic.quantity import Quantity
from evaluators.arithmetic.statement import Asked
from evaluators.arithmetic.words import PARAMS
from evaluators.text import Frozen, Text


class Params(Frozen):
    """Layers as ``torch.nn.TransformerEncoderLayer``, a token embedding and learned positions where not 0."""

    d_model: int = Field(gt=0)
    d_ff: int = Field(gt=0)
    num_layers: int = Field(gt=0, le=200)
    vocab_size: int = Field(default=0, ge=0)
    max_positions: int = Field(default=0, ge=0)


def params(
    *, d_model: int, d_ff: int, num_layers: int, vocab_size: int, max_positions: int, biases: bool = True, norm_biases: bool = True,
    projections: int = 4, matrices: int = 2, norms: int = 2, **_: Any,
) -> int:  # fmt: skip
    """Each layer: four d² projections, two d·d_ff matrices, two layer norms, and their biases."""
    layer = projections * d_model**2 + matrices * d_model * d_ff + norms * d_model * (1 + norm_biases)
    if biases:
        layer += projections * d_model + (d_ff if matrices else 0) + (d_model if matrices else 0)
    return num_layers * layer + (vocab_size + max_positions) * d_model


class TransformerEncoderParams(Quantity):
    """``transformer_encoder_params``."""

    model = Params
    asked: ClassVar[Mapping[str, Asked]] = {
        "params": Asked(
            "count", PARAMS,
            parts=r"每层|每个|单层|一层|\bper\b|\beach\b|\blayer\b(?!s)|\battention\b|\battn\b|\bmha\b|\bffn?n?\b|\bfeed-?forward\b|\bnorms?\b|\bln\b|\bembeddings?\b|\bpositions?\b|\bpos\b|注意力|前馈|归一化|嵌入|词表|位置编码|偏置|\bbias(?:es)?\b|\bqkv\b",
        )
    }  # fmt: skip
    clarifications = (BIASES_OR_NOT, NORMS)

    def draw(self, rng: random.Random, level: int) -> dict[str, Any]:
        """Layers alone at level 1; a vocabulary at 2; learned positions at 3."""
        d = rng.choice([64, 128, 256, 512])
        return {
            "d_model": d, "d_ff": d * rng.choice([2, 4]), "num_layers": rng.choice([1, 2, 4, 6]), "vocab_size": 0 if level < 2 else rng.choice([1000, 10000, 30000]),
            "max_positions": 0 if level < 3 else rng.choice([64, 128, 512]),
        }  # fmt: skip

    def setting(self, p: Params) -> Text:
        """The encoder."""
        zh = f"Transformer 编码器：{p.num_layers} 层，d_model={p.d_model}，d_ff={p.d_ff}"
        en = f"A Transformer encoder: {p.num_layers} layer{'s' if p.num_layers > 1 else ''}, d_model={p.d_model}, d_ff={p.d_ff}"
        zh += f"，词表 {p.vocab_size}" if p.vocab_size else "，不含词嵌入"
        en += f", vocabulary {p.vocab_size}" if p.vocab_size else ", no token embedding"
        if p.max_positions:
            zh, en = zh + f"，可学习位置编码 {p.max_positions} 个", en + f", {p.max_positions} learned positions"
        return Text(zh=zh + "。", en=en + ".")

    def keys(self, p: Params) -> dict[str, Key]:
        """Parameters."""
        g = p.model_dump()
        d, f = p.d_model, p.d_ff
        total, bare = params(**g), params(**g, biases=False)
        embedding = f" + ({p.vocab_size} + {p.max_positions})·{d}" if p.vocab_size or p.max_positions else ""
        line = f"{p.num_layers}·[4·({d}² + {d}) + 2·{d}·{f} + {f} + {d} + 2·2·{d}]{embedding} = {total}"
        none: Changes = {"no_token_embedding": {"vocab_size": 0}} if p.vocab_size else {}
        if p.max_positions:
            none["no_positions"] = {"max_positions": 0}
        return {
            "params": Key(
                params, g, Text(zh=f"参数：{line}；线性层不计偏置时是 {bare}。", en=f"Parameters: {line}; without the linear layers' biases {bare}."),
                {"with_biases": {}, "without_biases": {"biases": False}, "no_biases_at_all": {"biases": False, "norm_biases": False}},
                {
                    "no_layer_norms": {"norms": 0}, "one_layer_norm": {"norms": 1}, "no_output_projection": {"projections": 3}, "one_projection": {"projections": 1},
                    "one_feed_forward_matrix": {"matrices": 1}, "no_feed_forward": {"matrices": 0}, "one_layer": {"num_layers": 1}, **none,
                },
            )
        }  # fmt: skip
