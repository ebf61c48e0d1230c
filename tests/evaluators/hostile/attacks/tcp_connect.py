import socket

try:
    socket.create_connection(('127.0.0.1', @PORT@), 1).send(b'x')
    print("THROUGH connected")
except Exception as error:
    print(type(error).__name__)
