import os
if os.system('touch @FOLDER@/system') == 0:
    print('THROUGH system')
