import numpy as np

try:
    np.fromfile('@CANARY@', dtype='uint8')
    print("THROUGH loaded")
except Exception as error:
    print(type(error).__name__)
