config = {"host": "a", "port": 1}
print(config["hots"])
