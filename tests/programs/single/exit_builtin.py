# exit() and a long finally.
print("start")
try:
    exit()
finally:
    print("bye")
