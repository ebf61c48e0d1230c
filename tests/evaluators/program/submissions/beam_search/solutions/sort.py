def beam_search(step, start, end, beam_width, max_length):
    beams = [([start], 0.0)]
    for _ in range(max_length):
        candidates = []
        for tokens, score in beams:
            if tokens[-1] == end:
                candidates.append((tokens, score))
                continue
            for token, logp in step(tokens).items():
                candidates.append((tokens + [token], score + logp))
        candidates.sort(key=lambda c: c[1], reverse=True)
        beams = candidates[:beam_width]
        if all(tokens[-1] == end for tokens, _ in beams):
            break
    return beams[0]
