# not met: f1, edges
def confusion_matrix_and_f1(y_true, y_pred, num_classes):
    m = [[0] * num_classes for _ in range(num_classes)]
    for t, p in zip(y_true, y_pred):
        m[t][p] += 1
    f1 = []
    for c in range(num_classes):
        precision = m[c][c] / max(1, sum(row[c] for row in m))
        recall = m[c][c] / max(1, sum(m[c]))
        f1.append((precision + recall) / 2)
    return m, f1
