class NetError(Exception):
    def __str__(self):
        return "custom text\nsecond line"
def run():
    try:
        open_it()
    except NameError as e:
        raise NetError from e
def open_it():
    raise NameError("x")
try:
    run()
except NetError as e:
    print(e)
raise NetError()
