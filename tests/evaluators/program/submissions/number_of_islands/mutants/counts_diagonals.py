# not met: correct, edges
def number_of_islands(grid):
    left = {(r, c) for r, row in enumerate(grid) for c, cell in enumerate(row) if cell}
    count = 0
    while left:
        count += 1
        stack = [left.pop()]
        while stack:
            r, c = stack.pop()
            for dr in (-1, 0, 1):
                for dc in (-1, 0, 1):
                    if (r + dr, c + dc) in left:
                        left.remove((r + dr, c + dc))
                        stack.append((r + dr, c + dc))
    return count
