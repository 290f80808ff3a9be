import sys
print("partial", end="")
sys.exit("fatal: giving up")
