# A bank account, a shop and friends: classes as courses teach them.
class Account:
    """Money of one person."""

    bank = "First Bank"
    count = 0

    def __init__(self, owner, balance=0):
        self.owner = owner
        self.balance = balance
        self._log = []
        Account.count += 1

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("amount must be positive")
        self.balance += amount
        self._log.append(("deposit", amount))
        return self

    def withdraw(self, amount):
        if amount > self.balance:
            raise ValueError(f"only {self.balance} left, not {amount}")
        self.balance -= amount
        self._log.append(("withdraw", amount))
        return self

    @classmethod
    def from_text(cls, text):
        owner, balance = text.split(":")
        return cls(owner, int(balance))

    @staticmethod
    def is_valid(amount):
        return amount > 0

    @property
    def log(self):
        return tuple(self._log)

    def __repr__(self):
        return f"{type(self).__name__}({self.owner!r}, {self.balance})"

    def __str__(self):
        return f"{self.owner}: {self.balance:.2f}"

    def __eq__(self, other):
        if not isinstance(other, Account):
            return NotImplemented
        return self.owner == other.owner and self.balance == other.balance

    def __lt__(self, other):
        return self.balance < other.balance


class Savings(Account):
    def __init__(self, owner, balance=0, rate=0.1):
        super().__init__(owner, balance)
        self.rate = rate

    def add_interest(self):
        self.deposit(self.balance * self.rate)

    def withdraw(self, amount):
        print("careful!")
        return super().withdraw(amount)


a = Account("ana", 100)
b = Savings.from_text("bo:50")
a.deposit(50).withdraw(30)
b.add_interest()
b.withdraw(5)
print(a, b, repr(a), [a, b], a.log, Account.count, Savings.count, b.bank)
print(a == Account("ana", 120), a != b, a == 5, a < b, sorted([a, b]), max(a, b))
print(isinstance(b, Account), isinstance(a, Savings), issubclass(Savings, Account), type(b) is Savings, type(a).__name__, Savings.__mro__[1].__name__, Account.__doc__)
print(hasattr(a, "owner"), getattr(a, "missing", "default"), a.__dict__, vars(b)["rate"], Account.is_valid(-1), a.is_valid(1))
setattr(a, "colour", "red")
print(a.colour)
del a.colour
try:
    a.withdraw(1000)
except ValueError as error:
    print(error)
try:
    a.log = ()
except AttributeError as error:
    print(error)
try:
    a.colour
except AttributeError as error:
    print(error)
try:
    Account.nothing
except AttributeError as error:
    print(error)
try:
    hash(a)
except TypeError as error:
    print(error)
try:
    a + b
except TypeError as error:
    print(error)
try:
    a > 5
except (TypeError, AttributeError) as error:
    print(type(error).__name__, error)
try:
    Account()
except TypeError as error:
    print(error)
try:
    len(a)
except TypeError as error:
    print(error)
try:
    for item in a:
        pass
except TypeError as error:
    print(error)
try:
    a[0]
except TypeError as error:
    print(error)
try:
    a()
except TypeError as error:
    print(error)
method = a.deposit
method(1)
print(a.balance, Account.deposit(a, 2).balance)
a.bank = "mine"
print(a.bank, b.bank, Account.bank)
