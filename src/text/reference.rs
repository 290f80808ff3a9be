//! The reference cards: ports of well-known protocols, and the methods of a socket, each said in both languages.
//! Port numbers are those of IANA's registry; what a method does was tried on Linux.

use super::Lang;

/// A well-known port.
pub(crate) struct PortCard {
    /// Its number, or its two.
    pub(crate) port: &'static str,
    /// The protocol's name.
    pub(crate) protocol: &'static str,
    words: [&'static str; 2],
}

/// Which side uses a method.
#[derive(Clone, Copy)]
pub(crate) enum Side {
    /// Only who waits for others.
    Server,
    /// Only who asks.
    Client,
    /// Both.
    Both,
}

/// A method of a socket.
pub(crate) struct MethodCard {
    /// As one writes it.
    pub(crate) call: &'static str,
    /// Who writes it.
    pub(crate) side: Side,
    words: [&'static str; 2],
}

impl PortCard {
    /// What it is for.
    pub(crate) fn purpose(&self, lang: Lang) -> &'static str {
        pick(self.words, lang)
    }
}

impl MethodCard {
    /// What it does.
    pub(crate) fn meaning(&self, lang: Lang) -> &'static str {
        pick(self.words, lang)
    }
}

fn pick(words: [&'static str; 2], lang: Lang) -> &'static str {
    match lang {
        Lang::En => words[0],
        Lang::ZhHans => words[1],
    }
}

const fn port(port: &'static str, protocol: &'static str, words: [&'static str; 2]) -> PortCard {
    PortCard { port, protocol, words }
}

const fn method(call: &'static str, side: Side, words: [&'static str; 2]) -> MethodCard {
    MethodCard { call, side, words }
}

/// The ports, ascending.
pub(crate) const PORTS: [PortCard; 12] = [
    port("20, 21", "FTP", ["Files: 21 carries the commands, 20 the data.", "传文件：21 传命令，20 传数据。"]),
    port("22", "SSH", ["A shell on another machine, encrypted.", "加密地登录另一台机器。"]),
    port("23", "Telnet", ["A shell without encryption; for museums.", "不加密的远程登录，已属历史。"]),
    port("25", "SMTP", ["Mail from one server to the next.", "邮件服务器之间转发邮件。"]),
    port("53", "DNS", ["Names to addresses; mostly over UDP.", "把名字变成地址，多用 UDP。"]),
    port("80", "HTTP", ["The web, readable by everybody on the way.", "网页，沿途谁都能读到。"]),
    port("110", "POP3", ["Fetches mail to one computer.", "把邮件取到一台电脑上。"]),
    port("119", "NNTP", ["News groups, the forums of before.", "新闻组，当年的论坛。"]),
    port("143", "IMAP", ["Mail that stays on the server.", "邮件留在服务器上查看。"]),
    port("443", "HTTPS", ["The web inside TLS.", "套在 TLS 里的网页。"]),
    port("3306", "MySQL", ["Questions to a database.", "向数据库提问。"]),
    port(
        "1024–65535",
        "—",
        ["Yours: a server without special rights takes one of these.", "归你：没有特权的服务端用这里的端口。"],
    ),
];

/// The methods, in the order of a conversation.
pub(crate) const METHODS: [MethodCard; 14] = [
    method(
        "socket.socket()",
        Side::Both,
        [
            "Makes a socket and gives it a descriptor. It has no address yet.",
            "新建一个套接字，得到一个描述符。此时还没有地址。",
        ],
    ),
    method(
        "s.bind((host, port))",
        Side::Server,
        ["Takes an address and port for this socket.", "为这个套接字占用一个地址和端口。"],
    ),
    method(
        "s.listen(n)",
        Side::Server,
        [
            "Opens the accept queue: on Linux n + 1 guests may wait in it.",
            "打开等待队列：在 Linux 上里面可以有 n + 1 位客人。",
        ],
    ),
    method(
        "s.accept()",
        Side::Server,
        [
            "Takes one guest from the queue: a new socket and its address. Waits while the queue is empty.",
            "从队列里取出一位：得到一个新套接字和对方地址。队列为空时等待。",
        ],
    ),
    method(
        "s.connect((host, port))",
        Side::Client,
        ["Asks for a connection. Fails at once when nobody listens there.", "请求连接。那里没有人监听时立刻失败。"],
    ),
    method(
        "s.send(data)",
        Side::Both,
        [
            "Hands bytes to the kernel and returns how many it took: perhaps not all.",
            "把字节交给内核，返回接受了多少：不一定是全部。",
        ],
    ),
    method(
        "s.sendall(data)",
        Side::Both,
        ["As send, but goes on until every byte is handed over.", "和 send 一样，但会一直做到全部交出为止。"],
    ),
    method(
        "s.recv(n)",
        Side::Both,
        [
            "Takes at most n bytes that are there; waits when none is. b'' means: the other side is done.",
            "取走已到的字节，最多 n 个；一个也没有就等待。b'' 表示对方已经结束。",
        ],
    ),
    method(
        "s.sendto(data, address)",
        Side::Both,
        ["Sends one datagram (UDP), without a connection.", "发送一个数据报（UDP），不需要连接。"],
    ),
    method(
        "s.recvfrom(n)",
        Side::Both,
        [
            "Takes one datagram and tells who sent it; the rest of it is lost.",
            "取一个数据报，并告诉你是谁发的；多出的部分会丢失。",
        ],
    ),
    method(
        "s.shutdown(how)",
        Side::Both,
        [
            "Ends one direction: after SHUT_WR the other side reads b'' and may still answer.",
            "结束一个方向：SHUT_WR 之后对方读到 b''，但仍可回答。",
        ],
    ),
    method(
        "s.settimeout(seconds)",
        Side::Both,
        ["How long a call may wait before it raises TimeoutError.", "一次调用最多等多久，超过就抛出 TimeoutError。"],
    ),
    method(
        "s.close()",
        Side::Both,
        [
            "Gives the descriptor back. What was sent still arrives, then FIN.",
            "归还描述符。已发送的内容仍会到达，随后是 FIN。",
        ],
    ),
    method(
        "socket.gethostname()",
        Side::Both,
        ["The name of this machine, for programs that meet on one.", "本机的名字，供同一台机器上的程序互相找到。"],
    ),
];
