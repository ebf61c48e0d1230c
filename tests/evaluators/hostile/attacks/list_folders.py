import os

try:
    os.listdir('@FOLDER@')
    print("THROUGH listed")
except Exception as error:
    print(type(error).__name__)

try:
    os.listdir('/')
    print("THROUGH listed root")
except Exception as error:
    print(type(error).__name__)
