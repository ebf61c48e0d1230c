import os
from evaluators.sandbox import wire
body = wire.encode({'value': 3, 'raised': None, 'warned': []})
for _ in range(200):
    os.write(3, len(body).to_bytes(4, 'big') + b'A' + body)
