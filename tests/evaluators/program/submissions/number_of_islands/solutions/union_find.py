class UnionFind:
    def __init__(self, n):
        self.parent = list(range(n))
        self.size = [1] * n

    def find(self, x):
        while self.parent[x] != x:
            self.parent[x] = self.parent[self.parent[x]]  # 路径压缩
            x = self.parent[x]
        return x

    def union(self, a, b):
        a, b = self.find(a), self.find(b)
        if a == b:
            return False
        if self.size[a] < self.size[b]:
            a, b = b, a
        self.parent[b] = a
        self.size[a] += self.size[b]
        return True


def number_of_islands(grid):
    if not grid or not grid[0]:
        return 0
    m, n = len(grid), len(grid[0])
    uf = UnionFind(m * n)
    count = sum(map(sum, grid))
    for i in range(m):
        for j in range(n):
            if grid[i][j]:
                if i + 1 < m and grid[i + 1][j] and uf.union(i * n + j, (i + 1) * n + j):
                    count -= 1
                if j + 1 < n and grid[i][j + 1] and uf.union(i * n + j, i * n + j + 1):
                    count -= 1
    return count
