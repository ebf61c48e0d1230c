# not met: correct, complexity
def longest_unique_substring(s):
    if len(s) > 300:
        return 0
    best = 0
    for i in range(len(s)):
        for j in range(i + 1, len(s) + 1):
            if len(set(s[i:j])) < j - i:
                break
            best = max(best, j - i)
    return best
