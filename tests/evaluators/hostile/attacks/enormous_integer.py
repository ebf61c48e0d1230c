def longest_unique_substring(s):
    return 1 << (1 << 26)
