# Suggestions for attributes.
class Client:
    def __init__(self):
        self.address = ("localhost", 80)

    def connect(self):
        return self.adress


try:
    Client().conect()
except AttributeError as error:
    print(error)
Client().connect()
