"""Which network or method a clause speaks of, and whether it means that one as it was published."""

import re

from evaluators.honesty import lexicon
from evaluators.honesty.clause import CHANGED, NEGATION, Clause
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.asked_traits import asked_about, is_familiar, methods_asked
from evaluators.honesty.rules.topics import topic_beside_likeness
from evaluators.honesty.rules.traits import changed, described, patterns
from evaluators.honesty.said import Said

JOINED = lexicon.words("joined")
SET_APART = Pattern(
    r"区别|不同|差别|相比|对比|多了什么|加了什么|\badds? to\b|\bvs\b|apart|differ\w*|distinguish\w*|compare[ds]?|"
    r"versus|\bthan\b|"
    r"advantages|advantage (?:of|over|does|has|is there)"
)
"""A question about two networks: which of them the answer's parts belong to is not certain."""
FORMER = Pattern(r"前者|后者|一个是|那个|另一|\b(?:former|latter|one is|one has|that one|the other)\b")
"""In an answer that goes from one network to the other without their names."""
YOURS = Pattern(r"你|\byour?\b")
"""In a question about what somebody did, not about a network."""
OF_YOUR_BUILD = Pattern(
    r"你们?(?:的|自己的)?(?:项目|做法|改动|实现|那版|这版|版本)|你们?(?:自己)?的 ?(?=[A-Za-z])|"
    r"你们?(?:是)?怎么(?:搭|改)|"
    r"\byour (?:own )?(?:(?-i:[A-Z][\w.+-]+)|yolo\S+|fork|version|variant|build|set-?up|implementation)"
)
"""In a question about somebody's own build of a network, told without its name: it may have what others have not."""
ASKS_FOR_PARTS = lexicon.words("asks_for_parts")
ASKS_WHAT_WAS_DONE = lexicon.words("asks_what_was_done")
"""A question about the part that somebody worked on: "decoder only" is no word on the structure."""
OF_ONES_OWN = lexicon.words("of_ones_own")
OTHERWISE = re.compile(r"(?<![用靠做学算])的(?:是|才是|叫)|\b(?:that.s|which is) (?:why|where)\b")
"""Of something else than the network spoken of: "what draws the pictures is a diffusion model"."""
BESIDE = Pattern(r"我们的|以前|旧|老系统|下游|接了|\b(?:our|old|legacy|downstream|on top)\b")
"""Of what was there before the network, or beside it."""
DONE_BESIDE = Pattern(
    r"(?:我们?|自己)[^，。]{0,8}(?:后来|又|再|先|还|前面|最初|一开始|微调)|"
    r"再(?:用|拿)[^，。]{0,10}(?:微调|训)|"
    r"\b(?:we|i|our) (?:\w+ )?(?:started|began|also|later|then|first|last|fine-?tun\w+|moved)\b"
)
"""Of a step of one's own work, and not of the network."""
OF_ITSELF = lexicon.words("asks_of_the_network_itself")
A_KIND_LEADS = lexicon.words("a_kind_leads")
"""A clause about other networks of some kind ("voxel networks need ..."), whose name may hold the trait itself."""
BEGINS_WITH_IT = Pattern(r"(?:(?:yes|no|well|so|basically),? |其实|本质上)?(?:it(?:.s)?\b|它)")
"""The beginning of a sentence about what was asked after, whatever the question sets it beside."""
LEADS_IN = Pattern(
    r"(?:\s|\b(?:yes|no|well|so|and|the|an?|in|with|for|actually|basically|plain)\b[, ]*|对|是的|嗯|其实|那|在|而)*"
)
"""Before the name of a method that a clause is about."""
TRAINED_BY = Pattern(
    r"(?:trained|fitted|learned|optimi[sz]ed|solved) (?:\w+ )?(?:by|with|via|using|through) $|(?:用|靠|通过|由) ?$"
)
"""Before another method by which the one that a clause is about is said to learn."""
BEHIND_A_METHOD = Pattern(r"[A-Za-z0-9-]+(?: \w+)? and\b|[A-Za-z0-9-]+ ?(?:和|跟|与|、|\+)")
"""A name that is but the first of several."""
VERSION = re.compile(r"v\d+$")
BARE_VERSION = re.compile(r"(?:[而但]|and |but |while )?(v\d{1,2})(?![\d.])", re.IGNORECASE)
"""At the beginning of a clause: it is about that version of the network ("v8 才是 C2f", of YOLO)."""
OF_A_VERSION = re.compile(
    r"(?<![A-Za-z0-9-])(v\d{1,2})(?![\d.]) ?(?:的|才|里|中|以后|之后)|"
    r"(?:only|first) (?:arrived|came|appeared|showed up|turned up) (?:with|in) (v\d{1,2})(?![\d.])",
    re.IGNORECASE,
)
"""Anywhere in a clause: what it tells of is that version's ("DFL 是 v8 的")."""
IT_IS_A = Pattern(
    r"(?:yes,? |no,? |对，?|其实)?(?:it(?:.s| is)|它(?:其实|本质上|就)?是)"
    r"(?: really| just| basically| essentially)?\s*(?:an?\b|一?个|一种)"
)
"""The beginning of a clause that says what the network that was asked about is."""
UNDER_A_CONDITION = lexicon.words("under_a_condition")
"""A clause that says when, or at which stage, what follows in its sentence is so."""
ENLARGED = re.compile(r"加[大强深宽重长]|相加")
"""Of what a network does more than another, or of sums: no part was put in."""
LEADS = Pattern(r"(?:的(?:结构|核心|编码器|原理))?\s*(?:其实|本质上)?(?:就)?(?:是|由|用)|\s+(?:is|was|consists|uses)\b")
"""Behind the name that begins a turn: what follows says what it is."""
AS_IN = Pattern(r"(?:\b(?:as|like|than|unlike)(?: (?:in|with|for))?(?: an?| the)?|(?<!图)(?<!好)不?像)\s*$")
"""Before a network that is named only to liken another one to it."""
IS_NOT, OF_THAT_SORT = Pattern(r"不是 ?$"), Pattern(r" ?(?:那种|那样|式|的)")
"""Around one that it is not like ("不是 CenterNet 那种")."""
DERIVED_FROM = Pattern(
    r"(?:照搬|照抄|沿用|参考|基于|借鉴|源自|继承|脱胎于)(?:了|的是|自)?(?:[^，。]{0,4}的)? ?$|"
    r"\b(?:follows|copies|copied|based on|derived from|built (?:up)?on|clone of|reproduces|reproduction of)(?: the)? $"
)
"""Before a network after which another one was made: what follows is about that other one."""
OF_A_KIND = re.compile(
    r"(?<![A-Za-z])(?!trans)[A-Za-z0-9]{2,12}-?(?:BERT|GPT|LLaMA|CLIP|T5|TTS|VITS|2vec|[Ww]hisper)(?![A-Za-z])"
)
"""A name such as ModernBERT, of a network that the tables may not know."""
ENGLISH_VERB = r"(?:is|are|was|has|had|uses?|used|takes|puts|adds|comes|came|replaces|brings|runs|does)\b"
CHINESE_VERB = r"(?:里|中|则|也|就|都|本身|其实)*(?:是|用|有|没|不|把|去掉|加|换|靠|的)"
NAME_LEADS = re.compile(
    r"(?:(?:and|but|while|whereas|so) |[而但])?(?P<name>(?:"
    r"(?!(?:Layer|Stage|Block|Step|Phase|Part|Level|Version|Point|Loss|Table|Figure)\b)[A-Z][A-Za-z]+[ -]?v?\d[\d.]*|"
    r"[A-Za-z]*[a-z]+[A-Z][\w+-]*|[A-Z]{2,}[a-z]+[\w+-]*|[a-z]+-(?:embed|base|large|small|v\d)[\w-]*)"
    rf"(?: (?!is\b|has\b|uses?\b)[\w.+-]+)?)(?: {ENGLISH_VERB}| ?{CHINESE_VERB})|"
    r"[而但]?(?P<plain>(?!(?:Backbone|Neck|Head|Loss|Position|Embedding|Token|Layer|Block|Encoder|Decoder|Attention|Input|"
    rf"Output|Query|Anchor|Feature|Mask|Batch|Self|Cross|Multi|Paper|Label)s?\b)[A-Z][a-z]{{4,}}) ?{CHINESE_VERB}"
)
"""A clause whose subject is a name with a number or with capitals in it ("OLMoE has", "Granite 3 用的是")."""
INSIDE_A_SENTENCE = re.compile(r"[,;:，；：]\s*$")
NAME_GOES_ON = re.compile(rf"(?:(?:and|but|while) )?(?P<name>[A-Z][a-z]{{2,}}) {ENGLISH_VERB}")
"""The same inside a sentence, where no other word has a capital."""
ONE_OF_A_KIND = Pattern(r"\b(?:an?|plain|ordinary)(?: [\w-]+)? $|的 ?$|\bbased on $|基于 ?$")
"""Before the name of a network in a clause about another one that is built of such a one."""
SIZE = re.compile(r"(?<![\w.])(\d{1,3}(?:\.\d)?)[ -]?[Bb](?![a-z])")
ANOTHER_VERSION = Pattern(
    r"^(?:[而但]|and |but |while )?(?:第?[一二三四]代|[上前新旧老]一?[代版]|初[代版]|老版本|旧版本|"
    r"(?:初始|早期|最早的?|后续)版本?|"
    r"the (?:first|second|third|new|newer|old|older|later|"
    r"earlier|next|previous) (?:version|generation|release)\b)"
)
"""At the beginning of a clause about another version of the network that was spoken of."""
THAT_ONE_DOES = re.compile(r"(?:only )?[A-Z][\w-]+ (?:does|did|do|has|had|is|can|才)$")
"""A clause about another network, whose name the tables need not know, before one that goes on about it."""
OF_BEFORE = Pattern(
    r"起步|起的步|之前(?:是|用|试|做|跑|还)|最早|最初|一开始|早期|"
    r"\b(?:before (?:that|it|this)|previously|earlier|formerly|started (?:out )?(?:with|from)|at first|originally)\b"
)
"""In a clause that names what was there before what the talk is about."""
PARTS = {"lstm", "bilstm", "gru", "gan", "transformer"}
"""Networks that others can be made of."""
BACKBONES = (
    *("resnet", "wide_resnet", "resnext", "vgg", "vit", "deit", "swin", "mobilenet", "efficientnet", "densenet"),
    *("alexnet", "googlenet", "inception", "convnext", "bert", "clip"),
)
"""Beginnings of ids of networks on which others stand: naming one in a talk of another does not change the subject."""


def spoken_of(reading: Reading, one: Said, clause: Clause) -> tuple[str, bool] | None:
    """The network or method that a clause speaks of, and whether it names it; None where that is not certain."""
    named = clause.named("model")
    if method := _method_leads(one, clause):
        return method, method in clause.named("invention")
    if whole := _whole(reading, one, clause):
        return whole, whole in named
    if leading := _leading(reading, one, clause):
        return leading, False
    name = reading.subject("model", one, _without_traits(clause))
    if (name is None or name.startswith(BACKBONES)) and (whole := _beside_its_backbone(reading, one, clause)):
        return whole, False
    if not named and (described_before := _described_before(reading, one)):
        return described_before, False
    if name:
        return None if name in named and _likened(clause, name) else (name, name in named)
    if named or one.named("model"):
        topic = reading.topic("model", one)
        return (topic, False) if topic and not named and _still_about(reading, one, clause, topic) else None
    method = reading.subject("invention", one, clause)
    if method is None or method in clause.named("invention"):
        return (method, True) if method else None
    told = {name for said in reading.up_to(one) for name in said.named("invention")}
    asked = {mention.id for mention in one.asked if mention.kind == "invention"}
    before = one.clauses[: one.clauses.index(clause)]
    already = any(method in said.named("invention") for said in reading.before(one))
    already = already or any(method in part.named("invention") for part in before)
    return (method, False) if asked == {method} or (already and told == {method}) else None


def _method_leads(one: Said, clause: Clause) -> str | None:
    """The method that a clause begins with, or that alone is asked about and named: whatever network is talked of."""
    named = clause.named("invention")
    methods = [mention for mention in clause.mentions if mention.kind == "invention"]
    others = [mention for mention in methods if mention.id != methods[0].id]
    if clause.named("model") or not all(TRAINED_BY.search(clause.text[: mention.start]) for mention in others):
        return None
    if named:
        thing, place = described()[named[0]], methods[0].start
        leads = LEADS_IN.fullmatch(clause.text[:place]) and not BEHIND_A_METHOD.match(clause.text[place:])
        return named[0] if leads and (thing.has or thing.lacks) else None
    asked = methods_asked(one)
    alone = len(asked) == 1 and not one.named("model") and set(one.named("invention")) <= asked
    return next(iter(asked)) if alone else None


def is_meant(reading: Reading, one: Said, clause: Clause, name: str) -> bool:
    """Whether a clause without a name is about the network that is talked of, as it was published."""
    others = (
        of_an_unknown_one(one, clause)
        or _of_another_build(one, clause, name)
        or _of_one_made_after_it(one, clause, name)
    )
    changed_here = _depends(one, clause) or _altered(reading, one, name)
    if one.sets_beside("model") and asked_about(one) == {name}:
        told = {each for said in reading.before(one) for each in said.named("model")}
        if told and name not in told:
            return False  # the answer is about those spoken of before, beside which the question sets it
    of_it = name not in one.named("model") and _begins_with_it(one.sentence(clause.sentence)[0].text, name)
    else_asked = (_asks_else(one) and not of_it) or _was_before(reading, one, name)
    return not (others or changed_here or else_asked or _ruled_out(one, name))


def _begins_with_it(text: str, name: str) -> bool:
    """Whether a sentence begins with the network `name`, be it by its version alone ("v8 has ...", of YOLOv8)."""
    version = VERSION.search(name)
    return bool(BEGINS_WITH_IT.match(text)) or bool(version and text.lower().startswith(version[0]))


def _depends(one: Said, clause: Clause) -> bool:
    """Whether another kind of network is spoken of, or the sentence told of a change or a condition before."""
    if A_KIND_LEADS.search(clause.text):
        return True
    before = [part for part in one.up_to(clause)[:-1] if not ENLARGED.search(part.text)]
    return any(changed(part) or part.supposed or UNDER_A_CONDITION.search(part.text) for part in before)


def _altered(reading: Reading, one: Said, name: str) -> bool:
    """Whether the candidate told before that they took something out of the network, or put it in."""
    told = (part for said in reading.before(one) for part in said.clauses)
    return any(name in part.named("model") and changed(part) and OF_ONES_OWN.search(part.text) for part in told)


def of_an_unknown_one(one: Said, clause: Clause) -> bool:
    """Whether the last network that the sentence names, up to the clause, is none of the tables ("ModernBERT")."""
    for part in reversed(one.up_to(clause)):
        known = [(mention.start, mention.end) for mention in part.mentions if mention.kind == "model"]
        kinds = [match.start() for match in OF_A_KIND.finditer(part.text)]
        if any(not any(start <= kind < end for start, end in known) for kind in kinds):
            return True
        if part is not clause and not known and THAT_ONE_DOES.match(part.text):
            return True
        inside = part.text in one.text and INSIDE_A_SENTENCE.search(one.text[: one.text.index(part.text)])
        if led_by_an_unknown_one(part, goes_on=bool(inside)):
            return True
        if known:
            return False
    return False


def led_by_an_unknown_one(clause: Clause, *, goes_on: bool = False) -> bool:
    """Whether the clause begins with a name that no table has and that is no word for a trait."""
    lead = NAME_LEADS.match(clause.text) or (NAME_GOES_ON.match(clause.text) if goes_on else None)
    group = next((key for key in ("name", "plain") if lead and lead.groupdict().get(key)), None)
    if lead is None or group is None:
        return False
    if any(m.start < lead.end(group) and lead.start(group) < m.end for m in clause.mentions):
        return False
    return not any(words.search(lead[group]) for _, _, words in patterns())


def is_a_kind_there(clause: Clause, name: str) -> bool:
    """Whether the clause is about another network and names this one only as what that is built of."""
    naming = [mention for mention in clause.mentions if mention.id == name]
    return (
        bool(naming)
        and all(ONE_OF_A_KIND.search(clause.text[: mention.start]) for mention in naming)
        and led_by_an_unknown_one(clause)
    )


def _of_one_made_after_it(one: Said, clause: Clause, name: str) -> bool:
    """Whether `name` was named only as that after which another network was made ("OPT copies GPT-3")."""
    naming = [(part.text[: m.start], m.id) for part in one.up_to(clause) for m in part.mentions if m.kind == "model"]
    return bool(naming) and all(each == name and DERIVED_FROM.search(before) for before, each in naming)


def _of_another_build(one: Said, clause: Clause, name: str) -> bool:
    """Whether a clause without a name is about another version or size than `name` ("the 70B has it", "v1 没有")."""
    sizes = set(re.findall(SIZE, described()[name].name))
    said = set(re.findall(SIZE, clause.text))
    versions = {match[1].lower() for part in one.up_to(clause) if (match := BARE_VERSION.match(part.text))}
    versions |= {(match[1] or match[2]).lower() for match in OF_A_VERSION.finditer(clause.text)}
    another = any(ANOTHER_VERSION.match(part.text) for part in one.up_to(clause))
    return another or bool(sizes and said - sizes) or any(not re.search(rf"{v}(?!\d)", name) for v in versions)


def _likened(clause: Clause, name: str) -> bool:
    """Whether the clause names the network only behind "as in"."""
    naming = [mention for mention in clause.mentions if mention.id == name]
    return all(
        (mention.start and AS_IN.search(clause.text[: mention.start]))
        or (IS_NOT.search(clause.text[: mention.start]) and OF_THAT_SORT.match(clause.text, mention.end))
        for mention in naming
    )


def _beside_its_backbone(reading: Reading, one: Said, clause: Clause) -> str | None:
    """The network of the opening, where it is asked about and nothing was named since but what it may stand on."""
    first, *others = reading.said[0].named("model") or ("",)
    if not first or others or clause.named("model") or first.startswith(BACKBONES):
        return None
    told = {name for said in reading.up_to(one) for name in said.named("model")}
    asked = {name for said in reading.up_to(one) for name in asked_about(said)}
    parts = (told | asked) - {first} - PARTS
    if not parts or not all(name.startswith(BACKBONES) for name in parts) or asked - {first}:
        return None
    if not (ASKS_FOR_PARTS.search(one.question) or OF_ITSELF.search(one.question)):
        return None
    if OF_ONES_OWN.search(clause.text) or any(BESIDE.search(part.text) for part in one.up_to(clause)):
        return None
    return first


def _described_before(reading: Reading, one: Said) -> str | None:
    """The network of the opening, where the last answer told what it is made of and named nothing but other networks.

    What was named there are parts: the talk goes on about the network itself.
    """
    opening = reading.said[0].named("model")
    if len(opening) != 1 or set(one.named("model")) - PARTS or any(m.kind == "model" for m in one.asked):
        return None
    last = next((said for said in reversed(reading.before(one)) if said.named("model")), None)
    if last is None or last is reading.said[0] or last.chooses_anew or CHANGED.search(last.text):
        return None
    own = {mention.id for mention in last.asked if mention.kind == "model"} <= set(opening)
    made_of = own and ASKS_FOR_PARTS.search(last.question) and not OF_ONES_OWN.search(last.text)
    return opening[0] if made_of and is_familiar(reading) else None


def _still_about(reading: Reading, one: Said, clause: Clause, topic: str) -> bool:
    """Whether a clause without a name is about the topic, though the turn names others further on.

    They are parts that it is said to be made of, or stand behind the topic's own name in a later sentence.
    """
    others = set(one.named("model")) - {topic}
    if others <= PARTS or topic_beside_likeness(reading, one, one.clauses.index(clause)) == topic:
        return True
    place = one.clauses.index(clause)
    told = {name for part in one.clauses[: place + 1] for name in part.named("model")}
    if not place and not told and asked_about(one) == {topic} and not one.sets_beside("model"):
        return True  # the first words of a reply are about what was asked, whatever is named behind them
    later = next((part for part in one.clauses[place + 1 :] if part.named("model")), None)
    return not told and later is not None and later.named("model")[0] == topic


def _leading(reading: Reading, one: Said, clause: Clause) -> str | None:
    """The network that the whole turn describes: it is the topic, and the turn begins with "X is ..."."""
    first = one.clauses[0]
    if not first.mentions or clause.named("model") or clause is first or first.compared or first.denied:
        return None
    head = first.mentions[0]
    told = head.kind == "model" and not first.text[: head.start].strip() and LEADS.match(first.text[head.end :])
    others = set(one.named("model")) - set(first.named("model")) - PARTS
    return head.id if told and not others and reading.topic("model", one) == head.id else None


def _asks_else(one: Said) -> bool:
    """Whether a question is about two networks, or about what was done with one.

    Set beside another ("how does it differ from BERT?"), the network is what an answer without any name tells of.
    """
    alone = one.sets_beside("model") and not YOURS.search(one.question) and not FORMER.search(one.text)
    if alone and not one.named("model"):
        return False
    return any(p.search(one.question) for p in (SET_APART, ASKS_WHAT_WAS_DONE, OF_YOUR_BUILD))


def _ruled_out(one: Said, name: str) -> bool:
    """Whether the turn names the network only to say that it is not meant ("not a GAN")."""
    naming = [(part, mention) for part in one.clauses for mention in part.mentions if mention.id == name]
    return bool(naming) and all(NEGATION.search(part.text[max(0, m.start - 10) : m.start]) for part, m in naming)


def _was_before(reading: Reading, one: Said, name: str) -> bool:
    """Whether the network is named nowhere but as what somebody had before the one that the talk is about."""
    told = [part for said in reading.up_to(one) for part in said.clauses if name in part.named("model")]
    asked = name in {mention.id for said in reading.up_to(one) for mention in said.asked}
    return bool(told) and not asked and all(OF_BEFORE.search(part.text) for part in told)


def describes(reading: Reading, one: Said, clause: Clause, name: str) -> bool:
    """Whether the turn answers what the network `name` itself is made of, and not what was built with it."""
    asked = name in {mention.id for mention in one.asked}
    if any(BESIDE.search(part.text) or JOINED.search(part.text) for part in one.up_to(clause)):
        return False
    if DONE_BESIDE.search(clause.text):
        return False
    told = {each for said in reading.up_to(one) for each in said.about("model")}
    familiar = is_familiar(reading)
    if IT_IS_A.match(clause.text) and not (YOURS.search(one.question) or OF_ONES_OWN.search(clause.text)):
        return bool(ASKS_FOR_PARTS.search(one.question) or OF_ITSELF.search(one.question))
    others = told - (PARTS if familiar else set())
    alone = bool(others) and all(each.startswith(name) for each in others) and OF_ITSELF.search(one.question)
    if alone and not (OF_ONES_OWN.search(clause.text) or OTHERWISE.search(clause.text)):
        return True
    return bool(ASKS_FOR_PARTS.search(one.question)) and (asked or bool(familiar))


def _whole(reading: Reading, one: Said, clause: Clause) -> str | None:
    """The network that was asked about, where the clause names nothing but a network that others can be made of."""
    named, topic = clause.named("model"), reading.topic("model", one)
    of_it = topic is not None and named == ("transformer",) and BEGINS_WITH_IT.match(clause.text)
    if of_it and not OF_ONES_OWN.search(clause.text) and topic not in PARTS:
        return topic
    if len(named) != 1 or named[0] not in PARTS or topic in {None, *named} or OF_ONES_OWN.search(clause.text):
        return None
    told = {name for part in one.up_to(clause)[:-1] for name in part.named("model")} - PARTS - {topic}
    if any(not name.startswith(BACKBONES) for name in told):
        return None
    place = next(mention.start for mention in clause.mentions if mention.id == named[0])
    starts = re.fullmatch(r"(?P<a>an?)?(?:the)?\s*", clause.text[:place], re.IGNORECASE)
    if starts and not (starts["a"] and clause is one.clauses[0]):
        return None
    return topic if topic and describes(reading, one, clause, topic) else None


def _without_traits(clause: Clause) -> Clause:
    """The clause without names that only say of what kind something is (LSTM, GAN, U-Net as a part)."""
    if len(clause.named("model")) < 2:
        return clause
    first = clause.named("model")[0]
    kept = tuple(m for m in clause.mentions if not (m.kind == "model" and m.id != first and m.id in PARTS))
    return Clause(clause.text, clause.sentence, kept, clause.figures)
