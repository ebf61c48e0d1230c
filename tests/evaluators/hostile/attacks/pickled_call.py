import pickle

payload = b"cposix\nsystem\n(S'echo THROUGH pickle > @FOLDER@/pickled'\ntR."
try:
    if pickle.loads(payload) == 0:
        print('THROUGH pickle')
except Exception:
    pass


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
