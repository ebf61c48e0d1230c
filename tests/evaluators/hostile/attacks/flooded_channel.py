import os
while True:
    os.write(3, b'\0' * 65536)
