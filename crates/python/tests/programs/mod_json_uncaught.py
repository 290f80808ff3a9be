import json
print(json.loads('{"a": 1}'))
try:
    json.loads('{"a": 1')
except ValueError as e:
    print(type(e), isinstance(e, json.JSONDecodeError), json.decoder.JSONDecodeError is json.JSONDecodeError)
class Enc(json.JSONEncoder):
    def default(self, o):
        return {"set": sorted(o)} if isinstance(o, set) else super().default(o)
print(json.dumps({"s": {3, 1}}, cls=Enc), json.dumps("x", cls=Enc))
try:
    json.dumps(object(), cls=Enc)
except TypeError as e:
    print(e)
import io
f = io.StringIO(); json.dump([1, 2], f); print(f.getvalue(), json.load(io.StringIO("[3]")))
d = json.JSONDecoder(); print(d.raw_decode('{"a": 1} rest'), d.decode("[1]"))
