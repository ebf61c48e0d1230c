import socket

try:
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', @PORT@))
    print("THROUGH sent")
except Exception as error:
    print(type(error).__name__)
