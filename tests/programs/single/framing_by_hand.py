# The header arithmetic of every socket tutorial, without sockets.
HEADER = 10


def frame(message):
    return f"{len(message):<{HEADER}}".encode("utf-8") + message


def unframe(stream):
    messages = []
    while len(stream) >= HEADER:
        size = int(stream[:HEADER])
        if len(stream) < HEADER + size:
            break
        messages.append(stream[HEADER:HEADER + size])
        stream = stream[HEADER + size:]
    return messages, stream


stream = b"".join(frame(m) for m in [b"hello", b"", b"socket programming", "naïve".encode()])
print(stream)
print(unframe(stream), unframe(stream[:30]))
for size in (1, 5, 7, 64):
    buffer, got = b"", []
    for start in range(0, len(stream), size):
        buffer += stream[start:start + size]
        done, buffer = unframe(buffer)
        got += done
    print(size, got, buffer)
for header in [b"33        ", b"33\n", b"+33", b"1_0       ", b"-1        ", b"3", b"", b"          ", b"33 \x80\x04\x95", b"3 3", b"0x21", "３３".encode()]:
    try:
        print(header, int(header))
    except ValueError as error:
        print(header, error)
print(f"{10 ** 10:<10}", len(f"{10 ** 10:<10}"), f"{5:>10}".encode(), f"{5:010}", int(f"{5:010}"))
text = "Café"
print(len(text), len(text.encode()), frame(text.encode()), text.encode()[:len(text)])
try:
    print(text.encode()[:len(text)].decode())
except UnicodeDecodeError as error:
    print(error)
