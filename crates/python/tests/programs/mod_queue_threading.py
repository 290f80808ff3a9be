import threading, queue, time
q = queue.Queue(); out = []
def worker():
    while True:
        item = q.get()
        if item is None:
            break
        out.append(item * 2); q.task_done()
t = threading.Thread(target=worker, name="w1"); t.start()
for i in range(5): q.put(i)
q.join(); q.put(None); t.join(); print(out, t.is_alive(), t.name, q.empty(), q.qsize())
lock = threading.Lock(); total = [0]
def add():
    for _ in range(50):
        with lock: total[0] += 1
ts = [threading.Thread(target=add) for _ in range(4)]
for t in ts: t.start()
for t in ts: t.join()
print(total, lock.locked(), threading.current_thread().name, threading.main_thread().name, threading.active_count())
e = threading.Event(); r = []
def waiter(): e.wait(); r.append("woke")
w = threading.Thread(target=waiter); w.start(); e.set(); w.join(); print(r, e.is_set(), e.wait(0.01))
for f in (lambda: queue.Queue().get(block=False), lambda: queue.Queue(1).get(timeout=0.01), lambda: q.get_nowait(), lambda: lock.release()):
    try:
        print(f())
    except Exception as x:
        print(type(x).__name__, x)
s = threading.Semaphore(2); print(s.acquire(), s.acquire(), s.acquire(blocking=False)); s.release()
p = queue.PriorityQueue(); p.put(3); p.put(1); print(p.get(), p.get()); l = queue.LifoQueue(); l.put(1); l.put(2); print(l.get())
c = threading.Condition(); ready = []
def consumer():
    with c:
        while not ready: c.wait()
        print("consumed", ready.pop())
k = threading.Thread(target=consumer); k.start()
with c: ready.append("x"); c.notify()
k.join(); tm = threading.Timer(0.01, lambda: print("timer")); tm.start(); tm.join()
def boom(): raise ValueError("in thread")
d = threading.local(); d.x = 1; print(d.x, threading.RLock().acquire())
