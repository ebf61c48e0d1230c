import pickle

payload = b"cposix\nsystem\n(S'echo THROUGH pickle > @FOLDER@/pickled'\ntR."
try:
    if pickle.loads(payload) == 0:
        print('THROUGH pickle')
except Exception:
    pass
