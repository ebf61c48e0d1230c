# not met: finished, edges
def beam_search(step, start, end, beam_width, max_length):
    beams = [([start], 0.0)]
    for _ in range(max_length):
        candidates = [(s + [t], p + lp) for s, p in beams for t, lp in step(s).items()]
        beams = sorted(candidates, key=lambda c: -c[1])[:beam_width]
    return beams[0]
