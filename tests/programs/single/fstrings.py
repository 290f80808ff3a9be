# Formatted strings as tutorials use them, and some that they don't.
name = "Ada"
age = 36
price = 1234.5678
data = {"host": "localhost", "port": 8080}
items = [1, 2, 3]
print(f"{name} is {age}")
print(f"{name!r} {name!s} {name!a} {'é'!a}")
print(f"{name:>10}|{name:<10}|{name:^10}|{name:*^11}|{name:.2}|{name:>6.1}|")
print(f"{age:5}|{age:<5}|{age:^5}|{age:05}|{age:+}|{age: }|{-age:=+6}|{age:x}|{age:#x}|{age:08b}|{age:o}|{age:c}|")
print(f"{price:.2f}|{price:10.1f}|{price:,.2f}|{price:e}|{price:.3e}|{price:g}|{price:G}|{price:010.2f}|{price:_.1f}|{price:.0f}|")
print(f"{0.123:%}|{0.123:.1%}|{1234567:,}|{1234567:_}|{255:#b}|{255:#o}|{255:X}|{255:#X}|{10**12:,}")
print(f"{data['host']}:{data['port']}")
print(f"{items} {items[0]} {len(items)} {[i * 2 for i in items]} {sum(items)=}")
print(f"{age=} {name=} {age + 1 = } {price=:.1f} {name=!s}")
width, precision = 12, 3
print(f"{price:{width}.{precision}f}|{name:{'<'}{width}}|{name:{width}}|")
print(f"{{literal}} {{{age}}}")
print(f"{'yes' if age > 30 else 'no'}")
print(f"{'nested ' + f'{name}'}")
print(f"""multi
{name}
line""")
print(f"{name}" "plain" f"{age}")
print(rf"\n{name}", f"\t{name}\\")
print(f"{3 > 2} {None} {1.0} {b'x'} {(1, 2)} {()} {(1,)}")
print(f"{lambda_result}" if (lambda_result := (lambda x: x * 2)(4)) else "")
print(f"{len('abc'):<10}|{33:<10}|".encode())
print(f"{'left':<8}{'mid':^8}{'right':>8}")
for row in [("a", 1, 2.5), ("bb", 22, 3.25), ("ccc", 333, 4.125)]:
    print(f"{row[0]:<5}{row[1]:>5}{row[2]:>8.2f}")
print("{} {}".format(1, 2), "{1} {0}".format("a", "b"), "{x}-{y:>4}".format(x=1, y=2), "{0[1]} {1[k]}".format([5, 6], {"k": "v"}))
print("%s is %d years, %.2f, %5d|%-5d|%05d %x %r %%" % (name, age, price, 42, 42, 42, 255, "q"))
print("%(a)s %(b)03d" % {"a": "x", "b": 7}, "%s" % None, "%s" % (1,), "%10s|%-10s|" % ("a", "b"), "%c%c" % (65, "B"))
print(b"%d %s" % (5, b"raw"))
for bad in [lambda: f"{name:d}", lambda: f"{age:s}", lambda: f"{price:d}", lambda: f"{items:5}", lambda: "%d" % "a", lambda: "%d %d" % (1,), lambda: "%d" % (1, 2), lambda: "{} {}".format(1), lambda: "{a}".format(b=1), lambda: f"{age:.2d}", lambda: f"{age:qq}"]:
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error)
