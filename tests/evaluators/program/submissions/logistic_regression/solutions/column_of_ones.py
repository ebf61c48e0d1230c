import numpy as np


class LogisticRegression:
    def _with_ones(self, x):
        return np.hstack([np.ones((x.shape[0], 1)), x])

    def fit(self, x, y, lr, epochs):
        X = self._with_ones(x)
        rng = np.random.default_rng(1)
        self.theta = rng.normal(scale=0.01, size=X.shape[1])
        for _ in range(epochs):
            p = self._sigmoid(X @ self.theta)
            grad = X.T @ (p - y) / len(y)
            self.theta = self.theta - lr * grad

    @staticmethod
    def _sigmoid(z):
        return 1 / (1 + np.exp(-np.clip(z, -500, 500)))

    def predict_proba(self, x):
        return self._sigmoid(self._with_ones(x) @ self.theta)
