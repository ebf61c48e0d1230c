try:
    open('/etc/passwd').read()
    print("THROUGH read")
except Exception as error:
    print(type(error).__name__)
