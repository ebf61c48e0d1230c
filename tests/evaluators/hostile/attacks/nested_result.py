def longest_unique_substring(s):
    out = []
    for _ in range(100000):
        out = [out]
    return out
