# not met: complexity
def search_rotated_array(nums, target):
    for i, v in enumerate(nums):
        if v == target:
            return i
    return -1
