import sys


class Finder:
    def find_spec(self, name, path, target=None):
        print('asked for', name)
        return None


sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, print)
sys.setrecursionlimit(10)


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
