"""What a candidate says that they used, and elsewhere that they did not: an engine, a format, a technique."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import yaml

from evaluators.honesty import lexicon
from evaluators.honesty.choices import OPTIMIZER
from evaluators.honesty.clause import Clause
from evaluators.honesty.facts import tables
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.qualifiers import FORMAT, formats
from evaluators.honesty.said import Said
from evaluators.honesty.turns import against_earlier
from evaluators.text import Frozen, Text

BEFORE = lexicon.words("denies_before")
BEHIND = lexicon.words("denied_behind")
"""Behind a name, with nothing after it: "TensorRT, I've never touched that"."""
OUTRIGHT = lexicon.words("denied_outright")
"""A denial that leaves no stage of the work out."""
AFTER = lexicon.words("denies_after")
"""What may follow a denied name; another word would narrow it ("no TensorRT plugins")."""
LEFT_OUT = lexicon.words("left_out_before")
NEVER_WITHOUT = Pattern(
    r"\b(?:no|not|never|none|nothing|nobody)\b.*\bwithout\b[^,.;]*$|没有?[^，。]*(?:不用|不带|不开|没用)[^，。]*$"
)
"""Before what was always used: "no run without warm-up"."""
LEFT_OUT_AFTER = lexicon.words("left_out_after")
"""Before and after a technique that was not used."""
ELSEWHERE = lexicon.words("another_occasion")
FOR_ONE_PART = Pattern(
    r"\b(?:is|are|was|were) (?:only |just )?for (?:the|our) "
    r"(?!model\b|project\b|service\b|inference\b|training\b)\w+\W*$|"
    r"(?:只|都)?是(?:给|用来|拿来)[^，。]{1,12}(?:用|跑)?的\W*$"
)
"""What is named serves one part of several, and another part may do without it."""
OF_ONE_PART = "one part"
OF_ALL_PARTS = Pattern(
    r"^(?:i|we)(?:.ve| have)? (?:never|didn.t|did not)\b|"
    r"^(?:我|我们|项目里?)?(?:从来|根本|完全|压根)?没(?:有)?(?:用|做|上)"
)
"""A denial for everything that one did."""
TRAINING, SERVING = lexicon.words("when_training"), lexicon.words("when_serving")
DID_YOU = lexicon.words("did_you_use")
ENDS = Pattern(
    r"\s*(?:$|[，。,.;；]|(?:at all|it|one|any(?:thing)?|whatsoever|anywhere|there|in (?:this|that|the) project)\b|"
    r"过?(?:$|[，。]))"
)
"""Behind what is denied: nothing narrows it."""
NOBODY_NAMED = Pattern(
    r"(?:[\s,'’]|我们?|咱们|我?这边|公司|组里|整个|这个|项目里?面?|我们项目|当时|其实|一直|从来|根本|压根|完全|确实|的话|[也都就但可那]|不过|"
    r"因为|所以|可是|(?:i|we|there|it|and|so|but|because|since|actually|honestly|as|well|no|that|which|means|have|had|"
    r"was|were|is|ve|s|d|the project|in the project|at all|simply|really|just)\b)*"
)
"""Before what is denied: no other part, model or person is spoken of."""
OF_A_PART = lexicon.words("part_that_does_without")
"""Before what is denied: only a part, a stage or another network does without it."""
NARROWED = Pattern(
    r"\s*(?:on|for|in|at|of) (?:the|our|an?|those|these)\b(?! (?:project|model|training|end)\b)|漂移|"
    r"\s*(?:quota|credits?|budget|instructions?|arithmetic|units|指令|算力|算术|单元)"
)
"""Behind what is denied: it is denied of one thing alone."""
NOTHING_MORE = re.compile(r"(?!校准|插件|标注|标签|从头|从零|重新|重训|训练)")
"""Behind a denial: it has no object of its own ("动态量化不用校准集")."""
OF_SOMETHING_ELSE = re.compile(r"\s*[对在给]")
NO = Pattern(r"(?:没有?|没做过?|没用过?|从来没有?|no|nope|never|none|not at all|we didn'?t|i didn'?t)[。.!！]?")
"""A clause that does nothing but deny what was asked."""
ABLATED = Pattern(r"\bwithout(?: the| any)? $|(?:不加|不用|去掉|没有|没用)$")
"""Before a technique, in a clause with a figure: what comes out where it is left out for comparison."""
PRODUCT = re.compile(
    r"(?<![\w-])(?:[A-Z][a-z]+[A-Z][A-Za-z]*|[A-Z]{2,}[a-z]{2,}[A-Za-z]*|[a-z]+[A-Z][A-Za-z]+)(?![\w-])"
)
"""A name with capitals inside it, which is no common word."""
NOT_A_NUMBER = "NaN"
"""It has a capital inside, and is no product."""
NO_AND_FIGURE = Pattern(r"^no [\w-]+ ?[:=]")
"""In a list of measurements: what comes out without something."""
LEFT_IT_OUT = Pattern(
    r"^(?:i |we )?(?:never|didn.t|did not) (?:actually |really )?"
    r"(?:tried|try|used?|did|do|got (?:to|round to)|implemented?) (?:it|that|those|them)\b|"
    r"^(?:但|可|不过|最后|一直|我们|也|都)*(?:从来)?没(?:有)?真?(?:试|用|做|上|开)过?$"
)
NOT_ONES_OWN = Pattern(r"基线|论文|对照|老师|教师|\b(?:baselines?|papers?|teacher)\b")
"""A network that others worked with, or that one was set beside."""
HANDS_ON, NEVER_HANDS_ON = lexicon.words("hands_on"), lexicon.words("never_hands_on")
"""What somebody did with a network, and that they never did anything with it."""
ANYWHERE = "anywhere"
MAKES = frozenset({"rockchip", "snapdragon", "kirin", "mediatek"})
"""Hardware that the tables know by its maker alone: each device goes by what it was called."""
CPU_ALONE = lexicon.words("cpu_alone")
"""There was no GPU."""
RENTED = Pattern(r"租|\b(?:rent(?:s|ed|ing)?|by the (?:minute|hour)|spot instances?)\b")
OWNS_NONE = Pattern(
    r"(?:没有|没)(?:自己的|买过?|自备的?)[^，。；]{0,6}$|"
    r"\b(?:owns?|owned|bought|buy) (?:no|none)\b|(?:n.t|\bnot|\bnever) (?:own|buy|bought)\b|\bof (?:our|my) own\b"
)
"""What is denied is that it belongs to one: it may have been rented."""
SINCE_WHEN = lexicon.words("since_when")
"""From when on something was used: it was not before, and both may be told."""


class Technique(Frozen):
    """Something that can be used or left out."""

    name: Text
    words: str
    needs: str = ""
    """What a clause that claims its use must say besides."""
    alone: bool = False
    """Whether a denial that goes on is one of something narrower: "no fine-tuning of the encoder"."""


class Use(NamedTuple):
    """A name, said to have been used or not."""

    name: Text
    used: bool
    scope: str
    """``training``, ``serving``, ``one part`` of several, ``anywhere`` for a plain no when asked for it, or empty."""
    quote: str
    id: str = ""
    """Of what the tables know: that of a family is the beginning of its members'."""
    rented: bool = False
    """Whether the turn that tells of its use says that something was rented."""


@cache
def _techniques() -> Mapping[str, tuple[Technique, Pattern, Pattern]]:
    """Each technique with its words compiled, and with what must stand beside them."""
    raw = yaml.load((Path(__file__).parent / "techniques.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    entries = {key: Technique.model_validate(entry) for key, entry in raw.items()}
    return {key: (entry, Pattern(entry.words), Pattern(entry.needs)) for key, entry in entries.items()}


def find(said: Sequence[Said]) -> Iterator[tuple[Text, int, str, str]]:
    """Each name that is denied after it was claimed, or claimed after it was denied: name, turn, both quotes.

    What came into use at a time that is told somewhere was rightly denied of the time before.
    """
    added = frozenset[str]().union(*map(_came_later, said))
    told = against_earlier(said, uses_of, lambda use: (use.name.en, use.used, use.scope), _exclude)
    for turn, earlier, later in told:
        if not (later.used and later.name.en in added):
            yield later.name, turn, earlier.quote, later.quote


@lru_cache(maxsize=1024)
def _came_later(one: Said) -> frozenset[str]:
    """The names of which a turn tells when they came into use."""
    told = [clause for clause in one.clauses if SINCE_WHEN.search(clause.text) and not clause.supposed]
    return frozenset(use.name.en for part in told for _, use in _of_clause(part, one.text, one.question) if use.used)


def _exclude(first: Use, second: Use) -> bool:
    """Whether one of two uses denies what the other claims."""
    if first.used is second.used:
        return False
    denied, used = (second, first) if first.used else (first, second)
    if used.rented and OWNS_NONE.search(denied.quote):
        return False
    if used.scope == OF_ONE_PART:
        same = bool(OF_ALL_PARTS.search(denied.quote))
    else:
        same = first.scope == second.scope or ANYWHERE in {first.scope, second.scope}
    of_one_family = bool(denied.id) and (used.id.startswith(denied.id) or used.name.en.startswith(f"{denied.name.en} "))
    return same and (first.name.en == second.name.en or of_one_family)


@lru_cache(maxsize=1024)
def uses_of(one: Said) -> tuple[Use, ...]:
    """What a turn says of names; nothing where it says both of one, or speaks of several of its kind as used."""
    text, question, clauses = one.text, one.question, one.clauses
    found: list[tuple[str, Use]] = list(_taken_up(clauses))
    rented = bool(RENTED.search(text))
    for clause in clauses:
        if clause.supposed or ELSEWHERE.search(clause.text):
            continue
        part = bool(FOR_ONE_PART.search(clause.text))
        for kind, use in _of_clause(clause, text, question):
            scope = OF_ONE_PART if part and use.used else use.scope
            found.append((kind, use._replace(scope=scope, rented=rented)))
    found += _answered(question, clauses)
    used = {(kind, use.name.en) for kind, use in found if use.used}
    alone = {kind for kind, _ in used if len([1 for other, _ in used if other == kind]) == 1}
    return tuple(
        use for kind, use in found if (use.used and kind in alone) or (not use.used and (kind, use.name.en) not in used)
    )


def _of_clause(clause: Clause, text: str, question: str) -> Iterator[tuple[str, Use]]:
    """What a clause of a turn says of names, each with its kind."""
    yield from _of_techniques(clause, text, question)
    yield from _of_networks(clause)
    if clause.compared:
        return
    for kind, name, key, start, end in _names(clause):
        denied = bool(BEFORE.search(clause.text[:start]))
        if denied and not AFTER.match(clause.text[end:]):
            continue
        denied = denied or bool(BEHIND.match(clause.text[end:]))
        if denied or not clause.denied:
            asked = denied and clause.text[start:end].lower() in question.lower()
            outright = asked or (denied and bool(OUTRIGHT.search(clause.text)))
            scope = _scope(clause.text, *((text, question) if not outright else ("", ""))) or (
                ANYWHERE if outright else ""
            )
            yield kind, Use(Text(zh=name, en=name), not denied, scope, clause.text, key)
    yield from _of_others(clause)


@lru_cache(maxsize=64)
def _techniques_in(text: str) -> Mapping[str, tuple[Technique, Pattern, Pattern]]:
    """The techniques that a turn may name, and the GPU, which may go by the name of a card."""
    return {kind: each for kind, each in _techniques().items() if kind == "gpu" or each[1].can_match(text)}


def _of_techniques(clause: Clause, text: str, question: str) -> Iterator[tuple[str, Use]]:
    """The techniques that a clause of a turn names, each a kind of its own."""
    for kind, (technique, words, needs) in _techniques_in(text).items():
        name = technique.name
        match = words.search(clause.text)
        if not match and kind != "gpu":
            continue
        scope = _scope(clause.text, text, question) if kind == "gpu" else ""
        if match and clause.figures and ABLATED.search(clause.text[: match.start()]):
            continue
        if (kind == "gpu" and CPU_ALONE.search(clause.text)) or (match and _left_out(clause.text, match, technique)):
            yield kind, Use(name, used=False, scope=scope, quote=clause.text)
        elif clause.denied or clause.compared or not needs.search(clause.text):
            continue
        elif match or (kind == "gpu" and _on_a_card(clause)):
            yield kind, Use(name, used=True, scope=scope, quote=clause.text)


def _of_networks(clause: Clause) -> Iterator[tuple[str, Use]]:
    """A network that one has worked with, or knows from papers alone."""
    named = clause.named("model")
    if len(named) != 1 or clause.compared or NOT_ONES_OWN.search(clause.text):
        return
    never = bool(NEVER_HANDS_ON.search(clause.text))
    if never or (HANDS_ON.search(clause.text) and not clause.denied):
        name = tables().models[named[0]].name
        yield named[0], Use(Text(zh=name, en=name), not never, "", clause.text)


def _of_others(clause: Clause) -> Iterator[tuple[str, Use]]:
    """Tools, and products that no table knows, called by a name with a capital inside ("FastAPI", "MLflow")."""
    known = [range(mention.start, mention.end) for mention in clause.mentions if mention.kind != "invention"]
    for match in PRODUCT.finditer(clause.text):
        if (
            any(match.start() in place for place in known)
            or OPTIMIZER.fullmatch(match[0])
            or FORMAT.fullmatch(match[0])
        ):
            continue
        before, after = clause.text[: match.start()], clause.text[match.end() :]
        if match[0] == NOT_A_NUMBER or (clause.figures and ABLATED.search(before)) or NO_AND_FIGURE.search(clause.text):
            continue
        left_out = bool(LEFT_OUT.search(before) or LEFT_OUT_AFTER.match(after))
        if left_out or not clause.denied:
            name = Text(zh=match[0], en=match[0])
            yield match[0].lower(), Use(name, used=not left_out, scope="", quote=clause.text)


def _left_out(text: str, match: re.Match[str], technique: Technique) -> bool:
    """Whether the technique at `match` was not used."""
    before, after = text[: match.start()], text[match.end() :]
    if NEVER_WITHOUT.search(before):
        return False
    denied = LEFT_OUT.search(before)
    if not technique.alone:
        behind = LEFT_OUT_AFTER.match(after)
        own = not OF_A_PART.search(before[: denied.start()] if denied else before)
        return own and bool(
            (denied and not NARROWED.match(after)) or (behind and NOTHING_MORE.match(after[behind.end() :]))
        )
    if denied:
        return bool(NOBODY_NAMED.fullmatch(before[: denied.start()]) and ENDS.match(after))
    behind = LEFT_OUT_AFTER.match(after)
    return bool(behind and NOBODY_NAMED.fullmatch(before) and not OF_SOMETHING_ELSE.match(after))


def _taken_up(clauses: tuple[Clause, ...]) -> Iterator[tuple[str, Use]]:
    """What is named in one clause and denied in the next: "I thought of Dice, but never tried it"."""
    for named, clause in pairwise(clauses):
        if named.sentence == clause.sentence and LEFT_IT_OUT.search(clause.text):
            kinds = [(kind, each.name) for kind, (each, words, _) in _techniques().items() if words.search(named.text)]
            if len(kinds) == 1:
                kind, name = kinds[0]
                yield kind, Use(name, used=False, scope="", quote=f"{named.text} … {clause.text}"[:200])


def _on_a_card(clause: Clause) -> bool:
    """Whether a clause names a card for servers or desks, which is a GPU."""
    named = (tables().hardware[name] for name in clause.named("hardware"))
    return any("nvidia" in each.platforms and each.memory_gb for each in named)


def _answered(question: str, clauses: tuple[Clause, ...]) -> Iterator[tuple[str, Use]]:
    """A bare no to a question about one technique."""
    if not (clauses and NO.fullmatch(clauses[0].text.strip()) and DID_YOU.search(question)):
        return
    asked = [(kind, each.name) for kind, (each, words, _) in _techniques().items() if words.search(question)]
    if len(asked) == 1:
        kind, name = asked[0]
        yield kind, Use(name, used=False, scope="", quote=clauses[0].text)


def _names(clause: Clause) -> Iterator[tuple[str, str, str, int, int]]:
    """Kind, name, id and place of what can be used or not."""
    for mention in clause.mentions:
        if mention.kind not in {"hardware", "engine"}:
            continue
        role = tables().engines[mention.id].role if mention.kind == "engine" else ""
        # Several tools and formats are used together; of engines and devices one is used instead of another.
        kind = mention.id if role not in {"", "engine"} else mention.kind
        name = tables().of(mention.kind)[mention.id].name
        if mention.id in MAKES:
            name = clause.text[mention.start : mention.end].upper().replace(" ", "")
        yield kind, name, "" if mention.id in MAKES else mention.id, mention.start, mention.end
    for match in OPTIMIZER.finditer(clause.text):
        yield "optimizer", match[1].lower(), "", match.start(), match.end()
    for match in FORMAT.finditer(clause.text):
        yield "format", min(formats(match[0])), "", match.start(), match.end()


def _scope(clause: str, text: str, question: str) -> str:
    """Whether it was for training or for serving, by the nearest words that say so."""
    for words in (clause, text, question):
        training, serving = bool(TRAINING.search(words)), bool(SERVING.search(words))
        if training != serving:
            return "training" if training else "serving"
        if training:
            return "both"
    return ""
