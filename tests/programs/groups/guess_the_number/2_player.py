import socket

s = socket.create_connection(("localhost", 4102))
lines = s.makefile("r")
print(lines.readline().strip())
while True:
    guess = input("your guess: ")
    s.sendall(guess.encode() + b"\n")
    answer = lines.readline().strip()
    print(answer)
    if answer.startswith("right"):
        break
