"""A version that never was, or was not out yet."""

import re
from collections.abc import Iterator
from dataclasses import replace

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import Engine, tables
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Text

NO_UNIT = lexicon.source("after_a_figure")
VERSION = r"[vV]?\.?(\d{1,8}(?:\.\d{1,8}){0,3})(?![\d.]*\d)(?:\.x)?" + NO_UNIT
DIRECT = lexicon.words("version_direct", VERSION=VERSION)
BEFORE = Pattern(
    r"(?:version\s+|release\s+)?[vV]?(\d{1,4}(?:\.\d{1,3}){1,3})\s*(?:版本?的?|release of|version of|of)\s*$"
)
BARE = Pattern(r"(?<![\w.])" + VERSION + r"(?!\s*(?:million|billion|thousand|percent|points?\b|times\b|[万亿%％]))")
"""A number that may be a version, since it counts nothing."""
OTHER_PRODUCT = lexicon.words("another_product")
LEADS = lexicon.words("version_lead")
ASKS_VERSION = Pattern(r"版本|哪一?版|升级|\bversions?\b|\breleases?\b|\bupgrad\w+")
WHICH = Pattern(r"(?:哪一?个|哪代|\bwhich|\bwhat)\s*$")
NOT_A_VERSION = lexicon.words("not_a_version")
DAY = re.compile(r"20\d{6}")
MONTH = re.compile(r"(?:1[7-9]|2\d)\.(?:0[1-9]|1[0-2])")
"""The name of a monthly container image."""
STAYED = lexicon.words("stayed_on")
RELEASED = lexicon.words("told_of_a_release")
"""Words of a release, or of going from one to another."""
LISTED = Pattern(r"\s*(?:and|vs\.?|versus|to|or|/|和|与|跟|对|比)\s*\d{1,3}(?:\.\d+)?(?![\d.])")
"""Behind a figure: another one beside it, as measurements are given and versions are not."""
SHARE = re.compile(r"0\.\d\d$")
"""What stayed so is a measure: "with fp8 it stayed at 0.91"."""
WHOLE = re.compile(r" ?\d{1,3}(?!\.?\d)")
ANY_TIME = re.compile(r" ?\d{1,3}(?:\.\d+)?(?![\d.]*\d)")
"""Behind a framework's name, whose version is seldom told with the time that it took."""
BROUGHT = Pattern(r" ?(?:才|开始|起)有|(?: first)? (?:brought|added|introduced)\b")
"""Behind a version: it may be that of whatever has what it brought ("6.0 才有 n", of YOLOv5)."""
ASKS_LATENCY = Pattern(r"延迟|耗时|多快|\b(?:latency|how (?:fast|long)|milliseconds)\b")
IN_IT = Pattern(r"[上里下]面?(?:是|有|为)?\s*$|\b(?:in|with|on|under) [\w.-]+ (?:it (?:is|was) )?$")
"""Before a figure: an engine's name as that of the place where it was measured ("PyTorch 上 0.914")."""
OF_A_PRODUCT = re.compile(
    r"[Vv]ersions? of (?:the |your )?[A-Z][\w.+-]+|[A-Z][\w.+-]+ ?(?:是|用的?)?的?(?:哪一?个?|什么)?版本"
)
MAJOR = Pattern(
    r"(?<![\w.])[vV]?(?P<zh>\d{1,2})(?:\.x)? ?(?:版本?)?(?:是|在|则是|就是)? ?(?P<y>20\d\d) ?年"
    r"(?:初|底|末|年初|年底|上半年|下半年)?"
    r"(?:就|才|刚)?(?:出|发布|推出|上线)?(?:来|了)?的?$|"
    r"(?<![\w.])[vV]?(?P<en>\d{1,2})(?:\.x)? (?:was (?:released|out|there)|came(?: out)?|appeared|followed|"
    r"is from|was from)"
    r"(?: \w+){0,3} (?:in |of )?(?:\w+ )?(?P<year>20\d\d)"
)
"""A major version with the year in which it is said to have come out."""
MOST_AHEAD = 10
"""By how many major versions a number may be ahead of all and still be meant as one ("PyTorch 88.4" measures)."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Versions of engines that do not exist, or did not at the time spoken of."""
    for one in reading.said:
        seen: set[tuple[str, str]] = set()
        for clause in one.clauses:
            if clause.supposed:
                continue
            for engine, version in versions_in(reading, one, clause):
                if (engine, version) in seen:
                    continue
                seen.add((engine, version))
                bound = reading.timeline.bound(one, clause)
                doubt = _check(tables().engines[engine], version, reading, (one, clause), bound)
                if (
                    doubt
                    and not _measured(one, clause, version)
                    and not _far_ahead(tables().engines[engine], one, version)
                ):
                    yield doubt if _spoken_of(reading, one, engine) else replace(doubt, unsure=True)
            if major := _major(reading, one, clause):
                yield major


def _spoken_of(reading: Reading, one: Said, engine: str) -> bool:
    """Whether question or reply name the engine, or a version is asked for where no other was named so far."""
    if engine in _asked(one).union(one.named("engine")):
        return True
    sole = {name for said in reading.up_to(one) for name in said.named("engine")} == {engine}
    return sole and ASKS_VERSION.search(one.question) is not None


def _major(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    """The doubt that a major version came out in the year in which it is said to have."""
    match = MAJOR.search(clause.text) if "20" in clause.text and not clause.supposed else None
    subject = reading.subject("engine", one, clause) if match and not clause.denied else None
    if match is None or subject is None or tables().engines[subject].scheme != "semver":
        return None
    said, year = match["zh"] or match["en"], int(match["y"] or match["year"])
    return _check(tables().engines[subject], said, reading, (one, clause), (year, one.turn))


def versions_in(reading: Reading, one: Said, clause: Clause) -> Iterator[tuple[str, str]]:
    """Each engine of the clause with the version said of it."""
    direct: dict[str, int] = {}
    named = _engines(clause)
    for mention in named:
        after = None if _timed(one, clause, mention.end) else DIRECT.match(clause.text[mention.end :])
        before = BEFORE.search(clause.text[: mention.start])
        if match := after or before:
            direct[mention.id] = mention.start
            yield mention.id, match[1]
    asked = ASKS_VERSION.search(one.question) or _asks_which(one)
    others = [name for name in named if tables().engines[name.id].role != "engine"]
    if NOT_A_VERSION.search(clause.text) or (direct and others) or _asks_of_another(one) or _asks_of_several(one):
        return
    subject = reading.subject("engine", one, clause)
    if subject is None or tables().engines[subject].role == "framework":
        subject = (_sole_engine(reading, one) or _framework(reading, one, subject)) if asked else subject
    if subject is None:
        return
    known = asked or direct or _upheld(one, subject) or RELEASED.search(clause.text)
    for match in BARE.finditer(clause.text):
        text = clause.text[: match.start()]
        if not known and (not STAYED.search(text) or SHARE.match(match[1])):
            continue
        if match.start() < direct.get(subject, 0) or BROUGHT.match(clause.text, match.end()):
            continue
        whole = "." in match[1] or DAY.fullmatch(match[1]) or (asked and tables().engines[subject].role == "format")
        another = _of_another(clause, match.start(), subject) or _of_one_beside(reading, one, clause, subject, match[1])
        if whole and (LEADS.search(text) or not text.strip()) and not another:
            yield subject, match[1]


def _asked(one: Said) -> set[str]:
    """The engines that the question names."""
    return {mention.id for mention in one.asked if mention.kind == "engine"}


def _engines(clause: Clause) -> list[Mention]:
    return [mention for mention in clause.mentions if mention.kind == "engine"]


def _timed(one: Said, clause: Clause, place: int) -> bool:
    """Whether the number behind an engine's name is the time of a pass, as milliseconds are told around it."""
    framework = any(m.end == place and tables().engines[m.id].role == "framework" for m in _engines(clause))
    time = ANY_TIME if framework and ASKS_LATENCY.search(one.question) else WHOLE
    if not time.match(clause.text, place) or ASKS_VERSION.search(one.question + clause.text):
        return False
    told = any(figure.unit == "ms" for part in one.clauses for figure in part.figures)
    return told or bool(ASKS_LATENCY.search(one.question))


def _asks_which(one: Said) -> bool:
    """Whether the question is for one of several of an engine: "which TensorFlow?"."""
    before = (one.question[: mention.start] for mention in one.asked if mention.kind == "engine")
    return any(WHICH.search(words) for words in before)


def _asks_of_another(one: Said) -> bool:
    """Whether the question is for the version of a product that no table knows ("which version of ESP-IDF?")."""
    return not _asked(one) and bool(OF_A_PRODUCT.search(one.question))


def _asks_of_several(one: Said) -> bool:
    """Whether the question is for the versions of JetPack and of something in it: a bare number may be either's."""
    asked = _asked(one)
    return len(asked) > 1 and "jetpack" in asked


def _of_another(clause: Clause, place: int, subject: str) -> bool:
    """Whether the number stands right behind another product's name."""
    return any(
        mention.end <= place <= mention.end + 12 and mention.id != subject for mention in clause.mentions
    ) or bool(OTHER_PRODUCT.search(clause.text[:place]))


def _measured(one: Said, clause: Clause, version: str) -> bool:
    """Whether a number is a result measured in an engine: "7.4 and 13.9, in PyTorch 7.3 and 13.9".

    So is a share of one behind a clause about a metric: "mAP is 0.91, in PyTorch 0.92".
    """
    place = clause.text.find(version)
    if ASKS_VERSION.search(one.question + clause.text) or place < 0:
        return False
    metric = any(NOT_A_VERSION.search(part.text) for part in one.up_to(clause)[:-1][-1:])
    share = metric and version.startswith("0.") and IN_IT.search(clause.text[:place])
    return bool(share or LISTED.match(clause.text[place + len(version) :]))


def _of_one_beside(reading: Reading, one: Said, clause: Clause, engine: str, version: str) -> bool:
    """Whether a version that no name stands beside is one of another engine that was spoken of, or a figure told."""
    asked = _asked(one)
    if engine in asked.union(clause.named("engine")):
        return False
    figures = (figure for said in reading.before(one) for part in said.clauses for figure in part.figures)
    if any(figure.unit and f"{figure.value:g}" == version for figure in figures):
        return True
    named = {name for said in reading.up_to(one) for name in said.named("engine")}
    others = (named | asked) - {engine}
    return any((_line(tables().engines[other], version) or "never") not in {"never", "newer"} for other in others)


def _far_ahead(engine: Engine, one: Said, version: str) -> bool:
    """Whether a number is too large to be meant as a version, where none is spoken of."""
    if engine.scheme != "semver" or engine.role == "format" or not engine.lines or ASKS_VERSION.search(one.question):
        return False
    newest = max(_number(line)[0] for line in engine.lines)
    return not ASKS_VERSION.search(one.text) and _number(version)[0] > newest + MOST_AHEAD


def _sole_engine(reading: Reading, one: Said) -> str | None:
    """The one inference engine that was named so far, or asked about."""
    asked = _asked(one)
    engines = asked or {name for s in reading.up_to(one) for name in s.named("engine")}
    sole = [name for name in engines if tables().engines[name].role == "engine"]
    return sole[0] if len(sole) == 1 else None


def _framework(reading: Reading, one: Said, subject: str | None) -> str | None:
    """The framework that the question for a version is about, where no engine's version can be meant."""
    asked = _asked(one)
    engines = {name for name in reading.named("engine") if tables().engines[name].role == "engine"}
    return subject if subject in asked or not engines else None


def _upheld(one: Said, subject: str) -> bool:
    """Whether the question repeats a version of `subject` that the candidate gave."""
    return subject in {mention.id for mention in one.asked} and bool(re.search(r"\d+\.\d+", one.question))


def _check(
    engine: Engine, version: str, reading: Reading, where: tuple[Said, Clause], bound: tuple[int, int] | None
) -> Doubt | None:
    """The doubt about one version, if there is any; `bound`: the last year spoken of, and the turn that tells it."""
    one, clause = where
    never = Text(
        zh=f"{engine.name} 的发布记录里没有 {version} 这个版本。",
        en=f"The release history of {engine.name} has no version {version}.",
    )
    known = _line(engine, version)
    if known is None:
        return None
    if known == "never":
        return Doubt("impossible_fact", one.turn, clause.text, never, engine.source, version)
    if bound is None:
        return None
    year, turn = bound
    if known == "newer":
        if f"{year}-12" > (engine.listed_to or _newest_month(engine)):
            return None
        newest = _newest_by(engine, year)
        return Doubt(
            "impossible_fact",
            turn,
            reading.quote(turn, clause),
            Text(
                zh=f"{year} 年底之前 {engine.name} 最新的版本是 {newest}，还没有 {version}。",
                en=f"By the end of {year} the newest {engine.name} was {newest}; there was no {version}.",
            ),
            engine.source,
            version,
        )
    if known > f"{year}-12":
        return Doubt(
            "impossible_fact",
            turn,
            reading.quote(turn, clause),
            Text(
                zh=f"{engine.name} {version} 最早在 {known} 发布，晚于所说的 {year} 年。",
                en=f"{engine.name} {version} first came out in {known}, later than {year}, the time spoken of.",
            ),
            engine.source,
            version,
        )
    return None


def _line(engine: Engine, version: str) -> str | None:
    """When `version` came out (``YYYY-MM``), ``never``, ``newer`` than the table, or None where that cannot be said."""
    parts = version.split(".")
    if engine.scheme == "dated":
        day = next((part for part in parts if DAY.fullmatch(part)), None)
        if day:
            return f"{day[:4]}-{day[4:6]}" if "01" <= day[4:6] <= "12" else "never"
        return None if len(parts) == 1 or version.startswith("1.0") else "never"
    if engine.scheme == "calendar" and len(parts) >= 2 and len(parts[0]) == 2 and int(parts[0]) >= 18:
        return f"20{parts[0]}-{int(parts[1]):02}" if 1 <= int(parts[1]) <= 12 else "never"
    if engine.scheme == "yearly" and len(parts) > 1 and not parts[0].startswith("20"):
        return engine.lines.get(".".join(parts[:2]), "never")
    if engine.containers and MONTH.fullmatch(version):
        return f"20{parts[0]}-{parts[1]}"
    for line in (".".join(parts[:2]), parts[0]):
        if line in engine.lines:
            return engine.lines[line] or _earliest(engine, line)
    if not engine.lines:
        return None
    wanted = tuple(int(part) for part in parts[:2])
    numbers = sorted(_number(line) for line in engine.lines)
    if len(wanted) == 1 and any(number[0] == wanted[0] for number in numbers):
        return min(
            (engine.lines[line] or "9999" for line in engine.lines if int(line.split(".")[0]) == wanted[0]),
            default=None,
        )
    return _unlisted(engine, wanted, numbers[-1])


def _unlisted(engine: Engine, wanted: tuple[int, ...], newest: tuple[int, ...]) -> str | None:
    """The same for a version that is not in the table, whose newest line is `newest`."""
    if wanted[0] > newest[0] + 1:
        return "never"
    if wanted > newest:
        return "newer" if wanted[0] > newest[0] or len(newest) > 1 else None
    return "never" if engine.complete else None


def _earliest(engine: Engine, line: str) -> str | None:
    """The month before which an undated line cannot have come out: that of the newest dated line below it."""
    below = [month for other, month in engine.lines.items() if month and _number(other) < _number(line)]
    return max(below, default=None)


def _number(line: str) -> tuple[int, ...]:
    return tuple(int(part) for part in line.split("."))


def _newest_month(engine: Engine) -> str:
    """The month before that of the newest dated line's year: later ones may be missing."""
    newest = max((month for month in engine.lines.values() if month), default="")
    return f"{int(newest[:4]) - 1}-12" if newest else ""


def _newest_by(engine: Engine, year: int) -> str:
    """The newest line that was out by the end of `year`."""
    out = [line for line, month in engine.lines.items() if month and month <= f"{year}-12"]
    return max(out or engine.lines, key=_number)
