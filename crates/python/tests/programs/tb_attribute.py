import math
words = "a b".split()
print(words)
value = (words[0].upper() + words[1].uper())
