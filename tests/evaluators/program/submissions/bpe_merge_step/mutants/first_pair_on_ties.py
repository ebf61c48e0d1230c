# not met: pair?, edges
from collections import Counter


def bpe_merge_step(words):
    pairs = Counter()
    for word, n in words.items():
        for p in zip(word, word[1:]):
            pairs[p] += n
    if not pairs:
        return None, words
    best = pairs.most_common(1)[0][0]
    out = {}
    for word, n in words.items():
        new, i = [], 0
        while i < len(word):
            if word[i:i + 2] == best:
                new.append(word[i] + word[i + 1])
                i += 2
            else:
                new.append(word[i])
                i += 1
        out[tuple(new)] = out.get(tuple(new), 0) + n
    return best, out
