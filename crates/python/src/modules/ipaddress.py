class AddressValueError(ValueError):
    pass


class NetmaskValueError(ValueError):
    pass


_PRIVATE = ("0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/29", "192.0.0.170/31", "192.0.2.0/24",
            "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4", "255.255.255.255/32")


def _number(text):
    parts = text.split(".")
    if len(parts) != 4:
        raise AddressValueError(f"Expected 4 octets in {text!r}")
    number = 0
    for part in parts:
        why = ("Empty octet not permitted" if not part else f"Only decimal digits permitted in {part!r}" if not (part.isascii() and part.isdigit()) else
               f"At most 3 characters permitted in {part!r}" if len(part) > 3 else
               f"Leading zeros are not permitted in {part!r}" if part != "0" and part[0] == "0" else
               f"Octet {int(part)} (> 255) not permitted" if int(part) > 255 else "")
        if why:
            raise AddressValueError(f"{why} in {text!r}")
        number = number << 8 | int(part)
    return number


def _text(number):
    return ".".join([str(number >> shift & 255) for shift in (24, 16, 8, 0)])


class IPv4Address:
    version, max_prefixlen = 4, 32

    def __init__(self, address):
        if isinstance(address, int):
            if not 0 <= address < 1 << 32:
                raise AddressValueError(f"{address} ({'< 0' if address < 0 else '>= 2**32'}) is not permitted as an IPv4 address")
            self._ip = address
        elif isinstance(address, bytes):
            if len(address) != 4:
                raise AddressValueError(f"{address!r} (len {len(address)} != 4) is not permitted as an IPv4 address")
            self._ip = int.from_bytes(address, "big")
        else:
            address = str(address)
            if not address:
                raise AddressValueError("Address cannot be empty")
            if "/" in address:
                raise AddressValueError(f"Unexpected '/' in {address!r}")
            self._ip = _number(address)

    @property
    def packed(self):
        return self._ip.to_bytes(4, "big")

    @property
    def reverse_pointer(self):
        return ".".join(str(self).split(".")[::-1]) + ".in-addr.arpa"

    @property
    def exploded(self):
        return str(self)

    compressed = exploded

    def _in(self, *networks):
        return any([self in IPv4Network(network) for network in networks])

    is_private = property(lambda self: self._in(*_PRIVATE))
    is_global = property(lambda self: not self._in(*_PRIVATE, "100.64.0.0/10"))
    is_loopback = property(lambda self: self._in("127.0.0.0/8"))
    is_multicast = property(lambda self: self._in("224.0.0.0/4"))
    is_link_local = property(lambda self: self._in("169.254.0.0/16"))
    is_reserved = property(lambda self: self._in("240.0.0.0/4"))
    is_unspecified = property(lambda self: self._ip == 0)

    def __int__(self):
        return self._ip

    def __str__(self):
        return _text(self._ip)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def __eq__(self, other):
        return self._ip == other._ip if isinstance(other, IPv4Address) else NotImplemented

    def __lt__(self, other):
        if not isinstance(other, IPv4Address):
            raise TypeError(f"{self} and {other} are not of the same type")
        return self._ip < other._ip

    def __gt__(self, other):
        return other < self

    def __le__(self, other):
        return not other < self

    def __ge__(self, other):
        return not self < other

    def __hash__(self):
        return hash(hex(self._ip))

    def __add__(self, other):
        return IPv4Address(self._ip + other) if isinstance(other, int) else NotImplemented

    def __sub__(self, other):
        return IPv4Address(self._ip - other) if isinstance(other, int) else NotImplemented


class IPv4Network:
    version, max_prefixlen = 4, 32

    def __init__(self, address, strict=True):
        if isinstance(address, tuple):
            base, prefix = address[0], str(address[1]) if len(address) > 1 else "32"
        else:
            base, slash, prefix = str(address).partition("/") if not isinstance(address, (int, bytes)) else (address, "", "")
            if "/" in prefix:
                raise AddressValueError(f"Only one '/' permitted in {address!r}")
            prefix = prefix if slash else "32"
        self.prefixlen = self._prefix(prefix)
        ip = IPv4Address(base)._ip
        self._mask = (1 << 32) - (1 << 32 - self.prefixlen)
        if ip & ~self._mask and strict:
            raise ValueError(f"{address} has host bits set")
        self._ip = ip & self._mask

    def _prefix(self, text):
        if text.isascii() and text.isdigit():
            if int(text) <= 32:
                return int(text)
            raise NetmaskValueError(f"{text!r} is not a valid netmask")
        try:
            number = _number(text)
        except AddressValueError:
            raise NetmaskValueError(f"{text!r} is not a valid netmask") from None
        for mask in number, number ^ 0xFFFFFFFF:
            ones = f"{mask:032b}".rstrip("0")
            if "0" not in ones:
                return len(ones)
        raise NetmaskValueError(f"{text!r} is not a valid netmask")

    network_address = property(lambda self: IPv4Address(self._ip))
    broadcast_address = property(lambda self: IPv4Address(self._ip | ~self._mask & 0xFFFFFFFF))
    netmask = property(lambda self: IPv4Address(self._mask))
    hostmask = property(lambda self: IPv4Address(~self._mask & 0xFFFFFFFF))
    num_addresses = property(lambda self: 1 << 32 - self.prefixlen)
    with_prefixlen = property(lambda self: str(self))
    with_netmask = property(lambda self: f"{self.network_address}/{self.netmask}")
    is_private = property(lambda self: self.network_address.is_private and self.broadcast_address.is_private)
    is_loopback = property(lambda self: self.network_address.is_loopback and self.broadcast_address.is_loopback)
    is_multicast = property(lambda self: self.network_address.is_multicast and self.broadcast_address.is_multicast)

    def hosts(self):
        first, count = self._ip, self.num_addresses
        inner = range(first, first + count) if count <= 2 else range(first + 1, first + count - 1)
        return map(IPv4Address, inner) if count > 2 else [IPv4Address(ip) for ip in inner]

    def __iter__(self):
        return map(IPv4Address, range(self._ip, self._ip + self.num_addresses))

    def __getitem__(self, n):
        if not -self.num_addresses <= n < self.num_addresses:
            raise IndexError("address out of range")
        return IPv4Address(self._ip + n % self.num_addresses)

    def __contains__(self, other):
        return isinstance(other, IPv4Address) and other._ip & self._mask == self._ip

    def overlaps(self, other):
        return self._ip & other._mask == other._ip or other._ip & self._mask == self._ip

    def subnet_of(self, other):
        return self.prefixlen >= other.prefixlen and self._ip & other._mask == other._ip

    def supernet_of(self, other):
        return other.subnet_of(self)

    def subnets(self, prefixlen_diff=1, new_prefix=None):
        prefix = self.prefixlen + prefixlen_diff if new_prefix is None else new_prefix
        if new_prefix is not None and new_prefix < self.prefixlen:
            raise ValueError("new prefix must be longer")
        if prefix > 32:
            raise ValueError(f"prefix length diff {prefix - self.prefixlen} is invalid for netblock {self}")
        for ip in range(self._ip, self._ip + self.num_addresses, 1 << 32 - prefix):
            yield IPv4Network((ip, prefix))

    def supernet(self, prefixlen_diff=1, new_prefix=None):
        prefix = self.prefixlen - prefixlen_diff if new_prefix is None else new_prefix
        return IPv4Network((self._ip, prefix), strict=False)

    def __str__(self):
        return f"{_text(self._ip)}/{self.prefixlen}"

    def __repr__(self):
        return f"IPv4Network({str(self)!r})"

    def __eq__(self, other):
        return (self._ip, self.prefixlen) == (other._ip, other.prefixlen) if isinstance(other, IPv4Network) else NotImplemented

    def __lt__(self, other):
        return (self._ip, self.prefixlen) < (other._ip, other.prefixlen)

    def __hash__(self):
        return hash((self._ip, self._mask))


class IPv4Interface(IPv4Address):
    def __init__(self, address):
        base, _, prefix = str(address).partition("/")
        super().__init__(base)
        self.network = IPv4Network(f"{base}/{prefix or 32}", strict=False)
        self.ip, self.netmask = IPv4Address(base), self.network.netmask

    def __str__(self):
        return f"{self.ip}/{self.network.prefixlen}"


def ip_address(address):
    try:
        return IPv4Address(address)
    except (AddressValueError, NetmaskValueError):
        raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 address") from None


def ip_network(address, strict=True):
    try:
        return IPv4Network(address, strict)
    except (AddressValueError, NetmaskValueError):
        raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 network") from None


def ip_interface(address):
    try:
        return IPv4Interface(address)
    except (AddressValueError, NetmaskValueError):
        raise ValueError(f"{address!r} does not appear to be an IPv4 or IPv6 interface") from None
