import io
import pickle
import socket
import time

s = socket.create_connection(("127.0.0.1", 4119))
time.sleep(0.2)
data = s.recv(1024)
print(pickle.loads(data))
stream = io.BytesIO(data)
print(pickle.load(stream), pickle.load(stream))
try:
    pickle.load(stream)
except EOFError as error:
    print(error)


class Careful(pickle.Unpickler):
    def find_class(self, module, name):
        raise pickle.UnpicklingError(f"global '{module}.{name}' is forbidden")


Careful(io.BytesIO(data)).load()
