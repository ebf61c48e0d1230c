# not met: gradient, learns
import numpy as np


class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        self.w, self.b = np.zeros(x.shape[1]), 0.0
        for _ in range(epochs):
            d = self.predict_proba(x) - y
            self.w -= lr * d @ x / len(y)

    def predict_proba(self, x):
        return 0.5 * (1 + np.tanh(0.5 * (x @ self.w + self.b)))
