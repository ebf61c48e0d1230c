"""How long one turn takes to be read, checked and answered with a question, with a ledger of 200 claims.

Processor time, so that other work on the machine does not count.

Run: ``python benchmarks/bench_honesty.py``. The floor of the project: 95 % of the turns within 10 ms.
"""

import platform
import statistics
import sys
import time
from datetime import UTC, datetime, timedelta

import yaml

from interview_flow.claims import Ledger
from question_bank.bank import Bank, key
from question_bank.item import Item
from question_bank.loader import HERE as BANK

CLAIMS = 200
TURNS = 200
FLOOR_MS = 10.0
AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
SAID = (
    "I deployed detector {n} with TensorRT 8.4 on a T4, from 40 ms to 10 ms at batch 1; a colleague labelled.",
    "我用 3 万张图训练了第 {n} 个模型，12 类，ResNet-50，2560 万参数，准确率 91.5%，4 张 3090 训了 5 天。",
    "For customer {n} we exported with opset 13, calibrated int8 with 500 images and lost 0.4 points.",
    "我在第 {n} 个项目里用 onnxruntime 1.12，延迟 7 毫秒，A/B 跑了两周，点击率涨了 3%。",
)


def main() -> int:
    """Print the times; 1 where the floor is missed."""
    items = [Item.model_validate(yaml.safe_load(path.read_bytes())) for path in (BANK / "items/honesty").glob("*.yaml")]
    ledger = Ledger.of(Bank(items={key(item): item for item in items}, formats={}))
    records, turn = [], 0
    while sum(record["record"] == "claim" for record in records) < CLAIMS:
        turn += 1
        records += ledger.read(_text(turn), turn=turn, stage="projects", at=AT + timedelta(minutes=turn))
    ledger.concerns(records, [], language="en", at=AT)
    times = []
    for place in range(TURNS):
        turn += 1
        text = _text(1000 + place)
        start = time.process_time()
        fresh = ledger.read(text, turn=turn, stage="projects", at=AT)
        now = [*records, *fresh]
        ledger.concerns(now, [], language="en", at=AT)
        ledger.probe(now, [], language="en", leading=True)
        times.append((time.process_time() - start) * 1000)
    cut = statistics.quantiles(times, n=20)[-1]
    machine = f"{platform.machine()}, Python {platform.python_version()}"
    print(f"{len(records)} records, {CLAIMS} claims; {machine}")
    print(f"median {statistics.median(times):.2f} ms, 95 % within {cut:.2f} ms, most {max(times):.2f} ms")
    print(f"floor: 95 % within {FLOOR_MS:g} ms")
    return int(cut > FLOOR_MS)


def _text(turn: int) -> str:
    return SAID[turn % len(SAID)].format(n=turn)


if __name__ == "__main__":
    sys.exit(main())
