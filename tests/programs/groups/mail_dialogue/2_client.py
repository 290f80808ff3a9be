import socket
s = socket.create_connection(("127.0.0.1", 6007))
r = s.makefile("r", encoding="utf-8", newline="")
print(repr(r.readline()))
for c in ["EHLO me", "FOO", "", "MAIL FROM:<a@x>", "RCPT TO:<b@y>", "RCPT TO:<c@z>", "DATA"]:
    s.sendall((c + "\r\n").encode())
    print(c, "->", r.readline().rstrip())
s.sendall(b"Subject: hi\r\n\r\n..dots\r\nend\r\n.\r\n")
print(r.readline(), end="")
s.sendall(b"QUIT\r\n")
print(r.read(), end="")
