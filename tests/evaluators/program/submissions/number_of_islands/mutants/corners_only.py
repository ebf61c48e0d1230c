# not met: correct, edges
def number_of_islands(grid):
    # 左边和上边都是水，就是新岛
    count = 0
    for r, row in enumerate(grid):
        for c, cell in enumerate(row):
            if cell and not (r and grid[r - 1][c]) and not (c and row[c - 1]):
                count += 1
    return count
