class Late:
    def __del__(self):
        import os
        os.write(3, b'\0\0\0\2R{}')

kept = Late()
kept = None
