# A dialogue with the user.
name = input("Name: ")
print("Hello,", name)
total = 0
while True:
    text = input("> ")
    if text == "quit":
        break
    try:
        total += int(text)
    except ValueError as error:
        print("not a number:", error)
    else:
        print("total", total)
print(repr(input()))
input("no more lines: ")
