"""Stems of English words."""

from functools import lru_cache

_IRREGULAR = {
    "fell": "fal", "fallen": "fal", "grew": "grow", "grown": "grow", "kept": "keep", "saw": "see", "seen": "see",
    "took": "tak", "taken": "tak", "chose": "choos", "chosen": "choos", "learnt": "learn", "built": "build",
    "frozen": "freez", "froze": "freez", "went": "go", "goes": "go", "gone": "go", "does": "do", "did": "do",
    "done": "do", "has": "hav", "had": "hav", "is": "be", "are": "be", "was": "be", "were": "be", "been": "be",
    "am": "be", "being": "be", "cannot": "cannot", "found": "find", "left": "left", "lost": "los", "gave": "giv",
    "given": "giv", "made": "mak", "ran": "run", "running": "run", "got": "get", "told": "tel", "said": "say",
    "says": "say", "thought": "think", "wrote": "writ", "written": "writ", "centre": "center", "centred": "center",
    "centres": "center", "biggest": "big", "shrank": "shrink", "shrunk": "shrink", "died": "die", "dying": "die",
    "dies": "die", "dead": "dead", "labelled": "label", "matrices": "matrix", "indices": "index", "better": "better",
    "less": "less", "this": "this", "its": "its", "bias": "bias", "loss": "loss", "class": "class",
    "used": "use", "using": "use", "classes": "class", "losses": "loss", "biases": "bias",
    "during": "during", "nothing": "nothing", "something": "something", "anything": "anything", "string": "string",
    "need": "need", "needs": "need", "needed": "need", "feed": "feed", "speed": "speed", "seed": "seed",
    "embedding": "embed", "embeddings": "embed", "led": "lead", "drew": "draw", "drawn": "draw", "spread": "spread",
    "dug": "dig", "bought": "buy", "brought": "bring", "sent": "send", "held": "hold", "fed": "feed", "paid": "pay",
    "taught": "teach", "caught": "catch", "heard": "hear", "spun": "spin", "dealt": "deal", "tore": "tear",
    "shot": "shoot", "spent": "spend", "swept": "sweep", "swore": "swear", "drove": "driv", "rang": "ring",
    "knew": "know", "known": "know", "rose": "ris", "risen": "ris", "threw": "throw", "thrown": "throw",
}  # fmt: skip
_EVERYDAY = {
    "picture": "image", "pictures": "images", "photo": "image", "photos": "images", "pic": "image", "pics": "images",
    "barely": "hardly", "scarcely": "hardly", "begin": "start", "begins": "start", "began": "started",
    "beginning": "starting", "entire": "whole", "quick": "fast", "quicker": "faster", "quickly": "fast",
}  # fmt: skip
"""Words that mean the same in any rubric: the everyday one to the one that rubrics are written in."""
_ENDINGS = ("ations", "ation", "ingly", "ings", "ing", "edly", "ed", "es", "s", "ly")
_TAILS = (("e", 4, 1, ""), ("at", 5, 2, ""), ("is", 5, 1, "z"), ("our", 5, 2, "r"))
"""After the ending: a tail, the length from which it goes, how many letters go, and what stands for them.

So *saturate* and *saturation*, *normalise* and *normalize*, *colour* and *color* are one.
"""
_LEAST = 3
"""Shorter words, and what would be left shorter, are kept."""


@lru_cache(maxsize=8192)
def stem(word: str) -> str:
    """The stem of an English word, British and American spelling made alike; other words as they are.

    >>> {stem(w) for w in ("saturate", "saturates", "saturated", "saturation")}
    {'satur'}
    >>> stem("normalised") == stem("normalizing")
    True
    """
    word = _EVERYDAY.get(word, word)
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) <= _LEAST or not word.isascii():
        return word
    base = word[:-2] if word.endswith("ies") and len(word) > _LEAST + 1 else _without_ending(word)
    for tail, least, cut, instead in _TAILS:
        if base.endswith(tail) and len(base) >= least:
            base = base[:-cut] + instead
    if len(base) > _LEAST and base[-1] == base[-2] and base[-1] not in "aeiou":
        base = base[:-1]
    return base[:-1] + "i" if base.endswith("y") and len(base) > _LEAST else base


def _without_ending(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _LEAST and _strippable(word, ending):
            return word[: -len(ending)]
    return word


def _strippable(word: str, ending: str) -> bool:
    """Whether `ending` is an ending of `word`, not a part of it."""
    rest = word[: -len(ending)]
    if ending == "s":
        return rest[-1] not in "su" and not rest.endswith("i")
    if ending == "es":
        return True
    if ending == "ly":
        return len(word) > 6
    return any(vowel in rest for vowel in "aeiouy")
