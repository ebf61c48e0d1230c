found = [k for k in ().__class__.__base__.__subclasses__() if k.__name__ == 'Popen']
if found:
    try:
        found[0](['/bin/sh', '-c', 'touch @FOLDER@/popen'])
        print('THROUGH popen')
    except Exception as error:
        print(type(error).__name__)
