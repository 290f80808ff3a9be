# Addresses taken apart, put together and escaped.
from urllib.parse import parse_qs, parse_qsl, quote, quote_plus, unquote, unquote_plus, urlencode, urljoin, urlparse, urlsplit
print(urlparse("http://user:pw@Host.com:80/p/a;x=1?q=1&r=%20#frag"), urlparse("//h/p"), urlparse("/a?b=c"), urlsplit("mailto:x@y"), urlparse("HTTP://x").scheme, urlparse("foo:bar"))
u = urlparse("http://user:pw@Host.com:8080/p"); print(u.username, u.password, u.hostname, u.port, u.geturl(), u._replace(path="/z").geturl(), u[1])
print(quote("a b/c?d=é&~"), quote("a/b", safe=""), quote_plus("a b&c"), unquote("a%20b%C3%A9%zz%"), unquote_plus("a+b%2B"), unquote("é%41"))
print(parse_qs("a=1&b=2&a=3&c=&d"), parse_qs("c=&d", keep_blank_values=True), parse_qsl("a=1&b=x+y%21"), urlencode({"a": 1, "b": "x y", "c": "é&"}), urlencode([("k", [1, 2])], doseq=True), urlencode({"k": [1, 2]}))
for b, r in [("http://a/b/c/d", "g"), ("http://a/b/c/d", "../g"), ("http://a/b/c/d", "/g"), ("http://a/b", "//h/x"), ("http://a/b/c?x", "?y"), ("http://a/b/", "./c/../d"), ("http://a", "b"), ("http://a/b", "http://z/"), ("http://a/b/c/", "..")]: print(urljoin(b, r))
for bad in ("http://h:99999", "http://h:x"):
    try: urlparse(bad).port
    except ValueError as e: print(e)
