import os

try:
    os.stat('@CANARY@')
    print("THROUGH stat")
except Exception as error:
    print(type(error).__name__)
