import socket
import struct

with socket.create_connection(("127.0.0.1", 4073)) as s, s.makefile("rb") as file:
    while True:
        header = file.read(2)
        if len(header) < 2:
            print("end", header)
            break
        (size,) = struct.unpack(">H", header)
        print(size, file.read(size))
