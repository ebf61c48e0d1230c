import socket

try:
    socket.getaddrinfo('localhost', 80, proto=socket.IPPROTO_TCP); socket.socket()
    print("THROUGH resolved")
except Exception as error:
    print(type(error).__name__)
