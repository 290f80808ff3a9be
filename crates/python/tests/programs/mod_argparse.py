import argparse
p = argparse.ArgumentParser(prog="tool", description="Does things")
p.add_argument("host"); p.add_argument("--port", "-p", type=int, default=8080, help="the port"); p.add_argument("-v", "--verbose", action="store_true"); p.add_argument("--names", nargs="*", default=[])
print(p.parse_args(["localhost"]), p.parse_args(["h", "-p", "5", "-v"]), p.parse_args(["h", "--port=9", "--names", "a", "b"]).names)
a = p.parse_args(["x", "-p7"]); print(a.host, a.port, a.verbose)
p.print_help()
try:
    p.parse_args(["h", "--port", "abc"])
except SystemExit as e:
    print("exit", e.code)
