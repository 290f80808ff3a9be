//! What the page says about connections to real programs, in both languages: one table a language, the same keys by type.
//! A template's gaps are those of [`super::fill`].

use super::{Lang, fill};
use crate::state::real::Failure;
use sockscope_bridge_protocol::DemoKind;
use sockscope_lab::real::Reason;

macro_rules! texts {
    ($($key:ident)*) => {
        /// The words of one language.
        pub(crate) struct RealText {
            $(pub(crate) $key: &'static str,)*
        }

        #[cfg(test)]
        impl RealText {
            fn entries(&self) -> Vec<(&'static str, &'static str)> {
                vec![$((stringify!($key), self.$key)),*]
            }
        }
    };
}

texts! {
    title simulated real recording connecting
    intro serve_command link_label link_hint connect connect_to disconnect again
    connected who all_here real_here demos open_client sentence object echo
    live_title record_title live_note stop rerun lost_note record_note connect_for_real too_large
    peer_server peer_client listens connect_with run_there save back_here log log_empty
    opened refused listening accepted came eof closed earlier
    bad_link not_running wrong_token forbidden origin limit version lost stopping confused
    bad_link_do not_running_do wrong_token_do forbidden_do origin_do limit_do version_do lost_do stopping_do confused_do
    reason_ended reason_refused reason_timed_out reason_unreachable reason_blocked reason_throttled reason_reset reason_in_use
    reason_no_host reason_not_permitted reason_stopping reason_failed
}

impl RealText {
    /// Why there is no bridge, and what to do about it.
    pub(crate) fn failure(&self, failure: &Failure) -> (String, String) {
        let (why, what) = match failure {
            Failure::BadLink => (self.bad_link, self.bad_link_do),
            Failure::NotRunning => (self.not_running, self.not_running_do),
            Failure::WrongToken => (self.wrong_token, self.wrong_token_do),
            Failure::Forbidden => (self.forbidden, self.forbidden_do),
            Failure::Origin(_) => (self.origin, self.origin_do),
            Failure::Limit(_) => (self.limit, self.limit_do),
            Failure::Version => (self.version, self.version_do),
            Failure::Lost => (self.lost, self.lost_do),
            Failure::Stopping => (self.stopping, self.stopping_do),
            Failure::Confused(_) => (self.confused, self.confused_do),
        };
        let particulars = match failure {
            Failure::Limit(text) | Failure::Confused(text) => text,
            Failure::Origin(origin) => origin,
            _ => "",
        };
        (fill(why, &[particulars]), fill(what, &[particulars]))
    }

    /// Why a connection did not begin, or ended.
    pub(crate) fn reason(&self, reason: Reason) -> &'static str {
        match reason {
            Reason::Ended => self.reason_ended,
            Reason::Refused => self.reason_refused,
            Reason::TimedOut => self.reason_timed_out,
            Reason::Unreachable => self.reason_unreachable,
            Reason::Blocked => self.reason_blocked,
            Reason::Throttled => self.reason_throttled,
            Reason::Reset => self.reason_reset,
            Reason::InUse => self.reason_in_use,
            Reason::NoSuchHost => self.reason_no_host,
            Reason::NotPermitted => self.reason_not_permitted,
            Reason::Stopping => self.reason_stopping,
            Reason::Failed => self.reason_failed,
        }
    }

    /// What one of the bridge's own servers does.
    pub(crate) fn demo(&self, kind: DemoKind) -> &'static str {
        match kind {
            DemoKind::Sentence => self.sentence,
            DemoKind::Object => self.object,
            DemoKind::Echo => self.echo,
        }
    }
}

impl Lang {
    /// The table about real connections.
    pub(crate) fn real(self) -> &'static RealText {
        match self {
            Self::En => &EN,
            Self::ZhHans => &ZH_HANS,
        }
    }
}

const EN: RealText = RealText {
    title: "Connections",
    simulated: "Simulated",
    real: "Real",
    recording: "Recording",
    connecting: "Connecting…",
    intro: "A bridge joins this page to real programs over real TCP. It is a small program that you start on this machine:",
    serve_command: "sockscope serve",
    link_label: "The link that it prints",
    link_hint: "http://127.0.0.1:8765/#token=…",
    connect: "Connect",
    connect_to: "Connect to {0}",
    disconnect: "Disconnect",
    again: "Try again",
    connected: "Bridge at {0}",
    who: "Which program is a real one?",
    all_here: "None: everything is simulated",
    real_here: "The other side of {0}",
    demos: "Real servers to try",
    open_client: "Open a client",
    sentence: "sends a sentence and closes",
    object: "sends a pickled object behind its length",
    echo: "sends back what it gets",
    live_title: "Real connections",
    record_title: "A recording of real connections",
    live_note: "What this program sends and reads is on real TCP, through the bridge at {0}. Each letter is one read of the kernel. A change runs it again, with new connections.",
    stop: "Stop listening",
    rerun: "Run again",
    lost_note: "What has happened up to here is kept, to be stepped through.",
    record_note: "What the network did is part of this page's state, so it replays without a bridge: step through it, change the program, hand it on.",
    connect_for_real: "Connect for real",
    too_large: "This recording of {0} kB does not fit into a link. Send less, or stop earlier, and share again; as a file it can be kept whole.",
    peer_server: "Real server",
    peer_client: "Real clients",
    listens: "The bridge listens at {0} for this program. Connect from a terminal:",
    connect_with: "or with the program that was here:",
    run_there: "Keep the file and run it in a terminal, then run again here:",
    save: "Save {0}",
    back_here: "Bring {0} back into the page",
    log: "What the network did",
    log_empty: "Nothing yet.",
    opened: "connected to {0}",
    refused: "no connection: {0}",
    listening: "listens at {0}",
    accepted: "{0} connected",
    came: "{0} B came in one read",
    eof: "end of the other side's bytes (FIN)",
    closed: "over: {0}",
    earlier: "{0} earlier",
    bad_link: "That is no link of a bridge.",
    not_running: "No bridge answers there.",
    wrong_token: "The bridge does not know this link's token.",
    forbidden: "The browser keeps this page from programs on this machine.",
    origin: "The bridge runs, but this page is not on its list.",
    limit: "The bridge has reached one of its limits. {0}",
    version: "The bridge speaks another version of the protocol.",
    lost: "The connection to the bridge has broken off.",
    stopping: "The bridge was stopped.",
    confused: "Page and bridge do not understand each other. {0}",
    bad_link_do: "Paste the whole link, from http:// to the last digit. It leads to this machine: 127.0.0.1 or localhost.",
    not_running_do: "Start `sockscope serve` in a terminal and paste the link that it prints.",
    wrong_token_do: "Each launch has a new one: paste the link that `sockscope serve` printed last.",
    forbidden_do: "Allow it in the settings of this site, beside the address: “local network” or “apps on device”. Then try again. The page that the bridge itself serves needs no permission.",
    origin_do: "Start it as `sockscope serve --origin {0}`, or open the page that it serves itself.",
    limit_do: "Close other pages that use it, and try again.",
    version_do: "Open the page that the bridge itself serves: the two belong together.",
    lost_do: "Start `sockscope serve` again and paste its new link, or try again if it still runs.",
    stopping_do: "Start `sockscope serve` again and paste its new link.",
    confused_do: "Open the page that the bridge itself serves, and try again.",
    reason_ended: "closed",
    reason_refused: "refused, nobody listens there",
    reason_timed_out: "no answer in time",
    reason_unreachable: "no way to that host",
    reason_blocked: "the bridge does not allow this target; start it with --allow HOST:PORT",
    reason_throttled: "one of the bridge's limits",
    reason_reset: "reset",
    reason_in_use: "the port is taken",
    reason_no_host: "no host of that name",
    reason_not_permitted: "not permitted",
    reason_stopping: "the bridge has ended",
    reason_failed: "it failed",
};

const ZH_HANS: RealText = RealText {
    title: "连接",
    simulated: "模拟",
    real: "真实",
    recording: "录制",
    connecting: "正在连接…",
    intro: "桥接程序通过真实的 TCP 把此页面与真实的程序连接起来。它是一个小程序，在本机启动：",
    serve_command: "sockscope serve",
    link_label: "它显示的链接",
    link_hint: "http://127.0.0.1:8765/#token=…",
    connect: "连接",
    connect_to: "连接到 {0}",
    disconnect: "断开",
    again: "重试",
    connected: "桥接位于 {0}",
    who: "哪个程序是真实的？",
    all_here: "没有：全部模拟",
    real_here: "{0} 的另一端",
    demos: "可以试用的真实服务器",
    open_client: "打开客户端",
    sentence: "发送一个句子，然后关闭",
    object: "先发送长度，再发送一个 pickle 对象",
    echo: "把收到的内容发回来",
    live_title: "真实连接",
    record_title: "真实连接的录制",
    live_note: "此程序通过 {0} 的桥接在真实的 TCP 上收发。每个字母是内核的一次读取。修改后会重新运行并建立新的连接。",
    stop: "停止监听",
    rerun: "再次运行",
    lost_note: "到此为止发生的一切都保留着，可以逐步查看。",
    record_note: "网络所做的一切都在此页面的状态里，不需要桥接就能重放：可以逐步查看、修改程序、分享。",
    connect_for_real: "真实连接",
    too_large: "这份 {0} kB 的录制放不进链接。请少发送一些数据或早点停止，然后再分享；作为文件可以完整保存。",
    peer_server: "真实的服务器",
    peer_client: "真实的客户端",
    listens: "桥接在 {0} 为此程序监听。请从终端连接：",
    connect_with: "或者用原来在这里的程序：",
    run_there: "保存文件并在终端中运行，然后在这里再次运行：",
    save: "保存 {0}",
    back_here: "让 {0} 回到页面中",
    log: "网络做了什么",
    log_empty: "还没有。",
    opened: "已连接到 {0}",
    refused: "没有连接：{0}",
    listening: "在 {0} 监听",
    accepted: "{0} 连接进来",
    came: "一次读取到达 {0} B",
    eof: "另一端的字节到此结束（FIN）",
    closed: "结束：{0}",
    earlier: "更早的 {0} 条",
    bad_link: "这不是桥接的链接。",
    not_running: "那里没有桥接应答。",
    wrong_token: "桥接不认识此链接的令牌。",
    forbidden: "浏览器不让此页面连接本机的程序。",
    origin: "桥接在运行，但此页面不在它的名单上。",
    limit: "桥接达到了它的一个上限。{0}",
    version: "桥接使用另一个版本的协议。",
    lost: "与桥接的连接中断了。",
    stopping: "桥接已被停止。",
    confused: "页面与桥接互相不理解。{0}",
    bad_link_do: "请粘贴完整的链接，从 http:// 到最后一位。它指向本机：127.0.0.1 或 localhost。",
    not_running_do: "请在终端中启动 `sockscope serve`，并粘贴它显示的链接。",
    wrong_token_do: "每次启动都有新的令牌：请粘贴 `sockscope serve` 最近显示的链接。",
    forbidden_do: "请在地址旁的网站设置中允许“本地网络”或“设备上的应用”，然后重试。桥接自己提供的页面不需要许可。",
    origin_do: "请用 `sockscope serve --origin {0}` 启动它，或者打开它自己提供的页面。",
    limit_do: "请关闭其他使用它的页面，然后重试。",
    version_do: "请打开桥接自己提供的页面：两者是配套的。",
    lost_do: "请再次启动 `sockscope serve` 并粘贴新的链接；如果它仍在运行，请重试。",
    stopping_do: "请再次启动 `sockscope serve` 并粘贴新的链接。",
    confused_do: "请打开桥接自己提供的页面，然后重试。",
    reason_ended: "已关闭",
    reason_refused: "被拒绝，那里没有人监听",
    reason_timed_out: "没有及时应答",
    reason_unreachable: "到不了那台主机",
    reason_blocked: "桥接不允许此目标；请用 --allow HOST:PORT 启动它",
    reason_throttled: "桥接的一个上限",
    reason_reset: "被重置",
    reason_in_use: "端口已被占用",
    reason_no_host: "没有这个名字的主机",
    reason_not_permitted: "不允许",
    reason_stopping: "桥接已结束",
    reason_failed: "失败",
};

#[cfg(test)]
mod tests {
    use super::{EN, ZH_HANS};

    #[test]
    fn both_languages_say_everything_with_the_same_gaps() {
        for ((key, en), (_, zh)) in EN.entries().into_iter().zip(ZH_HANS.entries()) {
            assert!(!en.is_empty() && !zh.is_empty(), "{key} is empty");
            assert_eq!(en.matches("{0}").count(), zh.matches("{0}").count(), "gaps of {key}");
        }
    }
}
