# Objects of one's own classes.
import pickle


class User:
    kind = "user"

    def __init__(self, name, level):
        print("init", name)
        self.name = name
        self.level = level

    def greet(self):
        return f"{self.name} ({self.level})"


class Admin(User):
    pass


class Empty:
    pass


class Custom:
    def __init__(self):
        self.keep = 1
        self.drop = 2

    def __getstate__(self):
        return {"keep": self.keep}

    def __setstate__(self, state):
        self.keep = state["keep"]
        self.drop = "restored"


class Slotted:
    __slots__ = ("a", "b")


class Reduced:
    def __init__(self, x):
        self.x = x

    def __reduce__(self):
        return (Reduced, (self.x + 1,))


data = pickle.dumps(User("ana", 3))
print(data)
user = pickle.loads(data)
print(user.greet(), user.__dict__, type(user) is User, user.kind)
for value in [Empty(), Custom(), Admin("bo", 1), [User("x", 1)] * 2, User, len, print, int, Reduced(1), ValueError("oops", 2)]:
    print(pickle.dumps(value))
restored = pickle.loads(pickle.dumps(Custom()))
print(restored.keep, restored.drop, pickle.loads(pickle.dumps(Reduced(5))).x, pickle.loads(pickle.dumps(len))("abc"), repr(pickle.loads(pickle.dumps(ValueError("oops", 2)))))
print(pickle.dumps(User("p", 0), protocol=0))
print(pickle.dumps(Empty(), protocol=2))
user = pickle.loads(pickle.dumps(Admin("cy", 9)))
user.friend = user
again = pickle.loads(pickle.dumps(user))
print(again.friend is again, again.greet())
