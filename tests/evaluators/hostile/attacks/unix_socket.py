import socket

try:
    socket.socket(socket.AF_UNIX).connect('@FOLDER@/socket')
    print("THROUGH unix")
except Exception as error:
    print(type(error).__name__)
