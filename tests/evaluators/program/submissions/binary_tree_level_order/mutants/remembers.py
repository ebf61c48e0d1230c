# not met: correct, edges
out = []


def binary_tree_level_order(root):
    level = [root] if root else []
    while level:
        out.append([n.val for n in level])
        level = [c for n in level for c in (n.left, n.right) if c]
    return out
