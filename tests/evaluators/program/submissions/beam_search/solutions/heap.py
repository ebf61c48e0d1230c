import heapq
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Hypothesis:
    tokens: tuple
    score: float = field(default=0.0)

    def extended(self, step):
        """所有可能的后继"""
        return [Hypothesis(self.tokens + (t,), self.score + lp) for t, lp in step(self.tokens).items()]


def beam_search(step, start, end, beam_width, max_length):
    beam = [Hypothesis((start,))]
    done = lambda h: h.tokens[-1] == end
    length = 0
    while length < max_length and not all(map(done, beam)):
        pool = []
        for h in beam:
            pool.extend([h] if done(h) else h.extended(step))
        beam = heapq.nlargest(beam_width, pool, key=lambda h: h.score)
        length += 1
    best = max(beam, key=lambda h: h.score)
    return list(best.tokens), best.score
