from collections import deque


def number_of_islands(grid: list[list[int]]) -> int:
    seen = set()
    islands = 0
    for i, row in enumerate(grid):
        for j, cell in enumerate(row):
            if not cell or (i, j) in seen:
                continue
            islands += 1
            queue = deque([(i, j)])
            seen.add((i, j))
            while queue:
                x, y = queue.popleft()
                for nx, ny in ((x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)):
                    if 0 <= nx < len(grid) and 0 <= ny < len(grid[0]) and grid[nx][ny] and (nx, ny) not in seen:
                        seen.add((nx, ny))
                        queue.append((nx, ny))
    return islands
