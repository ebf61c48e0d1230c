def longest_unique_substring(s):
    window = set()
    left = answer = 0
    for right in range(len(s)):
        while s[right] in window:
            window.remove(s[left])
            left += 1
        window.add(s[right])
        answer = max(answer, right - left + 1)
    return answer
