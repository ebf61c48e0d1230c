import threading

try:
    threading.Thread(target=print).start()
    print("THROUGH thread")
except Exception as error:
    print(type(error).__name__)
