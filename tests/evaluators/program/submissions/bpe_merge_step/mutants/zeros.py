# not met: pair, merge, edges
def bpe_merge_step(words):
    return 0, 0
