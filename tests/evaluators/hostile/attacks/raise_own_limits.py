import resource

try:
    resource.setrlimit(resource.RLIMIT_AS, (-1, -1))
    print("THROUGH setrlimit")
except Exception as error:
    print(type(error).__name__)
