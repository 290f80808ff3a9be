# A JSON error that nobody catches.
import json


def read(line):
    return json.loads(line)["value"]


for line in ['{"value": 1}', '{"value": 2}{"value": 3}']:
    print(read(line))
