def two_sum_sorted(numbers, target):
    seen = {}
    for j, value in enumerate(numbers):
        if target - value in seen:
            return [seen[target - value], j]
        seen[value] = j
