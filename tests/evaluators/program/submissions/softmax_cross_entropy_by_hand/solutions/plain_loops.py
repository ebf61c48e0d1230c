import math


def softmax_cross_entropy(logits, labels):
    total = 0.0
    for row, y in zip(logits, labels):
        row = [float(v) for v in row]
        top = max(row)
        total += top + math.log(sum(math.exp(v - top) for v in row)) - row[int(y)]
    return total / len(labels)
