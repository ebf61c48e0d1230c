import itertools


def longest_unique_substring(s):
    chain = iter(s)
    for _ in range(10**6):
        chain = itertools.chain(chain)
    return sum(1 for _ in chain)
