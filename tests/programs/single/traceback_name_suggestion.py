# "Did you mean" in the traceback.
message = "hello"
print(message)
print(mesage)
