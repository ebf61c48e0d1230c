# not met: correct, edges
def longest_unique_substring(s):
    return 0
