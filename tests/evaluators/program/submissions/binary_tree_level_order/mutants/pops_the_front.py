# not met: complexity
def binary_tree_level_order(root):
    if root is None:
        return []
    out, queue = [], [root]
    while queue:
        level = []
        for _ in range(len(queue)):
            node = queue.pop(0)
            level.append(node.val)
            for child in (node.left, node.right):
                if child is not None:
                    queue.append(child)
        out.append(level)
    return out
