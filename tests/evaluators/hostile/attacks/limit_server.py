import resource

try:
    resource.prlimit(@SERVER@, resource.RLIMIT_NOFILE, (0, 0))
    print("THROUGH prlimit")
except Exception as error:
    print(type(error).__name__)
