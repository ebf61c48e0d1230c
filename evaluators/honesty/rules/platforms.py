"""An engine on hardware where it does not run."""

from collections.abc import Iterator
from itertools import pairwise

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Engine, Hardware, tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

RUNS = lexicon.words("runs")
ELSEWHERE = lexicon.words("elsewhere")
LISTED = Pattern(r"和|、|以及|还有|另|/|\b(?:and|or|once|then)\b")
GOES_ON = Pattern(r"\s*(?:(?:都|就|直接)?(?:跑|部署|运行|装)?在|running on|runs on|deployed on)")
ASKS_ENGINE = Pattern(
    r"引擎|(?:推理|部署)(?:的)?框架|用什么(?:加速|部署|推理)|\b(?:engine|runtime)\b|"
    r"\b(?:served?|deploy\w*|run) (?:it )?with\b"
)
ANOTHER_RUNTIME = Pattern(r"nnapi|snpe|(?<![a-z])qnn|neuropilot|mediapipe")
"""What runs the model on the device named beside it, where the table of engines does not know it."""
ATTEMPTED = lexicon.words("attempted")
"""In a sentence that need not tell of something that worked."""
WITH = Pattern(r"(?:是)?(?:用|使用|基于|靠|走)(?:的|了)?(?:是)?|(?:with|using|through|by way of|on top of)\b")
TRAINED = Pattern(r"训|导出|转成|对比|(?<![a-z])(?:train\w*|export\w*|compar\w*|onnx)(?![a-z])")
"""Of what was done before, on another machine."""
DEPLOYED = lexicon.words("deployed_on")
ASKS = lexicon.words("asks")


def find(reading: Reading) -> Iterator[Doubt]:
    """Claims that an engine ran on a device that it has no support for."""
    for one in reading.said:
        in_clause = next((d for clause in one.clauses if (d := _in_clause(one, clause))), None)
        found = in_clause or _across(one) or _in_answer(reading, one) or _engine_in_answer(reading, one)
        if found:
            yield found


def _in_clause(one: Said, clause: Clause) -> Doubt | None:
    """Engine and device in the same clause, with no other device in the turn that could explain it."""
    if beside := _beside(clause):
        return _doubt(one, clause, _engine(beside[0]), beside[1:])
    engines = [name for name in _engines_of(one, clause) if _engine(name).role in {"engine", "toolkit"}]
    runs = RUNS.search(clause.text) or "上" in clause.text
    if len(engines) != 1 or not clause.named("hardware") or not runs or clause.compared or _listed(clause):
        return None
    return _doubt(one, clause, _engine(engines[0]), (*clause.named("hardware"), *one.named("hardware")))


def _across(one: Said) -> Doubt | None:
    """The device in one clause, and in the next the engine ("put it on the RK3588, with TensorRT")."""
    for before, clause in pairwise(one.clauses):
        engines = [name for name in clause.named("engine") if _engine(name).role == "engine"]
        if before.sentence != clause.sentence or len(engines) != 1 or clause.named("hardware"):
            continue
        if not (WITH.match(clause.text) and DEPLOYED.search(before.text)) or TRAINED.search(clause.text):
            continue
        if before.compared or before.denied or before.supposed or ELSEWHERE.search(before.text):
            continue
        if before.named("hardware") and not before.named("engine"):
            return _doubt(one, clause, _engine(engines[0]), (*before.named("hardware"), *one.named("hardware")))
    return None


def _engines_of(one: Said, clause: Clause) -> tuple[str, ...]:
    """The engines a clause speaks of; "..., running on the phone" goes on about those of the clause before."""
    sentence = one.sentence(clause.sentence)
    place = sentence.index(clause)
    own = [name for name in clause.named("engine") if _engine(name).role == "engine"]
    if place and not own and GOES_ON.match(clause.text):
        return sentence[place - 1].named("engine")
    return clause.named("engine")


def _listed(clause: Clause) -> bool:
    """Whether the clause lists engine and device side by side ("TensorRT and a Rockchip board")."""
    places = [mention for mention in clause.mentions if mention.kind in {"engine", "hardware"}]
    return any(LISTED.search(clause.text[first.end : second.start]) for first, second in pairwise(places))


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
    clause = next((clause for clause in one.clauses if clause.named("hardware")), None)
    if len(engines) != 1 or clause is None or clause.compared or not ASKS.search(one.question):
        return None
    if ANOTHER_RUNTIME.search(clause.text):
        return None
    if not any(engines[0] in said.named("engine") for said in reading.up_to(one)):
        return None  # the finding is that of the later turn, which puts the engine on it
    return _doubt(one, clause, _engine(engines[0]), (*clause.named("hardware"), *reading.named("hardware")))


def _engine_in_answer(reading: Reading, one: Said) -> Doubt | None:
    """The engine as the answer to a question for it, where an earlier turn says what the model was deployed on."""
    named = {name for said in reading.up_to(one) for name in said.named("engine")}
    engines = [name for name in named if _engine(name).role == "engine"]
    if len(engines) != 1 or not ASKS_ENGINE.search(one.question) or one.corrects:
        return None
    clause = next((clause for clause in one.clauses if engines[0] in clause.named("engine")), None)
    said = [clause for other in reading.before(one) for clause in other.clauses]
    deployed = [c for c in said if c.named("hardware") and DEPLOYED.search(c.text) and not c.denied and not c.supposed]
    if clause is None or clause.compared or one.labels(clause):
        return None
    if not deployed or any(ELSEWHERE.search(part.text) for part in deployed):
        return None
    return _doubt(one, clause, _engine(engines[0]), (*deployed[0].named("hardware"), *reading.named("hardware")))


def _doubt(one: Said, clause: Clause, engine: Engine, devices: tuple[str, ...]) -> Doubt | None:
    """The doubt that the engine ran on the first of `devices`, unless one of them would do."""
    if clause.denied or clause.supposed or ELSEWHERE.search(clause.text):
        return None
    if any(ATTEMPTED.search(part.text) for part in one.sentence(clause.sentence)):
        return None
    if any(_supports(engine, tables().hardware[name]) for name in devices):
        return None
    reason = does_not_run(engine.name, tables().hardware[devices[0]].called)
    return Doubt("impossible_fact", one.turn, clause.text, reason, engine.source)


def does_not_run(software: str, device: Text) -> Text:
    """That the one has no support for the other, both by name."""
    return Text(zh=f"{software} 不支持在 {device.zh} 上运行。", en=f"{software} does not run on {device.en}.")


def _supports(engine: Engine, device: Hardware) -> bool:
    """Whether the engine may run on the device; where the tables are silent it may."""
    if engine.runs_on is not None:
        return bool(engine.runs_on & device.platforms)
    return not engine.never_on & device.platforms


def _engine(name: str) -> Engine:
    return tables().engines[name]
