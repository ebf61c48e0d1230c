import numpy as np

for mode in ('r+', 'r'):
    try:
        np.lib.format.open_memmap('@CANARY@', mode)
        print('THROUGH memmap')
    except Exception:
        pass
    try:
        np.asarray(np.DataSource('@FOLDER@').open('@CANARY@').read())
        print('THROUGH a data source')
    except Exception:
        pass
try:
    np.zeros(8).tofile('@FOLDER@/out')
    print('THROUGH tofile')
except Exception:
    pass
