# not met: edges
def confusion_matrix_and_f1(y_true, y_pred, num_classes):
    m = [[0] * num_classes for _ in range(num_classes)]
    for t, p in zip(y_true, y_pred):
        m[t][p] += 1
    f1 = []
    for c in range(num_classes):
        precision = m[c][c] / sum(row[c] for row in m)
        recall = m[c][c] / sum(m[c])
        f1.append(2 * precision * recall / (precision + recall))
    return m, f1
