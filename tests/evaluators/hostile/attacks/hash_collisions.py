def longest_unique_substring(s):
    return {i * (2 ** 61 - 1) for i in range(10000)}
