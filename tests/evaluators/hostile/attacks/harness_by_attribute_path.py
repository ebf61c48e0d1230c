import operator

back = operator.attrgetter('__traceback__.tb_frame.f_back')
try:
    raise ValueError
except ValueError as error:
    frame = back(error)
while frame:
    if {'expected', 'reference', 'task'} & set(operator.attrgetter('f_locals')(frame)):
        print('THROUGH a frame')
    frame = operator.attrgetter('f_back')(frame)


def longest_unique_substring(s):
    last, start, best = {}, 0, 0
    for i, c in enumerate(s):
        start = max(start, last.get(c, -1) + 1)
        last[c] = i
        best = max(best, i - start + 1)
    return best
