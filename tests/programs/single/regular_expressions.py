import re

match = re.match(r'(\w+)@(\w+)\.com', 'bob@example.com rest')
print(match, match.group(), match.groups(), match.group(1, 2), match.start(), match.end(), match.span(1), match[0])
print(re.findall(r'\d+', 'a1b22c333'), re.sub(r'\s+', ' ', 'a  b \n c'), re.split(r'[,;]\s*', 'a, b;c'), re.search('x', 'abc'))
print(re.fullmatch(r'[a-z]+', 'abc'), re.fullmatch('a|ab', 'ab'), [found.group() for found in re.finditer('a.', 'abacad')])
print(re.match(r'(?P<k>\w+)=(?P<v>.*)', 'key=val').groupdict(), re.sub(r'(\w)(\d)', r'\2\g<1>', 'a1 b2'), re.escape('a.b*c'))
print(re.sub('a', lambda found: found.group().upper(), 'banana', count=2), re.compile('ab*', re.I).findall('ABBB a'), re.subn('a', 'b', 'aaa'))
print(re.match(rb'GET (\S+) HTTP/(\d)\.(\d)', b'GET /x HTTP/1.1\r\n').groups(), re.split(rb'\r\n', b'a\r\nb'), re.compile('ab*', re.I))
print(re.findall(r'(a+)(b*)', 'aabab'), re.findall(r'<(.+?)>', '<a><b>'), re.findall(r'(?:ab)+', 'ababxab'), re.split(r'(-)', 'a-b-c'))
print(re.sub(r'x*', '-', 'abxd'), re.findall(r'\b\w{3,4}\b', 'a the cat sat house'), re.findall(r'^\w+', 'ab\ncd', re.M), re.findall('[^,]+', 'a,b'))
print(re.search(r'(?<=\$)\d+(?!\d*%)', 'cost $42').group(), re.match(r'(\w)\1', 'aab').group(), re.match('(a)|(b)', 'b').groups(), re.match('a.c', 'a\nc', re.S))
print(re.match(r'''
    (?P<year> \d{4} ) -   # the year
    (?P<month> \d\d )
''', '2024-05', re.VERBOSE).groupdict(), re.match('((a|b)*)c', 'ababc').groups(), re.match(r'"(?:[^"\\]|\\.)*"', r'"a\"b" c').group())
for pattern in ['(', ')', '[a', '*a', 'a{3,1}', r'\q', '(?P<1>a)', '(?P=x)', 'a**']:
    try:
        re.compile(pattern)
        print(pattern, 'is fine')
    except re.error as error:
        print(pattern, error)
for call in [lambda: re.match('a', b'a'), lambda: re.match(b'a', 'a'), lambda: re.match('a', 5), lambda: re.match('(a)', 'a').group(2), lambda: re.match(5, '')]:
    try:
        call()
    except Exception as error:
        print(type(error).__name__, error)
line = '127.0.0.1 - - [10/Oct/2000:13:55:36] "GET /index.html HTTP/1.0" 200 2326'
print(re.match(r'(?P<ip>[\d.]+) .* \[(.*?)\] "(\S+) (\S+).*?" (\d{3}) (\d+)', line).groups())
