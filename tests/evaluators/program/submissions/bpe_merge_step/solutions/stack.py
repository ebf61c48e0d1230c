from collections import defaultdict
from typing import Dict, Optional, Tuple

Words = Dict[Tuple[str, ...], int]


def count(words: Words):
    freq = defaultdict(int)
    for symbols, n in words.items():
        for i in range(len(symbols) - 1):
            freq[(symbols[i], symbols[i + 1])] += n
    return freq


def bpe_merge_step(words: Words) -> Tuple[Optional[Tuple[str, str]], Words]:
    freq = count(words)
    if len(freq) == 0:
        return None, dict(words)
    top = max(freq.values())
    pair = sorted(p for p in freq if freq[p] == top)[0]
    result = defaultdict(int)
    for symbols, n in words.items():
        stack, free = [], True  # free：栈顶还没有被合并过
        for s in symbols:
            if stack and free and (stack[-1], s) == pair:
                stack[-1] += s
                free = False
            else:
                stack.append(s)
                free = True
        result[tuple(stack)] += n
    return pair, dict(result)
