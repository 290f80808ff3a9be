# An uncaught exception at module level: no carets when the statement is the call.
def parse(text):
    return int(text)


print("before")
parse("12")
parse("twelve")
print("never")
