# An error while a class is being made.
class Settings:
    host = "localhost"
    port = int("80" + "x")


print(Settings.host)
