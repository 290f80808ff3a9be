# Odd corners of text: multiplication tables of escapes, joins, comparisons and conversions.
print("•", "\u2022", "\x7e", "\101", "a\
b")
print("%5.1f|%-6s|%+d|%e|%g|%g" % (3.14159, "ab", 5, 12345.678, 0.00001, 1e20), "%s %r" % ("é", "é"), "%x %X %o %#x" % (255, 255, 8, 255))
print("{:>{w}}|{:^{w}}|{!r:>8}".format("a", "b", "c", w=5), "{0}{1}{0}".format("x", "y"), "{:,.3f}".format(1234567.891), "{:b} {:o} {:x} {:c}".format(5, 8, 255, 65), "{{}}".format())
print("a,b;c d".replace(",", " ").replace(";", " ").split(), "x".join("abc"), "abcabc".rindex("b"), "hello world".title().swapcase())
print("\t|".expandtabs(), "a\tbc\td".expandtabs(4), "line1\nline2\r\nline3\x0bline4".splitlines())
print("ß".upper(), "ǆ".title(), "İ".lower(), "ﬁ".upper(), "Σ".lower(), "ΑΣ".lower(), "straße".casefold() == "STRASSE".casefold())
print("10" < "9", "a" < "B", "" < " ", "abc" > "ab", sorted(["b10", "b9", "B1", "a"]), sorted(["é", "e", "f", "z", "E"]))
print(str(1e16), str(1e15), repr(0.1 + 0.2), str(-0.0), str(1e-7), repr(123456789.0), str(2.5e-8), 1.1e5, 5e-324, 1.7976931348623157e308)
print(int("0b101", 0), int("0o17", 0), int("-0x1F", 16), int(" 1_0 "), float("1_0.5"), float(" -inf "), complex if False else None)
print("abc"[-100:100], "abc"[::-2], "abc"[5:], "abc"[2:1], "abcdef"[1:5:2], "abcdef"[-2::-2])
print("é" == "e\u0301", len("é"), len("e\u0301"), "é".encode(), "e\u0301".encode(), "😀", len("😀"), "😀".encode())
print("a" * 0, "ab" * -1, 3 * "=", "-" * 20)
print("spam" in "spam and eggs", "Spam".lower() in "spam", "".join(reversed("stressed")), "".join(sorted("hello")), "abc".find(""), "abc".count("", 1), "aaa".count("aa"))
print(" a b ".strip().split(" "), "a b".split(None, 1), "1,2,3".split(",", maxsplit=1), "a.b.c".rsplit(".", 1), "::a::".strip(":"), "mississippi".strip("mip"))
print("yes" if "x".isalpha() else "no", "x1".isidentifier(), "1x".isidentifier(), "٣".isdigit(), "Ⅷ".isnumeric(), "".isalpha(), "A B".istitle(), "\n".isspace(), "é".isascii())
print(f"{'a':*^7}{3:03d}{2.5:06.2f}{True!s:>6}{None!r:<6}|{[1, 2]!s:^10}|{'x' if 1 else 'y'}|{{}}|{1:>+4d}|{-1:=5d}|{1e6:,.0f}|{0.5:.0%}")
print("abc".partition("b"), "abc".partition("x"), "a=b=c".rpartition("="), "Abc".swapcase(), "abc".zfill(6), "+5".zfill(4), "a-b_c".translate({45: "+", 95: None}))
print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\\n\n"), repr("\x1b[0m"), repr("\u200b\ufeff"), repr("\xa0"), ascii("日本"))
for bad in [lambda: "a" + None, lambda: "abc".index("z"), lambda: int("1 2"), lambda: float("1.2.3"), lambda: "a".join(["b", 1]), lambda: "{:d}".format("x"), lambda: "%d" % "x", lambda: "{0} {2}".format(1, 2), lambda: "{x}".format(), lambda: "{".format(), lambda: "}".format(), lambda: "%".format() + "%" % 1, lambda: "%(a)s" % (1,), lambda: "%q" % 1, lambda: "abc" % 1, lambda: f"{1:z}", lambda: "a".ljust(5, ""), lambda: "abc".replace("a"), lambda: "x".encode("ascii", "what") + "é".encode("ascii", "what")]:
    try:
        print(repr(bad()))
    except Exception as error:
        print(type(error).__name__ + ":", error)
