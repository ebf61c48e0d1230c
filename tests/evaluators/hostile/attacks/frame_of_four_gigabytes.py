import os
os.write(3, b'\xff\xff\xff\xff' + b'A')
os.write(3, b'x' * 100000)
