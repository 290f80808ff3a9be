import socket

s = socket.create_connection(("127.0.0.1", 4072))
with s.makefile("rw", encoding="utf-8", newline="\n") as file:
    for command in ["upper größe", "sum 1 2 3", "dance"]:
        file.write(command + "\n")
        file.flush()
        print(file.readline(), end="")
    file.write("quit\n")
    file.flush()
    print(repr(file.readline()))
s.close()
