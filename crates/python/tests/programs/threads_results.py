import threading, time
results, errors = {}, {}
def work(n):
    try:
        time.sleep(0.02 * n)
        if n == 2:
            raise ValueError(f"worker {n}")
        results[n] = n * n
    except ValueError as e:
        errors[n] = repr(e)
    finally:
        results.setdefault("done", []).append(n)
ts = [threading.Thread(target=work, args=(n,), name=f"W-{n}") for n in (3, 1, 2)]
for t in ts:
    t.start()
print([t.name for t in ts], [t.is_alive() for t in ts])
for t in ts:
    t.join()
print(results, errors, [t.is_alive() for t in ts])
def quiet():
    raise SystemExit(5)
q = threading.Thread(target=quiet)
q.start()
q.join()
print("main goes on")
