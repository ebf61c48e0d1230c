try:
    open('@FOLDER@/created', 'w').write('x')
    print("THROUGH created")
except Exception as error:
    print(type(error).__name__)
