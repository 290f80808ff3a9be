import sys
print("one"); print("two", file=sys.stderr); print("three")
sys.stdout.write("no newline"); sys.stdout.write("\n"); sys.stdout.writelines(["a\n", "b\n"]); print("x", "y", sep="", end="|\n", file=sys.stdout)
class W:
    def __init__(self): self.got = []
    def write(self, s): self.got.append(s); return len(s)
    def flush(self): pass
w = W(); print("to w", 5, file=w); print("".join(w.got) == "to w 5\n")
old = sys.stdout; sys.stdout = w; print("captured"); sys.stdout = old; print("".join(w.got).endswith("captured\n"))
print("é日😀"); print(b"bytes", bytearray(b"x"), memoryview(b"").nbytes); print("tab\tnew\\n", repr("tab\tnew\n")); print()
