import os, signal

try:
    os.kill(-1, signal.SIGKILL)
    print("THROUGH killed")
except Exception as error:
    print(type(error).__name__)
