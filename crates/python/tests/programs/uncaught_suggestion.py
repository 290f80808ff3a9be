class Server:
    def listen(self): pass
s = Server()
prnit = 5
s.lisen()
