# not met: correct, greedy?, finished?
def beam_search(step, start, end, beam_width, max_length):
    best = None
    stack = [([start], 0.0)]
    while stack:
        tokens, score = stack.pop()
        if tokens[-1] == end or len(tokens) > max_length:
            if best is None or score > best[1]:
                best = (tokens, score)
            continue
        for token, logp in step(tokens).items():
            stack.append((tokens + [token], score + logp))
    return best
