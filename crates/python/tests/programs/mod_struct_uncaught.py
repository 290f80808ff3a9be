import struct
def read_header(data):
    return struct.unpack(">I", data)[0]
print(read_header(b"\0\0\0\7"))
print(read_header(b"\0\0"))
