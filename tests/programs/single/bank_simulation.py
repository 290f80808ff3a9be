# A bigger homework: events, inheritance, reports.
class InsufficientFunds(Exception):
    def __init__(self, needed, available):
        self.needed = needed
        self.available = available
        super().__init__(f"need {needed:.2f}, have {available:.2f}")


class Account:
    next_number = 1000

    def __init__(self, owner, balance=0.0):
        self.owner = owner
        self.balance = balance
        self.number = Account.next_number
        Account.next_number += 1
        self.history = []

    def record(self, kind, amount):
        self.history.append({"kind": kind, "amount": amount, "balance": self.balance})

    def deposit(self, amount):
        if amount <= 0:
            raise ValueError(f"cannot deposit {amount}")
        self.balance += amount
        self.record("deposit", amount)

    def withdraw(self, amount):
        if amount > self.limit():
            raise InsufficientFunds(amount, self.limit())
        self.balance -= amount
        self.record("withdraw", amount)

    def limit(self):
        return self.balance


class CreditAccount(Account):
    def __init__(self, owner, balance=0.0, credit=100):
        super().__init__(owner, balance)
        self.credit = credit

    def limit(self):
        return super().limit() + self.credit


class Bank:
    def __init__(self):
        self.accounts = {}

    def open(self, kind, *args, **kwargs):
        account = kind(*args, **kwargs)
        self.accounts[account.number] = account
        return account.number

    def transfer(self, source, target, amount):
        try:
            self.accounts[source].withdraw(amount)
            self.accounts[target].deposit(amount)
        except KeyError as error:
            print(f"no such account: {error}")
            return False
        except InsufficientFunds as error:
            print(f"refused: {error} (short by {error.needed - error.available:.2f})")
            return False
        else:
            return True
        finally:
            print(f"transfer {source}->{target} of {amount} processed")

    def report(self):
        print(f"{'No.':<6}{'Owner':<10}{'Balance':>12}")
        print("-" * 28)
        for number in sorted(self.accounts):
            account = self.accounts[number]
            print(f"{number:<6}{account.owner:<10}{account.balance:>12,.2f}")
        total = sum(a.balance for a in self.accounts.values())
        print(f"{'total':<16}{total:>12,.2f}")


bank = Bank()
ana = bank.open(Account, "Ana", 1200.5)
bo = bank.open(CreditAccount, "Bo", credit=50)
print(bank.transfer(ana, bo, 200), bank.transfer(bo, ana, 240.25), bank.transfer(bo, ana, 100), bank.transfer(ana, 9999, 1))
bank.report()
for entry in bank.accounts[bo].history:
    print(entry)
bank.accounts[ana].deposit(-5)
