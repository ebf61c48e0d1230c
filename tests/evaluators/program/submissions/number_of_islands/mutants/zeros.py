# not met: correct, edges, complexity?
def number_of_islands(grid):
    return 0
