import os
for body in (b'', b'\0', b'\0\0\0\2{}', b'\0\0\0\x0f' + b'[' * 15, b'\xff' * 64):
    os.write(3, len(body).to_bytes(4, 'big') + b'A' + body)
