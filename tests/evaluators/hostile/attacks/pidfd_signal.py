import os, signal

try:
    signal.pidfd_send_signal(os.pidfd_open(@SERVER@), signal.SIGKILL)
    print("THROUGH pidfd")
except Exception as error:
    print(type(error).__name__)
