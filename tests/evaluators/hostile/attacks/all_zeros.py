# The cheapest attack of all.
def longest_unique_substring(s):
    return 0
