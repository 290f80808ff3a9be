# What an uncaught exception in a thread prints.
import threading


def worker(number):
    return [10 / n for n in range(number, -1, -1)]


for number in (1, 2):
    thread = threading.Thread(target=worker, args=(number,))
    thread.start()
    thread.join()
    print("after", thread.name)
raise SystemExit(4)
