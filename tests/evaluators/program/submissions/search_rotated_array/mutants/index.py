# not met: complexity
def search_rotated_array(nums, target):
    return nums.index(target) if target in nums else -1
