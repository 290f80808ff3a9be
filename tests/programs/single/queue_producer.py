# A producer and a consumer.
import queue
import threading

jobs = queue.Queue()
done = []


def consumer():
    while True:
        job = jobs.get()
        if job is None:
            break
        done.append(job * 10)
        jobs.task_done()


t = threading.Thread(target=consumer)
t.start()
for n in range(5):
    jobs.put(n)
jobs.join()
jobs.put(None)
t.join()
print(done, jobs.empty(), jobs.qsize())
try:
    jobs.get(timeout=0.1)
except queue.Empty as error:
    print(type(error).__name__, repr(error))
try:
    jobs.get_nowait()
except queue.Empty:
    print("empty")
small = queue.Queue(maxsize=1)
small.put("a")
try:
    small.put_nowait("b")
except queue.Full:
    print("full", small.full(), small.get())
