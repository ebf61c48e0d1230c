import urllib.request

try:
    urllib.request.urlopen('http://127.0.0.1:@PORT@/', timeout=1)
    print("THROUGH http")
except Exception as error:
    print(type(error).__name__)
