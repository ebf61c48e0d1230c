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
        for i in range(len(word) - 1):
            if word[i:i + 2] == best:
                word = word[:i] + ("".join(best),) + word[i + 2:]
                break
        out[word] = n
    return best, out
