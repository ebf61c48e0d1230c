# not met: complexity, correct?, edges
def two_sum_sorted(numbers, target):
    for i, a in enumerate(numbers):
        if target - a in numbers:
            j = numbers.index(target - a)
            return (min(i, j), max(i, j))
    return None
