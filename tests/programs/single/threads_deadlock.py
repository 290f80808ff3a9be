# A lock that is taken twice: blocked for ever.
import threading

lock = threading.Lock()
lock.acquire()
print("have it")
lock.acquire()
print("never")
