# The call is only a part of the statement.
import pickle

data = pickle.dumps([1, 2, 3])
obj = pickle.loads(data[:7])
print(obj)
