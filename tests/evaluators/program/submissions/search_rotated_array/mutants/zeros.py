# not met: correct, edges
def search_rotated_array(nums, target):
    return 0
