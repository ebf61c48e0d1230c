"""A tool, a file format, a setting or a language of one engine, said of another: ncnn's .engine file."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal, NamedTuple

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import raw, tables
from evaluators.honesty.pattern import ByPattern, Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.said import Said
from evaluators.text import Frozen, Text

ENGINE, THING = "\x00", "\x01"
"""What stands in a clause for the name of an engine and of a thing."""
FAILED = lexicon.words("failed")
ANOTHER_TIME = Pattern(
    r"之前|以前|原来|原先|换成|改成|换到|换掉|迁移|试过|试了|另一|分别|各自|前者|后者|对应|类似|相当于|同事|"
    r"\b(?:used to|previously|originally|instead|respectively|switch\w*|moved|migrat\w+|replac\w+|tried|latter|"
    r"former|equivalent|counterpart|colleagues?|ported)\b"
)
"""Of another time, or of several engines each of which has its own."""
SOFT = (
    r"(?:(?:an?|the|its|our|my|their|really|actually|basically|this|that|one|two|single|own|small|just|only|plain|"
    r"simple|seriali[sz]ed|built|model|file|"
    r"called|named|you|us|me|int8|fp16|quanti[sz]ed|converted|compiled|\d+ ?mb|一个|单个|个|那个|这个|自己的|"
    r"它的|两个|叫|名为) ?){0,4}"
)
IN_IT = (
    r"(?: ?(?:的?容器|的?服务|的?运行时|的?解释器|container|server|process|runtime|interpreter))?(?: ?(?:那边|"
    r"这边|端|本身|自己|原生|"
    r"itself))?(?: ?(?:里面?|中|内部|上))?"
)
WELL = (
    r"(?: ?(?:主要|直接|最后|最终|先|再|也|都|就|来|会|要|需要|只|能|可以|得|还|默认|其实|是|默认是)){0,4}"
    r"(?: (?:also|then|just|only|simply|directly|actually|really|can|will|always|itself))*"
)
DOES = (
    r"(?:loads?|loaded|reads?|takes?|took|gets?|got|serves?|served|needs?|needed|wants?|uses?|used|gives?|gave|"
    r"produces?|produced|writes?|wrote|"
    r"generates?|generated|exports?|exported|outputs?|saves?|saved|expects?|stores?|stored|opens?|opened|consumes?|"
    r"accepts?|"
    r"has|have|had|comes with|ships? with|exposes?|provides?|offers?|calls?|called|requires?|deseriali[sz]es?|"
    r"(?:runs?|ran)(?: on| through| with)?|"
    r"creates?|supports?|is configured (?:with|by|in)|is (?:set|tuned) (?:with|by|in)|"
    r"needs? (?:an? )?(?:calibration|conversion|file) (?:with|by|through)|is (?:installed|shipped|bundled) with|"
    r"加载|读取|读|载入|用|使用|生成|得到|产出|导出|输出|吃|认|调|设置?|改|写|配置?|开|有|靠|走|通过|提供|自带|"
    r"支持|依赖|保存成?|存成|存)"
    r"(?:出来|出|到|了)?(?:的)?(?:文件|格式|模型|工具)?(?:就?是)?"
)
MADE = (
    r"(?:转换?|导出?|编译?|生成|构建|build|量化|校准|得到|变|打包|做)(?:换)?(?:成|为|到|"
    r"出来?)*(?:的)?(?:是)?(?: ?(?:最后|一个|这个|那个|自己))?(?:的)?"
)
MAKES = (
    r"(?:wr(?:ote|ites?)|buil(?:ds?|t)|gives?|gave|makes?|made|produce[sd]?|generate[sd]?|create[sd]?|compile[sd]?|"
    r"outputs?|exports?|exported|gets?|got)"
)
ITS = (
    r"(?:models?|files?|formats?|config\w*|settings?|tools?|converters?|engines?|packages?|calibrat\w+|artifacts?|"
    r"ir|graphs?|weights)"
)
ITS_ZH = r"(?:(?:推理|离线|转换|配置|量化|校准|模型|权重|文件|格式|参数|工具|后缀|缓存|引擎|产物|命令|接口){1,3})"
GAP = r"(?:[^，。,.\x00\x01]{0,16})"
CONVERTED = (
    r"(?:converted|built|made|produced|generated|compiled|written|calibrated|quanti[sz]ed|created|packaged|packed|"
    r"exported|configured)"
)
OWN = (
    # its own
    rf"E(?:['’]s| ?的| ?自带的?| ?里的| ?里面的| ?中的| ?内置的?| ?自己的) ?{SOFT}T",
    r"E T(?= ?(?:files?|formats?|models?|archives?|packages?|文件|格式|模型|$))",
    rf"T(?: ?(?:files?|formats?|generators?|calibrators?|tools?|archives?|models?))? (?:of|in|inside|from) {SOFT}E",
    r"T(?: ?(?:工具|文件|格式))? ?(?:就|其实|本来|也)*(?:是)(?: ?由)? ?E ?(?:的|自带|提供|官方)",
    (
        rf"T(?:(?: ?(?:files?|tools?|formats?))? is| comes| is shipped|, that['’]s) (?:the |an? |part of |with |in |"
        rf"from )*E(?:['’]s)?(?= ?(?:$|[.,]|{ITS}\b))"
    ),
    # what it loads, needs, uses
    rf"E{IN_IT}{WELL} ?{DOES} ?{SOFT}T(?!['’]s\b| ?(?:转|导出?)(?:来|过来|出来|的)| (?:converted|exported|turned)\b)",
    rf"E ?的? ?{ITS_ZH}(?: ?(?:就|都|其实|一般|也))*(?:是|为|叫|用的?是?|写在|放在|靠|在|要用) ?{SOFT}T",
    (
        rf"E {ITS} (?:is|was|are|were|comes as|come as|lives in|sits? in|goes in(?:to)?|is called|uses?|used|"
        rf"needs?) (?:in )?{SOFT}T"
    ),
    rf"E {ITS} (?:is|was|are|were) (?:\w+ ){{0,2}}{CONVERTED} (?:\w+ ){{0,2}}(?:with|by|through|using|in) {SOFT}T",
    (
        rf"E ?(?:模型|文件|引擎)?(?:是)? ?(?:用|靠|拿|通过|由) ?T{GAP}?(?:转|导|编译|生成|构建|打包|量化|校准|"
        rf"做)(?!换?(?:成|为|到))"
    ),
    # what is set or used in it
    (
        rf"\b(?:in|inside|for|with) {SOFT}E,? (?:(?:i|we|you|they|one|it|is|can|just|also|then|have|has|to|must|"
        rf"needs?) ){{0,4}}"
        rf"(?:set|sets|write|wrote|writes|use|used|uses|put|puts|call|called|calls|tune|tuned|pass|passed|edit|edited|"
        rf"raise|raised|"
        rf"lower|lowered|change|changed|run|ran|need|needed) (?:it (?:in|with) )?{SOFT}T"
    ),
    (
        rf"\b(?:set|use|used|using|ran|run|call|called|pass|passed|raise|raised|lower|lowered|put|tune|tuned|wrote|"
        rf"write) "
        rf"{SOFT}T (?:\w+ ){{0,2}}?(?:in|inside|for|of) {SOFT}E"
    ),
    rf"(?:在 ?)?E(?: ?(?:里面?|中|上|那边|这边))(?:[^，。,.\x00\x01]{{0,4}}?){DOES} ?{SOFT}T",
)
INTO = (
    rf"用 ?T(?: ?(?:工具|命令))?(?:[^，。,.\x01]{{0,18}}?){MADE} ?{SOFT}E",
    rf"T(?: ?(?:工具|命令))?{WELL} ?{MADE} ?{SOFT}E",
    r"E ?(?:是)?(?:用|靠|通过|由) ?T(?= ?(?:$|[，。,.]|转的|导的|生成的|编译的|做的|来转))",
    rf"T(?: \w+){{0,2}} {MAKES} (?:us |you |me )?{SOFT}E",
    (
        rf"\b(?:use[ds]?|using|ran|run|running|with|via|through|call(?:ed)?) {SOFT}T (?:\w+ ){{0,3}}?"
        rf"(?:to (?:get|build|make|produce|generate|create|write|compile|export|obtain)|for|into|gave (?:me|"
        rf"us)) {SOFT}E"
    ),
    (
        rf"\b(?:convert\w*|turn\w*|export\w*|compil\w*|translat\w*|transform\w*) (?:\w+ ){{0,4}}?(?:in)?to {SOFT}E"
        rf"(?: {ITS})? (?:\w+ )?(?:with|using|by|via|through) {SOFT}T"
    ),
    rf"\bT (?:\w+ )?(?:converts?|converted|turns?|turned|compiles?|translates?) (?:\w+ ){{0,4}}?(?:in)?to {SOFT}E",
    (
        rf"\b(?:built|build|got|made|compiled|generated|wrote|quanti[sz]ed|calibrated) {SOFT}E(?: {ITS})? (?:with|"
        rf"using|by|via|through) {SOFT}T"
    ),
    rf"\b{CONVERTED} (?:with|by|through|using) {SOFT}T (?:for|into|to) {SOFT}E",
)
LOADED = (
    r"T(?: ?(?:files?|models?))? (?:is|are) what E (?:uses|reads|loads|needs|takes|wants|runs)\b",
    r"T(?: ?文件)? ?(?:就|才)?是 ?E ?(?:用|读|加载|需要|要)的",
    (
        r"T(?: ?(?:files?|models?|archives?))?(?: in (?:the )?\w+(?: \w+)?)? (?:that|which) E (?:then |just |"
        r"directly )?"
        r"(?:loads?|opens?|reads?|deseriali[sz]es?|takes?|runs?|uses?|needs?)\b"
    ),
    (
        r"T(?: ?(?:files?|models?|archives?))? and (?:then )?E (?:then |just |directly )?(?:loads?|opens?|reads?|"
        r"takes?) (?:it|that)"
    ),
    (
        r"T(?: ?(?:文件|格式|模型))?(?:直接|再)?(?:给|让|由|交给|喂给|放进|丢给) ?E ?(?:来|去|直接)?(?:加载|读取?|用|"
        r"跑|推理|$)"
    ),
)
WAYS = (*OWN, *INTO, *LOADED)
"""How a thing is said to be an engine's, to turn a model into its format, or to be loaded by it: E is the engine, T the
thing."""
TAKES_IT = Pattern(
    r"^(?:and |then |so |然后|再)?\x00 ?(?:的?(?:解释器|运行时)|['’]s (?:interpreter|runtime))? ?"
    r"(?:来|再|直接|就|能|可以|then|just|directly|simply|can|will)* ?"
    r"(?:(?:加载|读取?|载入|打开|反序列化|loads?|opens?|reads?|takes?|serves?|runs?|deseriali[sz]es?) ?(?:它们?|"
    r"这个|这两个|it|that|"
    r"this|them)|"
    r"(?:加载|读取?|载入|打开|反序列化)(?:的时候[^，。]{0,10}|就行|即可)?$|(?:loads?|opens?|reads?|deseriali[sz]es?)$|"
    r"picks? (?:it|that|them) up|picks? up (?:it|that|the (?:file|plan|model)))"
)
"""A clause by which an engine loads what the clause before names."""
USED = Pattern(
    r"(?:用|拿|靠|交给|继承|通过|走|调用?|设|借助|使用)(?:了|的|一下)? ?$|"
    r"\b(?:with|via|through|by|use|used|using|uses|ran|run|running|call|called|calling|set|sets|feed \w+(?: \w+)? to|"
    r"feed \w+ \w+ to|pass\w* \w+(?: \w+)? to|compile\w*|inherit\w* from|subclass\w*) (?:the |a |an |our |my )?$"
)
"""Before a tool or a setting of which somebody made use."""
OF_ANOTHER = Pattern(
    r"服务器|服务端|手机|安卓|苹果|网页|浏览器|板子|开发板|电脑|云端|端侧|端上|本地|显卡|基准|基线|误差|对齐|"
    r"一致|验证|参考|另外|还有|还用|也用|"
    r"也转|也导|其他|各|都|两[个套种]|同时|版本|"
    r"(?<![a-z])(?:gpus?|cpus?|npus?|servers?|phones?|android|ios|iphones?|macs?|browsers?|web|boards?|desktops?|"
    r"laptops?|pcs?|cloud|"
    r"edge|baselines?|references?|match\w*|agree\w*|verif\w+|validat\w+|against|also|too|as well|both|each|either|"
    r"besides|other|"
    r"another|whereas|while|versions?|jetson|customers?|clients?|colleagues?|teams?|behind|front)(?![a-z])"
)
"""In a sentence of several machines, or of one thing beside another: the thing may be that of an engine not named."""
ASKS_FOR_ANOTHER = Pattern(
    r"其他|别的|还有|另外|之前|原来|以前|\b(?:others?|else|another|also|before|besides|old|previous\w*|targets?|first)\b"
)
"""In a question: the reply may be of what is not the engine that was spoken of."""
SIDE_BY_SIDE = Pattern(r"\x01 ?(?:和|、|跟|与|/|and|or|vs\.?|,) ?\x00|\x00 ?(?:和|、|跟|与|/|and|or|vs\.?|,) ?\x01")
RAISED = Pattern(r"\brais(?:ed?|es|ing) (?=(?:the )?[\w-]*[_-]\w)")
"""Of a setting, not of an exception."""
IT = Pattern(r"^(?:so |and |then |yes )?(?:it(?![a-z])|它)")
WRITTEN = (
    (
        r"^(?:因为|所以|而且|对|嗯|其实| )*E(?: ?(?:本身|底层|内核|核心|整个|整体|引擎|全部|其实|就|都|是|全是|"
        r"主要是?|完全|所有代码)){0,4} ?"
        r"(?:用|拿)? ?(?:纯 ?)?T(?: ?语言)? ?(?:写|实现|开发|编写)的"
    ),
    (
        r"^(?:yes |and |so |since |because |well )?E(?: itself| is| was| all| entirely| completely| purely| mostly|"
        r" mainly){1,4} "
        r"(?:written|implemented|coded|programmed) in (?:pure |plain )?T(?! and| with|,? and)"
    ),
    (
        r"^(?:yes |and |so |since |because |well )?E(?: itself)? is an? (?:pure |plain )?T (?:project|program|"
        r"code ?base|server|engine)"
    ),
)
"""How an engine is said to be written in a language."""
LEADS = (
    r"(?:[\s,，]|(?:it|that|this|there|is|was|are|s|we|i|you|one|yes|well|right|so|sure|just|only|mostly|mainly|"
    r"simply|a|an|the|"
    r"single|in|with|by|using|through|use|used|ran|run|call|called|set|ship|shipped|load|write|wrote|put|tuned|of|"
    r"course|"
    r"converted|got|get|my|our|its|own)\b|['’]|是|就|用|的|一个|单个|我们?|直接|在|写在|放在|通过|先|靠|调|设|"
    r"只有|主要|最后|转成|转出来|"
    r"得到|生成|对|嗯|确实|没错|它|里面?|改|配|导出成?|存成|了)*"
)
ENDS_A_REPLY = (
    r"(?: ?(?:文件|格式|模型|工具|命令|里|中|就(?:行|好|可以)|转|编译|files?|formats?|models?|tools?|"
    r"archives?))*\s*(?:$|[,，。.:]|for\b|"
    r"in the\b|about\b|=|\d|to \d|转|导|编译|生成|设)"
)
REPLIES = Pattern(rf"^{LEADS}{THING}{ENDS_A_REPLY}")
"""A reply that is a thing, told of the engine that was asked about."""
AROUND_IT = Pattern(
    r"前处理|预处理|后处理|训练|渲染|对比|\b(?:pre-?process\w*|post-?process\w*|train\w*|render\w*|compar\w+)\b"
)
"""Of what is done beside inference, by whatever means."""
ASKS = {
    "file": Pattern(
        r"格式|文件|后缀|产物|长什么样|存成|\bfiles?\b|\bformats?\b|\bextensions?\b|look like|\bship\b|artifacts?\b"
    ),
    "tool": Pattern(r"转|工具|命令|怎么(?:导|编译)|\bconver\w+|\btools?\b|\bcommands?\b|\bexport\w*|\bcompil\w+"),
    "setting": Pattern(
        r"配置|参数|设置|怎么[配调设]|校准|接口|\bconfig\w*|\bset(?:tings?)?\b|\btun\w+|\bparameters?\b|"
        r"\bflags?\b|\bcalibrat\w+|"
        r"\bapi\b"
    ),
}
"""Questions for a thing of each kind."""

Kind = Literal["file", "tool", "setting", "feature"]


class Thing(Frozen):
    """A thing of some engines."""

    kind: Kind
    words: str
    """A regular expression, matched without regard to case."""
    of: tuple[str, ...] = ()
    """The ids of the engines whose it is."""
    also: tuple[str, ...] = ()
    """Those with which it may be named rightly: they read it, cache it or run it inside."""
    lacks: tuple[str, ...] = ()
    """Of what many have: the engines that have it not, the only ones of which it is wrong."""
    name: Text | None = None
    """How it is called, where it is no one's own."""
    whose: Text | None = None
    """Whose it is, where that is none of the table of engines."""
    unless: str = ""
    """Words of the talk by which it may be named with any engine."""
    source: str

    def wrong_of(self, engine: str) -> bool:
        """Whether it is not the engine's."""
        return engine in self.lacks if self.lacks else engine not in {*self.of, *self.also}

    @property
    def owner(self) -> Text:
        """Whose it is, in words."""
        if self.whose:
            return self.whose
        name = "/".join(tables().engines[engine].name for engine in self.of)
        return Text(zh=name, en=name)


class Sort(Frozen):
    """What something can be said to be."""

    name: Text
    words: str
    """A regular expression, matched without regard to case."""
    never: tuple[str, ...]
    """The ids of the engines that are no such thing."""


class Place(NamedTuple):
    """A name in a clause."""

    start: int
    end: int
    id: str
    text: str


@cache
def _things() -> dict[str, Thing]:
    return {key: Thing.model_validate(each) for key, each in raw("belongings")["things"].items()}


@cache
def _any_sort() -> Pattern:
    return Pattern("|".join(words.pattern for _, _, words in _sorts()))


@cache
def _sorts() -> tuple[tuple[Sort, Pattern, Pattern], ...]:
    """Each sort with the ways to say that an engine is one, and its bare words."""
    sorts = map(Sort.model_validate, raw("belongings")["sorts"].values())
    return tuple((sort, _is_a(sort.words), Pattern(sort.words)) for sort in sorts)


def _is_a(words: str) -> Pattern:
    return Pattern(
        rf"^(?:因为|对|嗯|其实|所以|你说的)*(?P<e>{ENGINE}) ?(?:本身|其实|就|本质上|主要|算|也|是|嘛|"
        rf"呢){{1,4}}(?:一个|一种|个|种|套|一套|一款)? ?"
        rf"(?:很好的|专门的|开源的|轻量的?|高性能的?|做|用来|谷歌的?|的)*(?:{words})(?=$|[，。,.]| ?(?:吧|嘛|啊|来着))|"
        rf"^(?:yes |well |so |and |because |since |at (?:its|the) core,? |in the end,? )?(?P<e2>{ENGINE})(?:['’]s|"
        rf" is| was)(?: just| basically| really| actually| essentially| mainly)? "
        rf"(?:an? |the )(?:(?!not\b|no\b|for\b|of\b|from\b)[\w-]+ ){{0,2}}(?:{words})(?=$|[,.;]| (?:for|from|by|"
        rf"that|which|with|in|like|and)\b)"
    )


@cache
def _judged() -> frozenset[str]:
    """The engines of which the table says what is theirs."""
    return frozenset(raw("belongings")["engines"])


@cache
def _any_thing() -> Pattern:
    return Pattern("|".join(f"(?P<{key}>{thing.words})" for key, thing in _things().items()))


@cache
def _by_words() -> ByPattern[Pattern]:
    return ByPattern((words, [words]) for words in (Pattern(thing.words) for thing in _things().values()))


def _names_a_thing(text: str) -> bool:
    """Whether `text` names any: of so many, few can match it, and most turns name none."""
    return any(words.search(text) for words in _by_words().that_can_match(text))


@cache
def _any_language() -> Pattern:
    return Pattern("|".join(f"(?P<{key}>{words})" for key, words in raw("belongings")["languages"].items()))


@cache
def _ways(forms: tuple[str, ...]) -> tuple[Pattern, ...]:
    """`forms`, compiled."""
    signs = {"E": f"(?P<e>{ENGINE})", "T": f"(?P<t>{THING})"}
    return tuple(
        Pattern(re.sub(r"(?<![A-Za-z\\])[ET](?![A-Za-z])", lambda sign: signs[sign[0]], form)) for form in forms
    )


def find(reading: Reading) -> Iterator[Doubt]:
    """At most one doubt for each turn."""
    for one in reading.said:
        if one.corrects or not (
            _names_a_thing(one.text) or any(words.search(one.text) for words in (_any_language(), _any_sort()))
        ):
            continue
        if "?" in one.text or "？" in one.text or FAILED.search(RAISED.sub("", one.text)):
            continue
        doubt = next((d for clause in one.clauses if (d := _in_clause(reading, one, clause))), None)
        if doubt:
            yield doubt


def _in_clause(reading: Reading, one: Said, clause: Clause) -> Doubt | None:
    around = one.sentence(clause.sentence)
    if clause.denied or clause.supposed or clause.compared or any(ANOTHER_TIME.search(part.text) for part in around):
        return None
    things = _found(_any_thing(), clause.text)
    engines = _engines(clause, things)
    if engines and (doubt := _language(one, clause, engines) or _sort(one, clause)):
        return doubt
    if engines and not things:
        return _takes_it(reading, one, clause, engines)
    if not things:
        return None
    pairs = _pairs(clause.text, engines, things, WAYS) if engines else _understood(reading, one, clause, things)
    files = [place for place in things if _things()[place.id].kind == "file" and _things()[place.id].of]
    tools = [place for place in things if _things()[place.id].kind == "tool"]
    if files and tools:
        as_engines = [*engines, *(place._replace(id=_things()[place.id].of[0]) for place in files)]
        pairs += _pairs(clause.text, sorted(as_engines), tools, INTO)
    pairs += _in_sentence(one, clause, engines, things)
    return next((d for pair in pairs if (d := _doubt(reading, one, clause, *pair))), None)


def _in_sentence(one: Said, clause: Clause, engines: list[Place], things: list[Place]) -> list[tuple[str, Place]]:
    """A tool or a setting of which use was made, with the one engine that its sentence names."""
    used = [
        each
        for each in things
        if _things()[each.id].kind in {"tool", "setting"} and USED.search(clause.text[: each.start])
    ]
    around = one.sentence(clause.sentence)
    text = "，".join(part.text for part in around)
    named = {m.id for part in around for m in part.mentions if m.kind == "engine"} - {"torch", "opset"}
    if len(used) != 1 or len(named) != 1 or OF_ANOTHER.search(text) or any(p.compared or p.denied for p in around):
        return []
    engine = named.pop()
    others = [_things()[each.id] for part in around for each in _found(_any_thing(), part.text)]
    if engine not in _judged() or any(part.named("hardware") for part in around):
        return []
    if any(not thing.wrong_of(engine) for thing in others):
        return []
    beside = engines and SIDE_BY_SIDE.search(_marked(clause.text, engines, used))
    return [] if beside else [(engine, used[0])]


def _found(words: Pattern, text: str) -> list[Place]:
    """The places at which `words`, a pattern of named groups, match."""
    return [
        Place(match.start(), match.end(), match.lastgroup, match[0].strip())
        for match in words.finditer(text)
        if match.lastgroup
    ]


def _engines(clause: Clause, things: list[Place]) -> list[Place]:
    """The engines named in a clause, but for names that are parts of those of things (".mnn")."""
    return [
        Place(mention.start, mention.end, mention.id, clause.text[mention.start : mention.end])
        for mention in clause.mentions
        if mention.kind == "engine"
        and mention.id in _judged()
        and not any(place.start < mention.end and mention.start < place.end for place in things)
    ]


def _pairs(text: str, engines: list[Place], things: list[Place], forms: tuple[str, ...]) -> list[tuple[str, Place]]:
    """Each engine with a thing that is said to be its own."""
    marked = _marked(text, engines, things)
    found = []
    for way in _ways(forms):
        for match in way.finditer(marked):
            engine = engines[marked.count(ENGINE, 0, match.start("e"))]
            found.append((engine.id, things[marked.count(THING, 0, match.start("t"))]))
    return found


def _marked(text: str, engines: list[Place], things: list[Place]) -> str:
    """`text` with a sign in the place of each engine and of each thing."""
    marked, at = "", 0
    for place, sign in sorted([*((place, ENGINE) for place in engines), *((place, THING) for place in things)]):
        marked += text[at : place.start] + sign
        at = place.end
    return marked + text[at:]


def _understood(reading: Reading, one: Said, clause: Clause, things: list[Place]) -> list[tuple[str, Place]]:
    """The same for a clause that calls the engine "it", or that replies to a question about it."""
    engine = _sole(reading, one)
    if engine is None:
        return []
    if begins := IT.match(clause.text):
        return _pairs(clause.text, [Place(begins.start(), begins.end(), engine, begins[0])], things, WAYS)
    if clause is not one.clauses[0] and not (
        clause is one.clauses[min(1, len(one.clauses) - 1)] and len(one.clauses[0].text) < 6
    ):
        return []
    if ASKS_FOR_ANOTHER.search(one.question) or OF_ANOTHER.search(one.text):
        return []
    first = things[0]
    reply = _marked(clause.text, [], [first])
    asks = ASKS.get(_things()[first.id].kind)
    return [(engine, first)] if asks and asks.search(one.question) and REPLIES.match(reply) else []


def _sole(reading: Reading, one: Said) -> str | None:
    """The only engine that was named so far, by the candidate or in the questions."""
    named = {name for said in reading.up_to(one) for clause in said.clauses for name in _named(clause)}
    asked = {m.id for said in reading.up_to(one) for m in said.asked if m.kind == "engine" and m.id in _judged()}
    every = named | asked
    return every.pop() if len(every) == 1 else None


def _named(clause: Clause) -> set[str]:
    return {place.id for place in _engines(clause, _found(_any_thing(), clause.text))}


def _takes_it(reading: Reading, one: Said, clause: Clause, engines: list[Place]) -> Doubt | None:
    """The doubt about an engine that loads what the clause before names."""
    place = one.clauses.index(clause)
    before = one.clauses[place - 1] if place else None
    if before is None or before.sentence != clause.sentence or before.denied or before.compared or len(engines) != 1:
        return None
    things = _found(_any_thing(), before.text)
    if len(things) != 1 or not TAKES_IT.match(_marked(clause.text, engines, [])) or _engines(before, things):
        return None
    return _doubt(reading, one, clause, engines[0].id, things[0])


def _sort(one: Said, clause: Clause) -> Doubt | None:
    """The doubt about what an engine is said to be."""
    named = [mention for mention in clause.mentions if mention.kind == "engine"]
    if len(named) != 1:
        return None
    mention = named[0]
    marked = f"{clause.text[: mention.start]}{ENGINE}{clause.text[mention.end :]}"
    for sort, is_a, words in _sorts():
        if mention.id in sort.never and words.search(clause.text) and is_a.match(marked):
            engine = tables().engines[mention.id]
            reason = Text(zh=f"{engine.name} 不是{sort.name.zh}。", en=f"{engine.name} is no {sort.name.en}.")
            return Doubt("impossible_fact", one.turn, clause.text, reason, engine.source)
    return None


def _language(one: Said, clause: Clause, engines: list[Place]) -> Doubt | None:
    """The doubt about the language that an engine is said to be written in."""
    languages = _found(_any_language(), clause.text)
    right = raw("belongings")["written_in"]
    for name, language in _pairs(clause.text, engines, languages, WRITTEN) if languages else ():
        if name in right and language.id not in right[name]:
            engine = tables().engines[name]
            reason = Text(
                zh=f"{engine.name} 不是用 {language.text} 写的。",
                en=f"{engine.name} is not written in {language.text}.",
            )
            return Doubt("impossible_fact", one.turn, clause.text, reason, engine.source)
    return None


def _doubt(reading: Reading, one: Said, clause: Clause, name: str, said: Place) -> Doubt | None:
    """The doubt that a thing is the engine's, if it is another's that the clause does not name."""
    thing = _things()[said.id]
    others = _named(clause) - {name}
    if not thing.wrong_of(name) or any(not thing.wrong_of(other) for other in others):
        return None
    if thing.unless and re.search(thing.unless, f"{reading.text}\n{one.question}", re.IGNORECASE):
        return None
    if thing.kind == "feature" and AROUND_IT.search(clause.text):
        return None
    engine = tables().engines[name]
    if thing.name:
        reason = Text(zh=f"{engine.name} 没有{_space(thing.name.zh)}。", en=f"{engine.name} has no {thing.name.en}.")
    else:
        reason = Text(
            zh=f"{said.text} 是 {thing.owner.zh} 的，{engine.name} 没有。",
            en=f"{said.text} is of {thing.owner.en}; {engine.name} has none.",
        )
    return Doubt("impossible_fact", one.turn, clause.text, reason, thing.source)


def _space(name: str) -> str:
    """A space before a Latin word in Chinese text."""
    return f" {name}" if name[0].isascii() else name
