# Modules for text of all kinds: HTML, command lines, tables, addresses, statistics.
import html, shlex, statistics as st, ipaddress as ip
print(html.escape("<a href='x'>\"&\"</a>"), html.escape("'\"", quote=False), html.unescape("&lt;p&gt; &amp;amp; &#65;&#x42; &eacute; &nope; &copy;"))
for s in ("a b 'c d' \"e f\"", "x\\ y z", "'it''s' \"a\\\"b\" \"\\n\"", "", "  ", "a'b'c", "'' x", "# c"): print(shlex.split(s), end=" ")
print(shlex.split("a # c\nb", comments=True), shlex.quote("a b"), shlex.quote("it's"), shlex.quote("ok-1.txt"), shlex.quote(""), shlex.join(["a", "b c"]))
for bad in ("'x", '"y', "z\\"):
    try: shlex.split(bad)
    except ValueError as e: print(e)
data = [2.75, 1.75, 1.25, 0.25, 0.5, 1.25, 3.5]; ints = [1, 2, 3, 4, 4, 5]
for d in (data, ints, [1, 2], [0.1] * 10, [3], [10, 20, 30]):
    for f in ("mean", "fmean", "geometric_mean", "harmonic_mean", "median", "median_low", "median_high", "mode", "multimode", "variance", "pvariance", "stdev", "pstdev", "quantiles"):
        try: print(f, getattr(st, f)(d), end="; ")
        except Exception as e: print(f, type(e).__name__, e, end="; ")
    print()
for f in ("mean", "median", "mode", "stdev", "multimode", "fmean", "pvariance"):
    try: print(f, getattr(st, f)([]))
    except Exception as e: print(f, type(e).__name__, e)
print(st.mode("aab"), st.quantiles(range(10), n=10), st.quantiles([1, 2, 3, 4], method="inclusive"), st.correlation([1, 2, 3], [1, 3, 2]), st.covariance([1, 2, 3], [4, 6, 9]), st.fmean([1, 2], weights=[3, 1]), st.mean([1, 2.5]), st.mean([True, False]), st.stdev([1, 2, 3], 2))
a = ip.ip_address("192.168.1.10"); print(a, repr(a), int(a), a.packed, a + 5, a.is_private, a.is_loopback, a.is_global, a.is_multicast, a.version, a.reverse_pointer, a < ip.ip_address("192.168.1.11"), a == ip.IPv4Address(3232235786), {a: 1}[ip.ip_address("192.168.1.10")], sorted([a, ip.ip_address("1.2.3.4")]), a.max_prefixlen, a.exploded)
n = ip.ip_network("192.168.1.0/29"); print(n, repr(n), n.netmask, n.hostmask, n.broadcast_address, n.network_address, n.num_addresses, list(n.hosts()), a in n, ip.ip_address("192.168.1.3") in n, n.prefixlen, list(n.subnets()), n.supernet(), n.overlaps(ip.ip_network("192.168.0.0/16")), n[1], n[-1], n.with_netmask, n.is_private, list(ip.ip_network("10.0.0.0/30")), list(ip.ip_network("10.0.0.0/31").hosts()), ip.ip_network("10.0.0.0/255.255.255.0"), ip.ip_network("10.0.0.5/8", strict=False), ip.ip_interface("10.0.0.5/24").network, ip.ip_interface("10.0.0.5/24"), n.subnet_of(ip.ip_network("192.168.0.0/16")), list(ip.ip_network("10.0.0.0/28").subnets(new_prefix=30)))
for bad in ("256.1.1.1", "1.2.3", "a.b.c.d", "1.2.3.4/33", "", "01.2.3.4", -1, "1.2.3.4.5"):
    for f in (ip.ip_address, ip.ip_network, ip.IPv4Address):
        try: print(f(bad))
        except ValueError as e: print(type(e).__name__, e)
try: ip.ip_network("192.168.1.5/24")
except ValueError as e: print(e)
import csv, io
text = 'name,age\r\n"Smith, J",42\n"He said ""hi""",7\n"multi\nline",1\n\nx,,"",y\n a , b\n'
print(list(csv.reader(io.StringIO(text, newline="")))); r = csv.reader(["a;b", "'c;d';e"], delimiter=";", quotechar="'"); print(list(r), r.line_num)
print(list(csv.reader(["1, 2,  x"], skipinitialspace=True)), list(csv.reader(["a\tb"], dialect="excel-tab")), list(csv.reader(['1,"a",2.5'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(["a\\,b,c"], escapechar="\\", quoting=csv.QUOTE_NONE)), list(csv.reader([""])), list(csv.reader(['"unclosed'])), list(csv.reader(['a"b,c"d"'])), list(csv.reader(["a,b,"])))
out = io.StringIO(); w = csv.writer(out); print(w.writerow(["a", 1, 2.5, None, True, "x,y", 'q"q', "n\nl", ""])); w.writerows([[1], [""], [], ("t",)]); print(repr(out.getvalue()))
for q in range(4):
    o = io.StringIO()
    try: csv.writer(o, quoting=q, lineterminator="\n", escapechar="\\" if q == 3 else None).writerow(["a", 1, "b,c", 'd"e', None]); print(repr(o.getvalue()))
    except csv.Error as e: print(e)
d = csv.DictReader(io.StringIO("a,b\n1,2\n3\n4,5,6\n\n7,8"), restval="-", restkey="more"); print(d.fieldnames, list(d), d.line_num)
o = io.StringIO(); dw = csv.DictWriter(o, fieldnames=["x", "y"], restval="?"); dw.writeheader(); dw.writerow({"x": 1}); dw.writerows([{"x": 2, "y": 3}]); print(repr(o.getvalue()))
for f in (lambda: dw.writerow({"z": 1}), lambda: w.writerow(5), lambda: csv.reader([], "nope"), lambda: list(csv.reader([b"a"])), lambda: csv.writer(io.StringIO(), delimiter=";;"), lambda: csv.writer(io.StringIO(), quoting=csv.QUOTE_NONE).writerow(["a,b"])):
    try: print(f())
    except Exception as e: print(type(e).__name__, e)
csv.register_dialect("pipes", delimiter="|"); print(list(csv.reader(["a|b"], "pipes")), csv.list_dialects(), csv.get_dialect("excel").delimiter)
