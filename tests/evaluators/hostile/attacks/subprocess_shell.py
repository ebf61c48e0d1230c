import subprocess

try:
    subprocess.run(['/bin/sh', '-c', 'echo x > @FOLDER@/shell'], check=True)
    print("THROUGH shell")
except Exception as error:
    print(type(error).__name__)
