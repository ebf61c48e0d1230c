import itertools


def longest_unique_substring(s):
    return map(len, itertools.repeat(s))
