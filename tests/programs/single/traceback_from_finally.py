# finally runs while the exception passes.
def work():
    try:
        print("working")
        return {}["missing"]
    finally:
        print("cleaning up")


try:
    work()
except KeyError as error:
    print("key", error, repr(error))
work()
