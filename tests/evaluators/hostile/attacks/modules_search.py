import sys
found = [name for name in sys.modules if '.tasks.' in name or name == 'task']
if found:
    print('THROUGH modules', found)
