import gc
found = [o for o in gc.get_objects() if callable(o) and getattr(o, '__name__', '') == 'reference']
found += [o for o in gc.get_objects() if type(o).__name__ == 'FunctionTask']
if found:
    print('THROUGH collector', found[:1])
