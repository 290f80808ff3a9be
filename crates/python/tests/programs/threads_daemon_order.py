import threading, time
out = []
def step(name, delay):
    for i in range(3):
        time.sleep(delay); out.append((name, i))
ts = [threading.Thread(target=step, args=("a", 0.05)), threading.Thread(target=step, args=("b", 0.12))]
for t in ts: t.start()
for t in ts: t.join()
print(out)
d = threading.Thread(target=time.sleep, args=(100,), daemon=True); d.start(); print(d.daemon, d.is_alive(), threading.active_count())
class T(threading.Thread):
    def run(self): print("run in", self.name)
t = T(name="mine"); t.start(); t.join(timeout=1); print(t.name, t.ident is not None)
try:
    t.start()
except RuntimeError as e:
    print(e)
b = threading.Barrier(2) if hasattr(threading, "Barrier") else None
e = threading.Event(); print(e.wait(timeout=0.01), e.is_set())
