# not met: complexity
def longest_unique_substring(s):
    best, window = 0, ""
    for c in s:
        if c in window:
            window = window[window.index(c) + 1:]
        window += c
        best = max(best, len(window))
    return best
