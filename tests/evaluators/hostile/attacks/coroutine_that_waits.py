async def longest_unique_substring(s):
    while True:
        pass
