# not met: matrix, f1, edges
def confusion_matrix_and_f1(y_true, y_pred, num_classes):
    m = [[0] * num_classes] * num_classes
    for t, p in zip(y_true, y_pred):
        m[t][p] += 1
    f1 = []
    for c in range(num_classes):
        due = sum(row[c] for row in m) + sum(m[c])
        f1.append(2 * m[c][c] / due if due else 0.0)
    return m, f1
