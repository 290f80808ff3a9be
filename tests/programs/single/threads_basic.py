# Threads, joins, locks and what an exception in a thread prints.
import threading
import time

results = []
lock = threading.Lock()


def work(name, delay):
    time.sleep(delay)
    with lock:
        results.append(name)


threads = [threading.Thread(target=work, args=(f"t{i}", i * 0.1)) for i in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(results, threads[0].is_alive(), threading.current_thread().name, threading.active_count())


class Worker(threading.Thread):
    def __init__(self, number):
        super().__init__(name=f"worker-{number}")
        self.number = number
        self.result = None

    def run(self):
        self.result = self.number ** 2


workers = [Worker(n) for n in (2, 3)]
for worker in workers:
    worker.start()
    worker.join()
print([worker.result for worker in workers], workers[0].name)
event = threading.Event()


def waiter():
    print("waiting")
    event.wait()
    print("released")


t = threading.Thread(target=waiter)
t.start()
time.sleep(0.1)
print("set", event.is_set())
event.set()
t.join()
counter = 0


def count():
    global counter
    for _ in range(1000):
        with lock:
            counter += 1


pair = [threading.Thread(target=count) for _ in range(2)]
[t.start() for t in pair]
[t.join() for t in pair]
print(counter)


def fails():
    return int("x")


t = threading.Thread(target=fails, name="bad")
t.start()
t.join()
print("main goes on", lock.acquire(timeout=0.1), lock.locked(), lock.acquire(blocking=False))
lock.release()
try:
    lock.release()
except RuntimeError as error:
    print(error)
try:
    t.start()
except RuntimeError as error:
    print(error)
daemon = threading.Thread(target=time.sleep, args=(60,), daemon=True)
daemon.start()
print(daemon.daemon, daemon.is_alive())
