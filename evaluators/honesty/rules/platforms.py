"""An engine on hardware where it does not run."""

from collections.abc import Iterator
from itertools import pairwise

from evaluators.honesty import lexicon
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Engine, Hardware, tables
from evaluators.honesty.reading import Clause, Reading, Said
from evaluators.text import Text

RUNS = lexicon.words("runs")
ELSEWHERE = lexicon.words("elsewhere")
ASKS = lexicon.words("asks")


def find(reading: Reading) -> Iterator[Doubt]:
    """Claims that an engine ran on a device that it has no support for."""
    for one in reading.said:
        found = next((d for clause in one.clauses if (d := _in_clause(one, clause))), None) or _in_answer(reading, one)
        if found:
            yield found


def _in_clause(one: Said, clause: Clause) -> Doubt | None:
    """Engine and device in the same clause, with nothing else that could explain it."""
    beside = _beside(clause)
    engines = [name for name in clause.named("engine") if _engine(name).role in {"engine", "toolkit"}]
    engines = [beside[0]] if beside else engines
    devices = (beside[1],) if beside else clause.named("hardware")
    if len(engines) != 1 or not devices or (not RUNS.search(clause.text) and "上" not in clause.text):
        return None
    return _doubt(one, clause, _engine(engines[0]), devices, one.named("hardware"), beside=bool(beside))


def _beside(clause: Clause) -> tuple[str, str] | None:
    """The engine and the device right behind it ("RKNN on the Jetson"), whatever else the clause names."""
    for first, second in pairwise(clause.mentions):
        between = clause.text[first.end : second.start].strip().lower()
        if first.kind == "engine" and second.kind == "hardware" and between in {"在", "on", "on the", "on a", "跑在"}:
            return first.id, second.id
    return None


def _in_answer(reading: Reading, one: Said) -> Doubt | None:
    """The device as the answer to a question about it, where the dialogue knows one engine only."""
    engines = [name for name in reading.named("engine") if _engine(name).role == "engine"]
    if len(engines) != 1 or not ASKS.search(one.question):
        return None
    clause = next((clause for clause in one.clauses if clause.named("hardware")), None)
    return (
        _doubt(one, clause, _engine(engines[0]), clause.named("hardware"), reading.named("hardware"))
        if clause
        else None
    )


def _doubt(
    one: Said,
    clause: Clause,
    engine: Engine,
    devices: tuple[str, ...],
    around: tuple[str, ...],
    *,
    beside: bool = False,
) -> Doubt | None:
    """The doubt, unless some device around would do."""
    if clause.denied or clause.supposed or (clause.compared and not beside) or ELSEWHERE.search(clause.text):
        return None
    if any(_supports(engine, tables().hardware[name]) for name in (devices if beside else {*devices, *around})):
        return None
    device = tables().hardware[devices[0]]
    return Doubt(
        "impossible_fact",
        one.turn,
        clause.text,
        Text(zh=f"{engine.name} 不支持在 {device.name} 上运行。", en=f"{engine.name} does not run on {device.name}."),
        engine.source,
    )


def _supports(engine: Engine, device: Hardware) -> bool:
    """Whether the engine may run on the device; where the tables are silent it may."""
    if engine.runs_on is not None:
        return bool(engine.runs_on & device.platforms)
    return not engine.never_on & device.platforms


def _engine(name: str) -> Engine:
    return tables().engines[name]
