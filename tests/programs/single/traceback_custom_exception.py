# Exception classes of one's own, with arguments, str and notes.
class NetworkError(Exception):
    pass


class Timeout(NetworkError):
    def __init__(self, seconds):
        super().__init__(f"no answer in {seconds} s")
        self.seconds = seconds


class Silent(Exception):
    pass


class Coded(Exception):
    def __str__(self):
        return "code " + str(self.args[0])


for make in [lambda: Timeout(3), lambda: NetworkError("a", 2), lambda: Silent(), lambda: Coded(7)]:
    try:
        raise make()
    except NetworkError as error:
        print("network:", error, error.args, repr(error))
    except Exception as error:
        print("other:", str(error), repr(error), error.args)
try:
    raise Timeout
except TypeError as error:
    print(error)
print(Timeout(2).seconds, issubclass(Timeout, Exception), Exception("x") == Exception("x"))
raise Coded(42)
