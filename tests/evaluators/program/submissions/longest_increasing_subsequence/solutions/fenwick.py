def longest_increasing_subsequence(nums):
    rank = {v: i + 1 for i, v in enumerate(sorted(set(nums)))}
    tree = [0] * (len(rank) + 1)

    def query(i):
        best = 0
        while i > 0:
            best = max(best, tree[i])
            i -= i & -i
        return best

    def update(i, value):
        while i < len(tree):
            tree[i] = max(tree[i], value)
            i += i & -i

    best = 0
    for v in nums:
        length = query(rank[v] - 1) + 1
        update(rank[v], length)
        best = max(best, length)
    return best
