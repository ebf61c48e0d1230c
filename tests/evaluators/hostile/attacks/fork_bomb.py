import os
while True:
    try:
        os.fork()
        print('THROUGH fork')
    except OSError:
        break
