def longest_unique_substring(s):
    out = []
    out.append(out)
    return out
