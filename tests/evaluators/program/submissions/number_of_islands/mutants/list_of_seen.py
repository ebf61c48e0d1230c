# not met: complexity
def number_of_islands(grid):
    seen, count = [], 0
    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if grid[r][c] and (r, c) not in seen:
                count += 1
                stack = [(r, c)]
                seen.append((r, c))
                while stack:
                    i, j = stack.pop()
                    for a, b in ((i + 1, j), (i - 1, j), (i, j + 1), (i, j - 1)):
                        if 0 <= a < len(grid) and 0 <= b < len(grid[0]) and grid[a][b] and (a, b) not in seen:
                            seen.append((a, b))
                            stack.append((a, b))
    return count
