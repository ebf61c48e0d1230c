# not met: edges
from collections import Counter


def bpe_merge_step(words):
    pairs = Counter()
    for word, n in words.items():
        for p in zip(word, word[1:]):
            pairs[p] += n
    best = min(pairs, key=lambda p: (-pairs[p], p))
    out = Counter()
    for word, n in words.items():
        new, i = [], 0
        while i < len(word):
            two = word[i:i + 2] == best
            new.append("".join(best) if two else word[i])
            i += 2 if two else 1
        out[tuple(new)] += n
    return best, dict(out)
