try:
    open('/proc/self/mem', 'rb+').read(1)
    print("THROUGH mem")
except Exception as error:
    print(type(error).__name__)
