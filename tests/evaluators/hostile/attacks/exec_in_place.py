import os

try:
    os.execv('/bin/sh', ['sh', '-c', 'touch @FOLDER@/exec'])
    print("THROUGH exec")
except Exception as error:
    print(type(error).__name__)
