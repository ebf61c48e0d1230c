"""What a named network is made of, where that is plainly not so."""

import re
from collections.abc import Iterator

from evaluators.honesty import lexicon
from evaluators.honesty.clause import Clause
from evaluators.honesty.doubt import Doubt
from evaluators.honesty.facts import tables
from evaluators.honesty.names import Mention
from evaluators.honesty.pattern import Pattern
from evaluators.honesty.reading import Reading
from evaluators.honesty.rules.asked_traits import asked_about, in_reply, is_familiar, methods_asked
from evaluators.honesty.rules.builds import CHOSEN, as_it_comes, of_a_build, of_a_build_without
from evaluators.honesty.rules.subjects import (
    BACKBONES,
    JOINED,
    OF_ONES_OWN,
    PARTS,
    describes,
    is_a_kind_there,
    is_meant,
    spoken_of,
)
from evaluators.honesty.rules.traits import (
    OFTEN_ONES_OWN,
    changed,
    compared,
    cut_off,
    denied,
    described,
    doubt,
    of_one_sort,
    of_the_text_side,
    patterns,
    speaks_of,
    without_networks,
)
from evaluators.honesty.said import OTHER_TIMES, Said

CONDITION = lexicon.words("condition")
MADE_OF = lexicon.words("made_of")
ASKS = lexicon.words("structure_asks")
SERVES_AS = Pattern(r"\s*(?:来|拿来|用来)?(?:做|当|作为)|\s+(?:serves |used )?as (?:an? |the )")
"""Behind a network's name: it is a part of something else ("ResNet-18 做 RPN")."""
MAKES_UP = lexicon.words("makes_up")
OFTEN_BESIDE = frozenset(
    (
        "convolution",
        "recurrent",
        "attention",
        "ctc",
        "adversarial",
        "diffusion",
        "mse",
        "triplet",
        "contrastive",
        "nms",
        "bipartite",
        "captioning",
        "binarisation",
        "spectrogram",
        "pooling_indices",
        "independent_trees",
        "addition",
        "encoder_decoder",
        "contextual",
        "three_by_three",
        "hidden_layers",
        "aspp",
        "dilation",
        "concatenation",
        "self_attention",
        "fully_connected",
        "global_pool",
        "class_token",
        "vae_part",
        "conv3d",
        "appearance",
        "kalman",
        "crf_refinement",
        "cross_network",
        "expert_networks",
        "series_patches",
        "heads_of_attention",
        "same_each_run",
    )
)
"""Traits of what is often built around a network."""
SETS_APART = lexicon.words("sets_apart_in_place")
"""A clause about another network that has what this one has not."""
ANOTHER_LEADS = lexicon.words("another_leads")
GONE = Pattern(r"\b(?:is|are|was|were|has|have) (?:all |now )?gone\b|\bwent(?: away)?(?=$| and\b)|没了")
"""Of what an earlier version had."""
UNKNOWN_NAME = re.compile(
    r"(?:熟悉?|了解|用过?|know|used?|with|is|的|，|, |^)\s*"
    r"(?!GPU|CPU|API|OCR|NLP|LLM|RAG|CTR|CT\b|MRI|APP|SDK|ONNX|AI\b|ML\b|CNN|RNN|F1|AUC|A/B)[A-Z][A-Za-z]*[A-Z][A-Za-z]+(?![a-z])"
)
"""In the opening: a network by a name that no table knows ("CLAM 用了一年多")."""
FOR_EXAMPLE = Pattern(r"\s*(?:例如|比如|譬如|像是?|such as\b|for example\b|like\b)")
"""Begins a clause that names some of what the clause before speaks of."""
REMOVED = Pattern(
    r"去除|去掉|移除|省去|省掉|摆脱|抛弃|免去|不再|"
    r"\b(?:remov\w+|eliminat\w+|drop\w*|without|no need|gets? rid|discard\w*|do(?:es)? away)\b"
)
"""Of what a network has no more."""
DID_NOT_WORK = Pattern(
    r"\b(?:what|which|anything)\b[^?]{0,30} (?:didn.t|did not|doesn.t) (?:work|help|pay off)\b|"
    r"(?:哪些?|什么|有没有)[^，。？]{0,8}(?:没用|没效果|没起作用|不管用|失败)|(?:没用|没效果|不管用|失败)的(?:尝试|方法|改动)"
)
"""A question for what was tried on top of a network and did not help."""
NOT_AT_HAND = Pattern(
    r"没有?(?:现成|官方|对应)的?(?:算子|实现|插件)|没有?(?:放|导|写|打|包|编)[进到在]|"
    r"\b(?:not|n.t) (?:exported|in the (?:graph|engine|model|export))\b|"
    r"\bno (?:ready-?made|existing|official|built-?in) (?:op\w*|implementation|kernel|plugin)"
)
"""What an engine lacks, and the network has."""
HERE = Pattern(r"在?这里|\bhere\b")
"""Beside a name: that network's part, and whether the network spoken of has it ("ViT's token is not here")."""
WORKS_WITH = Pattern(r"(?:[用是]|\b(?:with|by|uses?|using))(?:了|的是|的)?(?:[^，。,;]{0,8}的|(?: \w+){0,3})? ?$")
"""Before a name: it is a part of what the clause spoke of before."""
IS_ONE = Pattern(
    r"^(?:[而但]|and |but )?[A-Za-z][\w+-]+ ?(?:其实|本质上|就|也|算)*(?:是|属于)[^，。]{0,24}(?:的|式|型|版) ?$|"
    r"^(?:and |but )?(?!(?:it|this|that|which|there|mine|ours)\b)[A-Za-z][\w+-]+ (?:is|was) (?:\w+ly |just )?an? "
    r"[^,.;]{0,40}$"
)
"""Before the name of a network: another one, that no table needs to know, is said to be of its kind."""
OF_IT = Pattern(r"\b(?:in|of|for)(?: the)? ?$")
"""Between a part and the name of the method that is said to have it."""
ABOUT_IT = Pattern(r"(?:(?:and|also|so) )?it\b|(?:而且|并且)?它")
"""Begins a clause about what was spoken of: a network named behind the trait is set beside it."""
OF_ANOTHER_NAME = Pattern(r"\b(?:max|axial|kmax|dab|anchor|dn|gte|mobile|tiny|attention|trans)[- ]$")
"""Before a network's name: it is another network, built upon that one."""
BASELINE = Pattern(
    r"基线|对照|消融|对比(?:过|了|实验)|"
    r"\bbaselines?\b|\bablat\w*|\bpaper (?:also )?(?:compares|compared|tries|tried|tests|tested)\b"
)
"""Of what a network was set against, or of a build of it made for a comparison."""
TRIED = Pattern(
    r"(?:涨|掉|提升|提高)了?[^，。]{0,4}点|不收敛|(?:效果|精度|结果)(?:不|很|更|没|反|差|好|一般)|"
    r"试(?:了|过|着|一版)|\b(?:tried|experimented)\b|"
    r"\bwith (?:an? |the |no )?(?:[\w-]+ ){1,4}(?:diverged|converged|gave|gained|got|reached|ran|dropped|improved|lost|"
    r"performed|trained|took|scored|did|beat|worked|was (?:better|worse|slower|faster))\b"
)
"""Of a build that somebody tried, and how it fared."""
IN_A_MODE = Pattern(
    r"模式|选项|设成|设为|\w ?= ?[\w'\"]|\b(?:mode|option|setting|flag|set to)\b|"
    r"导出(?:以?后|时)|(?:折叠|融合?|合并)[进到]|\b(?:exported|folded|fused into)\b"
)
"""Of how a library can be told to build, train or export it."""
WITH_IT = Pattern(r"with(?:out)?\b|没有|没了|少了|不用|去掉|加上|有了")
THEN = Pattern(
    r"(?:那|部分)?(?:就|便|会)(?!是)|"
    r"(?:it|this|training) (?:would|will|could|can.t|cannot)\b"
)
OWNED = Pattern(r"(?:部分|机制)?(?:是|属于|出自|来自)|(?:is|was|are|comes|came) (?:from|in|of)\b")
"""Behind a part: whose it is."""
SAME = Pattern(
    r"(?:跟|和|与|同) ?NAME ?(?:完全|基本|差不多)?(?:一样|相同|一致|类似)|"
    r"(?:the )?(?:same as|just like|as in) (?:in |with )?NAME"
)
"""A clause that is nothing but "as in that network", whose name stands in capitals."""
SOME_LAYERS = Pattern(
    r"[前后][一二两三四几\d]层|最[前后][一二两三几\d]?层|[第首][一二三四\d]?层|有[的些]层|部分层|隔一?层|"
    r"\b(?:first|last|early|lower|upper|top|bottom) (?:\w+ )?layers?\b|\b(?:some|half|a few) (?:of the )?layers\b|"
    r"\bevery (?:other|second|third|fourth) layer\b"
)
"""Some of a network's layers, and not all of it."""


def find(reading: Reading) -> Iterator[Doubt]:
    """Traits claimed of a network that lacks them, or denied of one that has them."""
    goes_on = False
    for one in reading.said:
        if one.corrects:
            continue
        found: set[str] = set()
        for clause in one.clauses:
            for trait, found_here in _in_clause(reading, one, clause, goes_on=goes_on):
                if trait not in found:
                    found.add(trait)
                    yield found_here
        for trait, found_here in in_reply(reading, one):
            if trait not in found:
                found.add(trait)
                yield found_here
        goes_on = bool(found)


def _in_clause(reading: Reading, one: Said, clause: Clause, *, goes_on: bool) -> Iterator[tuple[str, Doubt]]:
    """What one clause says of its subject; `goes_on`: the turn before had it wrong, and any question may go on."""
    if _set_aside(one, clause):
        return
    about = spoken_of(reading, one, clause)
    if about is None or of_the_text_side(one, clause, about[0]):
        return
    name, explicit = about
    asks = goes_on or ASKS.search(one.question) or methods_asked(one) == {name}
    if not explicit and not (asks and is_meant(reading, one, clause, name)):
        return
    thing = described()[name]
    of_it = explicit or _is_spoken_of_as_published(reading, one, name)
    known = (thing.has | thing.lacks) - (frozenset() if of_it else OFTEN_ONES_OWN)
    for trait, entry, pattern in patterns():
        if trait not in known:
            continue
        match = next((m for m in pattern.finditer(clause.text) if not _inside_a_name(clause, m, name)), None)
        if not match or (entry.unless and speaks_of(entry.unless, clause)):
            continue
        another_leads = (
            _works_with(clause, match, name) if explicit else match.start() and ANOTHER_LEADS.search(clause.text)
        )
        if another_leads or (_is_alone(clause, match) and _goes_on_from_something_else(one, clause, name)):
            continue
        no = denied(clause, match, says_no=entry.says_no)
        elsewhere = _of_else(reading, one, clause, trait, name) or cut_off(reading, one, trait)
        own_or_other = no and (_of_some_layers(one, clause) or (not explicit and elsewhere))
        if no is None or own_or_other or (no and of_one_sort(entry, without_networks(clause))):
            continue
        if (no and trait in thing.has and not CONDITION.search(clause.text) and _lacked(one, clause, trait, name)) or (
            not no
            and trait in thing.lacks
            and (explicit or not _is_the_wholes(reading, trait, name))
            and (_is_of_it(trait, explicit=explicit) or goes_on or _claimed(reading, one, clause, trait, name))
            and (
                explicit
                or methods_asked(one) == {name}
                or not _of_another_network(reading, one, clause, trait, alone=asked_about(one) == {name})
            )
        ):
            yield trait, doubt(thing, trait, one.turn, clause.text, lacks=not no)


def _set_aside(one: Said, clause: Clause) -> bool:
    """Whether a clause speaks of a change, a comparison, another time or a variant, not of the published network."""
    return bool(
        clause.supposed
        or compared(clause)
        or changed(clause)
        or JOINED.search(clause.text)
        or SETS_APART.search(clause.text)
        or any(OTHER_TIMES.search(part.text) or IN_A_MODE.search(part.text) for part in one.up_to(clause))
        or any(m.variant or OF_ANOTHER_NAME.search(clause.text[: m.start]) for m in clause.mentions)
        or any(SERVES_AS.match(clause.text[m.end :]) for m in clause.mentions if m.kind == "model")
        or GONE.search(clause.text)
        or DID_NOT_WORK.search(one.question)
        or _names_what_was_removed(one, clause)
        or _is_a_condition(one, clause)
        or (BASELINE.search(clause.text) and not clause.named("model"))
        or TRIED.search(clause.text)
        or NOT_AT_HAND.search(clause.text)
        or any(clause.sets_aside(m) for m in clause.mentions if m.kind == "model")
        or (clause.named("model") and HERE.search(clause.text))
    )


def _is_the_wholes(reading: Reading, trait: str, name: str) -> bool:
    """Whether the talk opened with another network that has the trait, or that no table knows, built on `name`."""
    if not name.startswith(BACKBONES):
        return False
    opening = reading.said[0].named("model")
    unknown = not opening and UNKNOWN_NAME.search(reading.said[0].text)
    return bool(unknown) or any(trait in described()[one].has for one in opening if one != name)


def _names_what_was_removed(one: Said, clause: Clause) -> bool:
    """Whether a clause gives examples of what the one before says to be there no more."""
    before = one.up_to(clause)[:-1]
    return bool(before and FOR_EXAMPLE.match(clause.text) and REMOVED.search(before[-1].text))


def _is_spoken_of_as_published(reading: Reading, one: Said, name: str) -> bool:
    """Whether the question names the network, or the talk began with what somebody knows and not with what they did."""
    return asked_about(one) == {name} or is_familiar(reading)


def _works_with(clause: Clause, match: re.Match[str], name: str) -> bool:
    """Whether the network is named only behind the trait, as what is used there ("in each pillar, a PointNet")."""
    naming = [mention for mention in clause.mentions if mention.id == name]
    if is_a_kind_there(clause, name) or any(IS_ONE.search(clause.text[: mention.start]) for mention in naming):
        return True
    if ABOUT_IT.match(clause.text) and naming and all(match.end() <= mention.start for mention in naming):
        return True
    return all(
        match.end() <= mention.start
        and (
            WORKS_WITH.search(clause.text[match.end() : mention.start])
            or (mention.kind == "invention" and not OF_IT.search(clause.text[match.end() : mention.start]))
        )
        for mention in naming
    )


def _is_alone(clause: Clause, match: re.Match[str]) -> bool:
    """Whether the clause says nothing but the trait: a word in brackets, or one of a list."""
    return len(clause.text) - (match.end() - match.start()) < 2


def _goes_on_from_something_else(one: Said, clause: Clause, name: str) -> bool:
    """Whether a bare word stands behind words that do not say that the network has it ("no such prediction (SOP)").

    Or before another network's name, whose it is said to be.
    """
    sentence = one.sentence(clause.sentence)
    place = sentence.index(clause)
    before = sentence[:place][-2:]
    behind = sentence[place + 1 :][:2]
    return any(
        part.denied
        or part.supposed
        or changed(part)
        or compared(part)
        or OF_ONES_OWN.search(part.text)
        or CONDITION.search(part.text)
        or BASELINE.search(part.text)
        or set(part.named("model")) - {name}
        for part in before
    ) or any(
        (set(part.named("model")) - {name} and OWNED.match(part.text))
        or (part.supposed and any(WITH_IT.match(each.text) for each in before))
        for part in behind
    )


def _is_a_condition(one: Said, clause: Clause) -> bool:
    """Whether the clause is the condition of what stands behind it: "without X (Y) it would not train"."""
    sentence = one.sentence(clause.sentence)
    behind = sentence[sentence.index(clause) + 1 :][:2]
    return bool(WITH_IT.match(clause.text)) and any(
        part.supposed or THEN.match(part.text) or any(THEN.match(part.text, m.end) for m in part.mentions[:1])
        for part in behind
    )


def _of_some_layers(one: Said, clause: Clause) -> bool:
    """Whether the sentence, up to the clause, is about some of the layers: the others may have what these have not."""
    return any(SOME_LAYERS.search(part.text) for part in one.up_to(clause))


def _of_else(reading: Reading, one: Said, clause: Clause, trait: str, name: str) -> bool:
    """Whether what is denied may be denied of somebody's own build, or of another network that indeed lacks it."""
    if any(OF_ONES_OWN.search(part.text) for part in one.up_to(clause)[:-1]):
        return True
    if asked_about(one) == {name}:
        return False
    named = {each for said in reading.up_to(one) for each in said.about("model")} - {name}
    return any(trait in described()[each].lacks for each in (named - PARTS) | _inventions(reading, one))


def _is_of_it(trait: str, *, explicit: bool) -> bool:
    """Whether the words of a trait are a statement of their own about what the clause speaks of."""
    return tables().traits[trait].says_no and (explicit or trait not in OFTEN_BESIDE)


def _claimed(reading: Reading, one: Said, clause: Clause, trait: str, name: str) -> bool:
    """Whether the clause says that the network itself has the trait.

    What is often put beside a network ("BERT vectors through a CNN") must be said of it in so many words.
    """
    mention = next((m for m in clause.mentions if m.id == name), None)
    if trait in CHOSEN:
        return as_it_comes(one, clause, mention)
    if of_a_build(reading, one, clause, mention):
        return False
    if trait not in OFTEN_BESIDE:
        return mention is None or mention.start == 0 or bool(MADE_OF.search(clause.text))
    if mention is None:
        return describes(reading, one, clause, name)
    leads = clause.text[: mention.start].strip().lower() in {"", "the", "a", "an"}
    return leads and bool(MAKES_UP.match(clause.text[mention.end :].lstrip()))


def _lacked(one: Said, clause: Clause, trait: str, name: str) -> bool:
    """Whether what the clause denies is denied of the network itself, and not of somebody's build of it."""
    if of_a_build_without(one, clause):
        return False
    mention = next((m for m in clause.mentions if m.kind == "model" and m.id == name), None)
    return mention is None or trait not in CHOSEN or as_it_comes(one, clause, mention)


def _of_another_network(reading: Reading, one: Said, clause: Clause, trait: str, *, alone: bool) -> bool:
    """Whether a network named up to here has the trait: a detector's parts are told after its backbone.

    `alone`: the question is about the one network alone, so that only what the turn names can be meant instead.
    """
    told = one.clauses[: one.clauses.index(clause) + 1]
    named = {m.id for part in told for m in part.mentions if m.kind == "model" and not _same_as(part, m)}
    if alone:
        return any(trait in described()[each].has for each in named - PARTS)
    named |= {name for said in reading.before(one) for name in said.named("model")}
    asked = [said for said in reading.up_to(one) if not said.sets_beside("model")]
    named |= {name for said in asked for name in asked_about(said)}
    return any(trait in described()[name].has for name in (named - PARTS) | _inventions(reading, one))


def _same_as(clause: Clause, mention: Mention) -> bool:
    """Whether the clause says no more than that it is as in that network: what follows is said of the topic too."""
    return bool(SAME.fullmatch(f"{clause.text[: mention.start]}NAME{clause.text[mention.end :]}"))


def _inventions(reading: Reading, one: Said) -> set[str]:
    """The methods with traits that were named up to here: they stand beside a network as another one does."""
    told = {name for said in reading.up_to(one) for name in said.named("invention")}
    return (told | {mention.id for mention in one.asked if mention.kind == "invention"}) & set(tables().inventions)


def _inside_a_name(clause: Clause, match: re.Match[str], subject: str) -> bool:
    """Whether the words are part of the subject's own name ("DenseNet", "Inception v3", "GAN")."""
    return any(m.id == subject and m.start <= match.start() < m.end for m in clause.mentions)
