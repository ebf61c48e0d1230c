# not met: finished
def beam_search(step, start, end, beam_width, max_length):
    beams, finished = [([start], 0.0)], []
    for _ in range(max_length):
        candidates = [(s + [t], p + lp) for s, p in beams for t, lp in step(s).items()]
        finished += [one for one in candidates if one[0][-1] == end]
        candidates = [one for one in candidates if one[0][-1] != end]
        beams = sorted(candidates, key=lambda c: -c[1])[:beam_width]
        if not beams:
            break
    return max(beams + finished, key=lambda c: c[1])
