import os

try:
    os.unlink('@CANARY@')
    print("THROUGH unlinked")
except Exception as error:
    print(type(error).__name__)

try:
    os.rename('@CANARY@', '@CANARY@2')
    print("THROUGH renamed")
except Exception as error:
    print(type(error).__name__)

try:
    os.chmod('@CANARY@', 0)
    print("THROUGH chmod")
except Exception as error:
    print(type(error).__name__)
