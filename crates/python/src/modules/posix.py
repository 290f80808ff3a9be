import os

globals().update({name: each for name, each in vars(os).items() if getattr(each, "__module__", "") == "posix"})
