from evaluators.sandbox import wire
wire.encode = lambda value: b'\0\0\0\x1e{"value":true,"blobs":[9999]}'
