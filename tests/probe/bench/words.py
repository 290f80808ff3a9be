# Text, dictionaries and sorting: what a small server does with its lines.
TEXT = "the quick brown fox jumps over the lazy dog while the server waits for the client to send more bytes"


def frequencies(text):
    counts = {}
    for word in text.split():
        key = word.lower()
        if key in counts:
            counts[key] += 1
        else:
            counts[key] = 1
    return counts


def caesar(text, shift):
    letters = []
    for character in text:
        if "a" <= character <= "z":
            code = ord(character) - 97
            letters.append(chr((code + shift) % 26 + 97))
        else:
            letters.append(character)
    return "".join(letters)


lines = []
for round_number in range(1000):
    shifted = caesar(TEXT, round_number % 26)
    counts = frequencies(shifted)
    best = sorted(counts.items(), key=lambda item: (-item[1], item[0]))[0]
    lines.append(f"{round_number:04d} {best[0]:>8} {best[1]}")
print(len(lines), lines[-1])
