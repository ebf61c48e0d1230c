# not met: correct, edges, stable
def softmax_cross_entropy(logits, labels):
    return 0.0
