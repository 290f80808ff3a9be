# Text that arrives cut inside a character: join first, or decode incrementally.
import codecs

message = "Café crème — ça va? 😀"
data = message.encode("utf-8")
print(len(message), len(data))
pieces = [data[i:i + 3] for i in range(0, len(data), 3)]
broken = 0
for piece in pieces:
    try:
        piece.decode("utf-8")
    except UnicodeDecodeError as error:
        broken += 1
        print(piece, error)
print(broken, "of", len(pieces))
print(b"".join(pieces).decode("utf-8"))
decoder = codecs.getincrementaldecoder("utf-8")()
print([decoder.decode(piece) for piece in pieces] + [decoder.decode(b"", final=True)])
print("".join(piece.decode("utf-8", "replace") for piece in pieces))
