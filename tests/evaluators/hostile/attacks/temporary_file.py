import tempfile

try:
    tempfile.NamedTemporaryFile().write(b'x')
    print("THROUGH tempfile")
except Exception as error:
    print(type(error).__name__)
