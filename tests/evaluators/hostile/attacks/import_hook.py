import sys


class Finder:
    def find_spec(self, name, path, target=None):
        print('asked for', name)
        return None


sys.meta_path.insert(0, Finder())
sys.path_hooks.insert(0, print)
sys.setrecursionlimit(10)
