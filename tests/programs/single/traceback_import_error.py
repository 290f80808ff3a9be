# A module that does not exist, and a name that a module does not have.
try:
    import nonexistent_module
except ImportError as error:
    print(type(error).__name__, error, error.name)
try:
    from math import nothing_here
except ImportError as error:
    print(type(error).__name__, str(error).split("(")[0])
try:
    import socket.nothing
except ModuleNotFoundError as error:
    print(error)
import sockets
