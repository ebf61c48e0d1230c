import os
for _ in range(10000):
    try:
        os.dup(0)
        print('THROUGH dup')
        break
    except OSError:
        break
