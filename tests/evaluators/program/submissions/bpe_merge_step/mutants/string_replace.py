# not met: merge, edges
from collections import Counter


def bpe_merge_step(words):
    pairs = Counter()
    for word, n in words.items():
        for p in zip(word, word[1:]):
            pairs[p] += n
    if not pairs:
        return None, words
    best = min(pairs, key=lambda p: (-pairs[p], p))
    out = {}
    for word, n in words.items():
        text = "".join(word).replace("".join(best), "|" + "".join(best) + "|")
        new = tuple(part for part in text.split("|") if part)
        out[new] = out.get(new, 0) + n
    return best, out
