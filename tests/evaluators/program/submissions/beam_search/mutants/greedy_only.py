# not met: correct, finished?, edges?
def beam_search(step, start, end, beam_width, max_length):
    tokens, score = [start], 0.0
    while len(tokens) <= max_length and tokens[-1] != end:
        token, logp = max(step(tokens).items(), key=lambda kv: kv[1])
        tokens.append(token)
        score += logp
    return tokens, score
