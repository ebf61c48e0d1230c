import os

try:
    os.sched_setaffinity(@SERVER@, {0})
    print("THROUGH affinity")
except Exception as error:
    print(type(error).__name__)

try:
    os.setpriority(os.PRIO_PROCESS, @SERVER@, 19)
    print("THROUGH priority")
except Exception as error:
    print(type(error).__name__)
