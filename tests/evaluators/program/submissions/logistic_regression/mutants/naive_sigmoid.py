# not met: stable
import numpy as np


class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        self.w, self.b = np.zeros(x.shape[1]), 0.0
        for _ in range(epochs):
            d = self.predict_proba(x) - y
            self.w -= lr * d @ x / len(y)
            self.b -= lr * d.mean()

    def predict_proba(self, x):
        return 1 / (1 + np.exp(-(x @ self.w + self.b)))
