import numpy as np


def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1 / (1 + e), e / (1 + e))


class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        n, d = x.shape
        self.w, self.b = np.zeros(d), 0.0
        for _ in range(epochs):
            error = sigmoid(x @ self.w + self.b) - y
            self.w -= lr * x.T @ error / n
            self.b -= lr * error.mean()
        return self

    def predict_proba(self, x):
        return sigmoid(x @ self.w + self.b)
