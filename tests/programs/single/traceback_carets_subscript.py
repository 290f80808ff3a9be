# A key that is missing deep in an expression.
config = {"server": {"host": "localhost"}}


def port_of(settings):
    return int(settings["server"]["port"]) + 1


print("starting")
print("port:", port_of(config))
