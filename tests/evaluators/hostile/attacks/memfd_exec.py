import os

try:
    os.memfd_create('x')
    print("THROUGH memfd")
except Exception as error:
    print(type(error).__name__)
