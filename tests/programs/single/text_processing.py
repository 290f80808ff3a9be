# Word counts, ciphers, palindromes, parsing of little formats.
text = """It was the best of times, it was the worst of times,
it was the age of wisdom, it was the age of foolishness"""
words = {}
for word in text.lower().replace(",", "").split():
    words[word] = words.get(word, 0) + 1
for word, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))[:5]:
    print(f"{word:<12}{count:>3} {'#' * count}")


def caesar(message, shift):
    result = ""
    for letter in message:
        if letter.isalpha():
            base = ord("a") if letter.islower() else ord("A")
            result += chr((ord(letter) - base + shift) % 26 + base)
        else:
            result += letter
    return result


secret = caesar("Hello, World!", 3)
print(secret, caesar(secret, -3))


def is_palindrome(s):
    s = "".join(c.lower() for c in s if c.isalnum())
    return s == s[::-1]


print(is_palindrome("A man, a plan, a canal: Panama"), is_palindrome("nope"))
request = "GET /search?q=sockets&lang=en HTTP/1.1\r\nHost: example.org\r\nAccept: */*\r\n\r\n"
first, *headers = request.split("\r\n")
method, path, version = first.split()
print(method, path, version, dict(h.split(": ", 1) for h in headers if h))
path, _, query = path.partition("?")
print(path, dict(pair.split("=") for pair in query.split("&")))
csv = "name,age\nana,31\nbo,25\n"
rows = [line.split(",") for line in csv.strip().split("\n")]
records = [dict(zip(rows[0], row)) for row in rows[1:]]
print(records, sum(int(r["age"]) for r in records) / len(records))
for i in range(1, 16):
    print("FizzBuzz" if i % 15 == 0 else "Fizz" if i % 3 == 0 else "Buzz" if i % 5 == 0 else i, end=" ")
print()
roman = ""
number = 1994
for value, numeral in [(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")]:
    while number >= value:
        roman += numeral
        number -= value
print(roman)
print(bin(37)[2:].zfill(8), int("00100101", 2), "".join(f"{b:08b}" for b in b"Hi"), " ".join(f"{b:02x}" for b in "é!".encode()))
encoded = ""
for letter in "aaabccdddd":
    if encoded and encoded[-1] == letter:
        continue
    encoded += letter
print(encoded, max("banana", key="banana".count), "-".join("banana").upper().split("-"))
print("\n".join("*" * n for n in range(1, 4)))
print("\n".join(" ".join(f"{a * b:2}" for b in range(1, 5)) for a in range(1, 4)))
