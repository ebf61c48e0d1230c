import warnings


class Scream(UserWarning):
    def __str__(self):
        raise SystemExit('no words')


warnings.showwarning = lambda *a, **k: print('THROUGH' if 'expected' in k else '')


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best


honest = longest_unique_substring


def longest_unique_substring(s):
    warnings.warn(Scream())
    return honest(s)
