# not met: correct, edges
def longest_increasing_subsequence(nums):
    return 0
