from collections import Counter


def bpe_merge_step(words):
    pairs = Counter()
    for word, n in words.items():
        for a, b in zip(word, word[1:]):
            pairs[a, b] += n
    if not pairs:
        return None, words
    best = min(pairs, key=lambda p: (-pairs[p], p))
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
