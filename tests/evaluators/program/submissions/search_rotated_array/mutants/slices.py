# not met: complexity
def search_rotated_array(nums, target):
    def go(part, offset):
        if not part:
            return -1
        mid = len(part) // 2
        if part[mid] == target:
            return offset + mid
        left, right = part[:mid], part[mid + 1:]
        if left and left[0] <= target <= left[-1]:
            return go(left, offset)
        if right and right[0] <= target <= right[-1]:
            return go(right, offset + mid + 1)
        if left and left[0] > left[-1]:
            return go(left, offset)
        return go(right, offset + mid + 1)

    return go(nums, 0)
