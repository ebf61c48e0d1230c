# not met: correct, greedy, finished, edges
def beam_search(step, start, end, beam_width, max_length):
    beams = [([start], 1.0)]
    for _ in range(max_length):
        candidates = []
        for s, p in beams:
            if s[-1] == end:
                candidates.append((s, p))
            else:
                candidates += [(s + [t], p * lp) for t, lp in step(s).items()]
        beams = sorted(candidates, key=lambda c: -c[1])[:beam_width]
    return beams[0]
