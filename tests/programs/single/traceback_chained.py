# "During handling of the above exception, another exception occurred".
def read_setting(settings, key):
    try:
        return settings[key]
    except KeyError:
        return settings["default"]


print(read_setting({"default": 1}, "x"))
print(read_setting({"y": 1}, "x"))
