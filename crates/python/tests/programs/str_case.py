words = ["hello world", "HELLO", "ß straße", "they're bill's", "ΑΣ", "ǆabc", "éÉ", "a1b2", "x" * 3, ""]
for w in words:
    print([w.upper(), w.lower(), w.title(), w.capitalize(), w.swapcase(), w.casefold()])
    print(w.isalpha(), w.isdigit(), w.isalnum(), w.isupper(), w.islower(), w.istitle(), w.isspace(), w.isidentifier(), w.isascii(), w.isprintable(), w.isnumeric(), w.isdecimal())
print("٣".isdigit(), "²".isdigit(), "²".isdecimal(), "一".isnumeric(), " \t\n".isspace(), "a b".isprintable(), "\x00".isprintable())
