import socket

server = socket.socket()
server.bind(("127.0.0.1", 4072))
server.listen()
conn, _ = server.accept()
reader = conn.makefile("r", encoding="utf-8")
writer = conn.makefile("w", encoding="utf-8")
for line in reader:
    command, _, rest = line.rstrip("\n").partition(" ")
    print(repr(line))
    if command == "quit":
        break
    if command == "upper":
        writer.write(rest.upper() + "\n")
    elif command == "sum":
        print(sum(map(int, rest.split())), file=writer)
    else:
        print("unknown", command, file=writer)
    writer.flush()
writer.close()
reader.close()
conn.close()
print("over")
