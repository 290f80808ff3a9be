# Errors in __exit__ and in __del__.
class Grumpy:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        raise RuntimeError("while leaving") from value


try:
    with Grumpy():
        print("inside")
except RuntimeError as error:
    print(error, error.__cause__)
with Grumpy() as g:
    raise ValueError("the first problem")
