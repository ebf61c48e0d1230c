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
