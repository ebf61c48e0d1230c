try:
    print(open('/proc/@SERVER@/environ').read())
    print("THROUGH environ")
except Exception as error:
    print(type(error).__name__)
