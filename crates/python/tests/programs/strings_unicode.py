s = "héllo wörld 日本 😀"
print(len(s), s.encode(), len(s.encode()), s[::-1], s.upper(), s[6:11], s.encode("utf-8")[:3], s.encode("utf-16-le")[:8], s.find("日"), s.split(), s.center(25, "·"), s.replace("ö", "oe"), sorted("éaz"), "é" < "z", "\u00e9" == "é", "e\u0301" == "é", len("e\u0301"), "😀"[0], ord("日"), "日本" * 2, s.title(), s.isascii(), f"{s:>30}", f"{'日':*^5}", "%5s|" % "é", "ß".upper(), "İ".lower(), "ŉ".isalpha())
print(repr("\x00\x1f\x7f\x80\x9f\xa0\xad\u200b\u2028\ufeff\U0001f600\ue000"), ascii(s), s.encode("ascii", "ignore"), s.encode("ascii", "replace").decode(), b"\xe6\x97\xa5".decode(), s.encode().decode("latin-1")[:6])
for enc in ("utf-8", "utf-16", "utf-32", "utf-16-be", "latin-1", "ascii", "cp1252"):
    try:
        e = "aé€".encode(enc); print(enc, e, e.decode(enc))
    except UnicodeEncodeError as x:
        print(enc, x)
for data in (b"\xff", b"\xc3", b"\xc3(", b"\xe2\x82", b"\xf0\x9f\x98", b"ab\x80cd", b"\xed\xa0\x80", b"\xf5"):
    try:
        print(data.decode())
    except UnicodeDecodeError as x:
        print(x)
