# not met: correct, edges, complexity?
def binary_tree_level_order(root):
    return 0
