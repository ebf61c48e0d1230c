# not met: edges
def binary_tree_level_order(root):
    level, out = [root] if root else [], []
    while level:
        values = [n.val for n in level if n.val]
        if values:
            out.append(values)
        level = [c for n in level for c in (n.left, n.right) if c]
    return out
