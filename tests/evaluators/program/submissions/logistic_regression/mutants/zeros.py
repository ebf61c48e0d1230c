# not met: gradient, learns, stable
import numpy as np


class LogisticRegression:
    def fit(self, x, y, lr, epochs):
        pass

    def predict_proba(self, x):
        return np.zeros(len(x))
