def longest_unique_substring(s):
    return float('nan')
