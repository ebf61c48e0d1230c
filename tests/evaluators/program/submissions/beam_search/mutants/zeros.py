# not met: correct, greedy, finished, edges
def beam_search(step, start, end, beam_width, max_length):
    return [0] * max_length, 0.0
