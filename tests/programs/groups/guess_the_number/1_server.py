import random
import socket

random.seed(7)
secret = random.randint(1, 100)
server = socket.socket()
server.bind(("localhost", 4102))
server.listen()
conn, _ = server.accept()
conn.sendall(b"Guess a number from 1 to 100\n")
tries = 0
reader = conn.makefile("r")
while True:
    line = reader.readline()
    if line == "":
        print("the player gave up after", tries)
        break
    tries += 1
    try:
        guess = int(line)
    except ValueError:
        conn.sendall(b"not a number\n")
        continue
    if guess == secret:
        conn.sendall(f"right after {tries}\n".encode())
        break
    conn.sendall(b"higher\n" if guess < secret else b"lower\n")
conn.close()
print("secret was", secret)
