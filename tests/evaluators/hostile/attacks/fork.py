import os

try:
    os.fork()
    print("THROUGH forked")
except Exception as error:
    print(type(error).__name__)
