import os

try:
    print(os.listdir('/proc'))
    print("THROUGH scan")
except Exception as error:
    print(type(error).__name__)
