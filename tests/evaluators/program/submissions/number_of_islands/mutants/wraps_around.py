# not met: correct, edges
def number_of_islands(grid):
    count = 0

    def sink(r, c):
        try:
            if grid[r][c] != 1:
                return
        except IndexError:
            return
        grid[r][c] = 0
        for dr, dc in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            sink(r + dr, c + dc)

    for r in range(len(grid)):
        for c in range(len(grid[0])):
            if grid[r][c] == 1:
                count += 1
                sink(r, c)
    return count
