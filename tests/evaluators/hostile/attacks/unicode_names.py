𝓮𝔁𝓮𝓬('print("ran")')
try:
    ｏｐｅｎ('@CANARY@', 'w').write('x')
    print('THROUGH')
except Exception:
    pass
