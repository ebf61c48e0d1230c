import os

try:
    fd = os.open('@CANARY@', os.O_WRONLY | os.O_TRUNC); os.write(fd, b'passed')
    print("THROUGH overwrote")
except Exception as error:
    print(type(error).__name__)
