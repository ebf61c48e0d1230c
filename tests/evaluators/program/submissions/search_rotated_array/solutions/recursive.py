def search_rotated_array(nums, target):
    def search(lo, hi):
        if lo > hi:
            return -1
        mid = lo + (hi - lo) // 2
        if nums[mid] == target:
            return mid
        if nums[lo] <= nums[mid]:
            inside = nums[lo] <= target < nums[mid]
            return search(lo, mid - 1) if inside else search(mid + 1, hi)
        inside = nums[mid] < target <= nums[hi]
        return search(mid + 1, hi) if inside else search(lo, mid - 1)

    return search(0, len(nums) - 1)
