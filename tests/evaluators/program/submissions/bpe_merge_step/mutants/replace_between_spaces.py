# not met: merge, edges
from collections import Counter


def bpe_merge_step(words):
    counts = Counter()
    for word, count in words.items():
        for pair in zip(word, word[1:]):
            counts[pair] += count
    if not counts:
        return None, words
    best = min(counts, key=lambda pair: (-counts[pair], pair))
    merged = Counter()
    for word, count in words.items():
        merged[tuple(" ".join(word).replace(" ".join(best), "".join(best)).split(" "))] += count
    return best, merged
