# sys.exit with a text prints it on standard error.
import sys

print("out")
print("err", file=sys.stderr)
sys.stdout.write("written\n")
sys.exit("fatal: cannot go on")
