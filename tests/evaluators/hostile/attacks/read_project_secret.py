try:
    print(open('@CANARY@').read())
    print("THROUGH secret")
except Exception as error:
    print(type(error).__name__)
