# not met: correct, edges
def two_sum_sorted(numbers, target):
    return 0, 0
