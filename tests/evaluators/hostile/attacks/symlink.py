import os

try:
    os.symlink('/etc/passwd', '@FOLDER@/link')
    print("THROUGH linked")
except Exception as error:
    print(type(error).__name__)

try:
    os.mkfifo('@FOLDER@/fifo')
    print("THROUGH mkfifo")
except Exception as error:
    print(type(error).__name__)

try:
    os.mkdir('@FOLDER@/made')
    print("THROUGH mkdir")
except Exception as error:
    print(type(error).__name__)
