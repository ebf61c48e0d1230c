# not met: complexity
def two_sum_sorted(numbers, target):
    for i in range(len(numbers)):
        lo, hi = i + 1, len(numbers) - 1
        while lo <= hi:
            mid = (lo + hi) // 2
            if numbers[mid] == target - numbers[i]:
                return (i, mid)
            if numbers[mid] < target - numbers[i]:
                lo = mid + 1
            else:
                hi = mid - 1
    return None
