# not met: complexity
def height(node):
    return 0 if node is None else 1 + max(height(node.left), height(node.right))


def at(node, depth):
    if node is None:
        return []
    if depth == 0:
        return [node.val]
    return at(node.left, depth - 1) + at(node.right, depth - 1)


def binary_tree_level_order(root):
    return [at(root, d) for d in range(height(root))]
