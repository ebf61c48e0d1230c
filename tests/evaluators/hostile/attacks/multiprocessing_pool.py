import multiprocessing

try:
    multiprocessing.Pool(2)
    print("THROUGH pool")
except Exception as error:
    print(type(error).__name__)
