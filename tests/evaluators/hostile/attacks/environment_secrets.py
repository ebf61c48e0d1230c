import os
if any(word in ' '.join(os.environ) for word in ('TOKEN', 'KEY', 'SECRET', 'PASSWORD', 'CANARY')):
    print('THROUGH environment')
print(sorted(os.environ))
