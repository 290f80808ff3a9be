store = {}
def handle(line):
    match line.split():
        case ["SET", k, *v] if v: store[k] = " ".join(v); return "OK"
        case ["GET", k]: return store.get(k, "NIL")
        case ["DEL", *ks]: return str(sum(store.pop(k, None) is not None for k in ks))
        case ["KEYS"]: return ",".join(sorted(store))
        case ["INCR", k]:
            try: store[k] = str(int(store.get(k, 0)) + 1); return store[k]
            except ValueError as e: return f"ERR {e}"
        case [] | [""]: return "EMPTY"
        case [cmd, *_]: return f"ERR unknown {cmd!r}"
for line in ("SET a 1", "SET b hello world", "GET a", "GET b", "GET z", "INCR a", "INCR b", "INCR new", "KEYS", "DEL a q b", "KEYS", "", "FOO x", "SET onlykey"):
    print(f"{line:<20} -> {handle(line)}")
