s = "hello hello"
print(s.find("l"), s.rfind("l"), s.find("z"), s.index("lo"), s.rindex("he"), s.count("l"), s.count("ll"), s.count(""))
print(s.find("l", 4), s.find("l", -3), s.find("l", 4, 6), s.count("l", 0, 4), s.find("", 5), s.find("", 50), s.rfind("", 0, 3))
print("日本語テキスト".find("テ"), "日本語".index("語"), "añb".rfind("b"))
print(s.startswith("he"), s.startswith(("x", "he")), s.endswith("lo"), s.endswith("hel", 0, 9), s.startswith("ello", 1), s.startswith(()), s.startswith("", 20))
def t(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__ + ":", e)
t(lambda: s.index("z"))
t(lambda: s.find(5))
t(lambda: s.find())
t(lambda: s.startswith(5))
t(lambda: s.startswith((5,)))
t(lambda: s.count())
t(lambda: s.find("a", "b"))
t(lambda: "a" in 5)
t(lambda: 5 in "a")
print("lo" in s, "xx" not in s, "" in s, s == "hello" + " hello", "a" < "b", "a" < "B", "abc" < "abd", "Z" < "a")
