//! Sentences about a run: events, states and waits of the trace, worded in a language.
//! Pure: the same event and the same names give the same words. What a program printed or an exception says is quoted, never translated.

use super::{Lang, Text, bytes, fill, grouped, milliseconds};
use crate::state::pipe::letter;
use sockscope_lab::ends::{ProgramEnd, Standstill};
use sockscope_lab::event::{
    BlockedView, Console, EventKind, EventView, LostView, NetView, OutcomeView, ProcessId, WaitView,
};
use sockscope_lab::moment::{ByteHistory, ProcessState, ProcessView, StreamView};
use std::rc::Rc;

/// Who writes and who reads a stream, as far as that is ever known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Direction {
    /// Number of the stream.
    pub(crate) stream: u32,
    /// Its writer.
    pub(crate) writer: Option<ProcessId>,
    /// Its reader.
    pub(crate) reader: Option<ProcessId>,
}

/// What the words refer to.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Cast {
    /// Names of the programs.
    pub(crate) names: Rc<[Rc<str>]>,
    /// Texts of the programs that ran.
    pub(crate) sources: Rc<[Rc<str>]>,
    /// The streams of the run.
    pub(crate) directions: Rc<[Direction]>,
    /// Whether an end of a stream that is no program's is a real program's.
    pub(crate) outside: bool,
}

/// What happened, in words.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) struct Sentence {
    /// The program's name; empty for what nobody did.
    pub(crate) who: Rc<str>,
    /// The fact.
    pub(crate) head: String,
    /// What it means, if there is more to say.
    pub(crate) detail: String,
    /// Whether something went wrong.
    pub(crate) failed: bool,
}

impl Cast {
    fn name(&self, process: Option<ProcessId>, text: &Text) -> Rc<str> {
        process.and_then(|number| self.names.get(usize::from(number))).cloned().unwrap_or_else(|| text.link_name.into())
    }

    fn direction(&self, stream: u32) -> Option<Direction> {
        self.directions.iter().copied().find(|direction| direction.stream == stream)
    }

    /// Name of who reads `stream`.
    fn reader(&self, stream: u32, text: &Text) -> Rc<str> {
        self.direction(stream)
            .and_then(|found| found.reader)
            .map_or_else(|| self.somebody(text).into(), |p| self.name(Some(p), text))
    }

    /// Name of an end that is no program's.
    pub(crate) fn somebody(&self, text: &Text) -> &'static str {
        if self.outside { text.outsider } else { text.nobody }
    }

    /// Name of who writes `stream`.
    fn writer(&self, stream: u32, text: &Text) -> Rc<str> {
        self.direction(stream)
            .and_then(|found| found.writer)
            .map_or_else(|| self.somebody(text).into(), |p| self.name(Some(p), text))
    }

    /// The text of a program's line, without its indent.
    fn line(&self, process: Option<ProcessId>, line: u32) -> &str {
        process
            .and_then(|number| self.sources.get(usize::from(number)))
            .and_then(|source| source.lines().nth(line.saturating_sub(1) as usize))
            .map_or("", str::trim)
    }
}

/// What a blocked call waits for.
pub(crate) fn wait(text: &Text, wait: &WaitView) -> String {
    match wait {
        WaitView::Bytes { .. } => text.wait_bytes_open.to_owned(),
        WaitView::Connection { port } => fill(text.wait_connection, &[&port.to_string()]),
        WaitView::Handshake { to, queue_full: true } => fill(text.wait_queue_full, &[to]),
        WaitView::Handshake { to, queue_full: false } => fill(text.wait_handshake, &[to]),
        WaitView::Room { left, .. } => fill(text.wait_room, &[&grouped(*left)]),
        WaitView::Datagram { port } => fill(text.wait_datagram, &[&port.to_string()]),
        WaitView::Any { .. } => text.wait_any.to_owned(),
        WaitView::Time => text.wait_time.to_owned(),
        WaitView::Thread { what } => fill(text.wait_thread, &[what]),
    }
}

/// Kind (for the stylesheet) and words of what a program is doing.
pub(crate) fn status(text: &Text, process: &ProcessView) -> (&'static str, String) {
    match &process.state {
        ProcessState::NotStarted => ("idle", text.status_not_started.to_owned()),
        ProcessState::Running => ("running", fill(text.status_running, &[&process.line.unwrap_or(1).to_string()])),
        ProcessState::Blocked { blocked } => ("blocked", blocked_in(text, blocked)),
        ProcessState::Ended { end } => ended(text, end),
    }
}

fn blocked_in(text: &Text, blocked: &BlockedView) -> String {
    fill(text.status_blocked, &[&blocked.call.name, &wait(text, &blocked.wait)])
}

/// Kind and words of how a program ended.
fn ended(text: &Text, end: &ProgramEnd) -> (&'static str, String) {
    match end {
        ProgramEnd::Exited { exception: Some(class), .. } => ("failed", fill(text.status_failed, &[class])),
        ProgramEnd::Exited { code: 0, exception: None } => ("exited", text.status_exited.to_owned()),
        ProgramEnd::Exited { code, exception: None } => ("failed", fill(text.status_exited_code, &[&code.to_string()])),
        ProgramEnd::Blocked { blocked } => ("blocked", blocked_in(text, blocked)),
        ProgramEnd::OutOfSteps { line } => ("failed", fill(text.status_out_of_steps, &[&line.to_string()])),
        ProgramEnd::Limit { text: limit } => ("failed", fill(text.status_limit, &[limit])),
        ProgramEnd::NotStarted => ("idle", text.status_not_started.to_owned()),
    }
}

/// What goes on after the last event when nobody but servers wait, each for its next client; `None` when the wait is a problem.
pub(crate) fn servers_wait(text: &Text, cast: &Cast, standstill: &Standstill) -> Option<String> {
    let mut out = String::new();
    for waiting in &standstill.waiting {
        if !matches!(waiting.blocked.wait, WaitView::Connection { .. }) {
            return None;
        }
        let name = cast.name(Some(waiting.process), text);
        push_sentence(&mut out, &fill(text.waits_on, &[&name, &waiting.blocked.call.name]));
    }
    Some(out)
}

/// Why nobody can go on.
pub(crate) fn standstill(text: &Text, cast: &Cast, standstill: &Standstill) -> Sentence {
    let mut detail = String::new();
    for waiting in &standstill.waiting {
        let name = cast.name(Some(waiting.process), text);
        let call = &waiting.blocked.call;
        let line = call.line.to_string();
        let said = match waiting.on {
            Some(on) => {
                let template = if waiting.mutual { text.standstill_mutual } else { text.standstill_on };
                fill(template, &[&name, &call.name, &line, &cast.name(Some(on), text)])
            }
            None => fill("{0}: {1}.", &[&name, &blocked_in(text, &waiting.blocked)]),
        };
        push_sentence(&mut detail, &said);
        if let Some(promised) = waiting.promised {
            push_sentence(
                &mut detail,
                &fill(text.standstill_promised, &[&waiting.taken.to_string(), &promised.to_string()]),
            );
        }
    }
    Sentence { who: Rc::default(), head: text.standstill.to_owned(), detail, failed: false }
}

fn push_sentence(out: &mut String, sentence: &str) {
    if !out.is_empty() && out.is_ascii() {
        out.push(' ');
    }
    out.push_str(sentence);
}

/// What an event says.
pub(crate) fn sentence(lang: Lang, cast: &Cast, event: &EventView) -> Sentence {
    let text = lang.text();
    let (mut head, mut detail, mut failed) = (String::new(), String::new(), false);
    match &event.kind {
        EventKind::Started => text.ev_started.clone_into(&mut head),
        EventKind::Line { line, .. } => {
            head = fill(text.ev_line, &[&line.to_string(), cast.line(event.process, *line)]);
        }
        EventKind::CallBegun { call } => head = fill(text.ev_begun, &[&call.text]),
        EventKind::CallBlocked { call, wait: what } => {
            head = fill(text.ev_blocked, &[&call.text, &wait(text, what)]);
            text.hint_waiting.clone_into(&mut detail);
        }
        EventKind::CallFinished { call, outcome, .. } => {
            (head, detail, failed) = finished(text, &call.text, outcome);
        }
        EventKind::Printed { console, text: printed } => {
            let template = if *console == Console::Err { text.ev_printed_err } else { text.ev_printed };
            head = fill(template, &[printed.trim_end_matches('\n')]);
        }
        EventKind::ThreadStarted { started } => head = fill(text.ev_thread, &[&started.to_string()]),
        EventKind::ThreadEnded => head = fill(text.ev_thread_ended, &[&event.thread.to_string()]),
        EventKind::Exited { code, exception } => {
            failed = exception.is_some() || *code != 0;
            head = match exception {
                Some(class) => fill(text.ev_failed_exit, &[class]),
                None if *code == 0 => text.ev_exited.to_owned(),
                None => fill(text.ev_exited_code, &[&code.to_string()]),
            };
        }
        EventKind::Limit { text: limit } => (head, failed) = (fill(text.ev_limit, &[limit]), true),
        EventKind::OutOfSteps { line } => (head, failed) = (fill(text.ev_out_of_steps, &[&line.to_string()]), true),
        EventKind::Net { event } => (head, detail, failed) = net(text, cast, event),
    }
    Sentence { who: cast.name(event.process, text), head, detail, failed }
}

/// The history of one byte: who sent it, when it arrived, who took it.
pub(crate) fn byte_history(
    text: &Text,
    cast: &Cast,
    stream: &StreamView,
    offset: u64,
    history: &ByteHistory,
) -> Option<String> {
    let at = usize::try_from(offset.checked_sub(stream.window.start)?).ok()?;
    let byte = *stream.bytes.get(at)?;
    let sign = bytes::sign(&stream.bytes, at).0.to_string();
    let mut parts = Vec::new();
    if let Some(send) = &history.send {
        let (line, letter) = (send.line.to_string(), letter(send.number).to_string());
        // No line of a program here sent it.
        parts.push(match send.line {
            0 => fill(text.byte_outside, &[&letter]),
            _ => fill(text.byte_sent, &[send.call, &line, &cast.name(Some(send.process), text), &letter]),
        });
    }
    if let Some(delivery) = &history.delivery {
        parts.push(fill(text.byte_arrived, &[&milliseconds(delivery.at_ns)]));
    }
    parts.push(history.piece.as_ref().map_or_else(
        || text.byte_not_taken.to_owned(),
        |piece| {
            fill(
                text.byte_taken,
                &[&(piece.number + 1).to_string(), &piece.line.to_string(), &cast.name(Some(piece.process), text)],
            )
        },
    ));
    let head = fill(text.byte_at, &[&offset.to_string(), &sign, &format!("{byte:02x}")]);
    Some(format!("{head} {}{}", parts.join(", "), text.full_stop))
}

/// What is left in the receive buffer after the `recv` of `event`, if it left something.
pub(crate) fn bytes_left(text: &Text, event: &EventView, streams: &[StreamView]) -> Option<String> {
    let EventKind::CallFinished { outcome: OutcomeView::Bytes { from: Some(from), .. }, .. } = &event.kind else {
        return None;
    };
    let left = streams.iter().find(|stream| stream.stream == from.stream)?.in_receive_buffer();
    let last = from.range.end.checked_sub(1).filter(|last| *last >= from.range.start && left > 0)?;
    Some(fill(text.ev_bytes_left, &[&from.range.start.to_string(), &last.to_string(), &grouped(left)]))
}

/// Head, detail and failure of a finished call.
fn finished(text: &Text, call: &str, outcome: &OutcomeView) -> (String, String, bool) {
    let mut detail = String::new();
    let head = match outcome {
        OutcomeView::Done => fill(text.ev_done, &[call]),
        OutcomeView::Fd { fd, peer: None } => fill(text.ev_fd, &[call, &fd.to_string()]),
        OutcomeView::Fd { fd, peer: Some(peer) } => fill(text.ev_fd_peer, &[call, &fd.to_string(), peer]),
        OutcomeView::Count { count } => fill(text.ev_count, &[call, &grouped(*count)]),
        OutcomeView::Bytes { len: 0, .. } => {
            text.ev_eof_detail.clone_into(&mut detail);
            fill(text.ev_eof, &[call])
        }
        OutcomeView::Bytes { len, from } => {
            if let Some(from) = from {
                detail =
                    fill(text.ev_bytes_detail, &[&from.range.start.to_string(), &(from.range.end - 1).to_string()]);
            }
            fill(text.ev_bytes, &[call, &grouped(*len)])
        }
        OutcomeView::Text { text: value } => fill(text.ev_gave, &[call, value]),
        OutcomeView::Failed { exception, message, errno } => {
            if *errno == ECONNREFUSED {
                text.hint_refused.clone_into(&mut detail);
            }
            return (fill(text.ev_failed, &[call, exception, message]), detail, true);
        }
    };
    (head, detail, false)
}

const ECONNREFUSED: i32 = 111;

/// Head, detail and failure of something in the sockets or on the link.
fn net(text: &Text, cast: &Cast, event: &NetView) -> (String, String, bool) {
    let mut detail = String::new();
    let mut failed = false;
    let head = match event {
        NetView::Opened { fd, .. } => fill(text.net_opened, &[&fd.to_string()]),
        NetView::Bound { fd, address, .. } => fill(text.net_bound, &[&fd.to_string(), address]),
        NetView::Listening { fd, backlog, .. } => fill(text.net_listening, &[&fd.to_string(), &backlog.to_string()]),
        NetView::ConnectSent { to, .. } => fill(text.net_connect_sent, &[to]),
        NetView::Refused { to, .. } => {
            failed = true;
            text.hint_refused.clone_into(&mut detail);
            fill(text.net_refused, &[to])
        }
        NetView::Queued { queued, peer, .. } => fill(text.net_queued, &[peer, &queued.to_string()]),
        NetView::Dropped { .. } => {
            failed = true;
            text.net_dropped.to_owned()
        }
        NetView::Connected { fd, .. } => fill(text.net_connected, &[&fd.to_string()]),
        NetView::Accepted { fd, peer, .. } => fill(text.net_accepted, &[&fd.to_string(), peer]),
        NetView::Sent { bytes, .. } => fill(text.net_sent, &[&grouped(bytes.range.len())]),
        NetView::Departed { bytes } => {
            fill(text.net_departed, &[&grouped(bytes.range.len()), &cast.reader(bytes.stream, text)])
        }
        NetView::Arrived { bytes } => {
            text.hint_partial.clone_into(&mut detail);
            fill(text.net_arrived, &[&grouped(bytes.range.len()), &cast.reader(bytes.stream, text)])
        }
        NetView::Taken { bytes, .. } => fill(text.net_taken, &[&grouped(bytes.range.len())]),
        NetView::FinSent { stream } => fill(text.net_fin_sent, &[&cast.writer(*stream, text)]),
        NetView::FinArrived { stream } => {
            text.hint_fin.clone_into(&mut detail);
            fill(text.net_fin_arrived, &[&cast.writer(*stream, text)])
        }
        NetView::ResetSent { stream } => {
            failed = true;
            fill(text.net_reset, &[&cast.writer(*stream, text)])
        }
        NetView::ResetArrived { stream } => {
            failed = true;
            fill(text.net_reset_arrived, &[&cast.reader(*stream, text)])
        }
        NetView::Closed { fd, .. } => fill(text.net_closed, &[&fd.to_string()]),
        NetView::Requested { fd, .. } => fill(text.net_requested, &[&fd.to_string()]),
        NetView::ConnectFailed { fd, .. } => fill(text.net_connect_failed, &[&fd.to_string()]),
        NetView::FinQueued { .. } => text.net_fin_queued.to_owned(),
        NetView::EndRead { .. } => {
            text.ev_eof_detail.clone_into(&mut detail);
            text.net_end_read.to_owned()
        }
        NetView::Lost { bytes, why } => {
            failed = true;
            let why = match why {
                LostView::UnreadAtClose => text.lost_unread,
                LostView::ArrivedAfterClose => text.lost_late,
                LostView::Reset => text.lost_reset,
                LostView::Truncated => text.lost_truncated,
                LostView::NoReceiver => text.lost_no_receiver,
            };
            fill(text.net_lost, &[&grouped(bytes.range.len()), why])
        }
        NetView::PortKept { address } => fill(text.net_port_kept, &[address]),
    };
    (head, detail, failed)
}

#[cfg(test)]
mod tests {
    use super::{Cast, Direction, sentence};
    use crate::text::Lang;
    use sockscope_lab::event::{ByteRange, CallView, EventKind, EventView, NetView, OutcomeView, StreamRange};
    use std::rc::Rc;

    fn cast() -> Cast {
        Cast {
            names: Rc::from([Rc::from("server"), Rc::from("client")]),
            sources: Rc::from([Rc::from("import socket\n  x = 1\n"), Rc::from("")]),
            directions: Rc::from([Direction { stream: 0, writer: Some(0), reader: Some(1) }]),
            outside: false,
        }
    }

    fn check(process: u8, kind: EventKind, expected: [&str; 3]) {
        let event = EventView { index: 0, at_ns: 0, process: Some(process), thread: 0, kind };
        let english = sentence(Lang::En, &cast(), &event);
        assert_eq!([&*english.who, &english.head, &english.detail], expected);
        let chinese = sentence(Lang::ZhHans, &cast(), &event);
        assert!(!chinese.head.is_ascii(), "worded in Chinese: {}", chinese.head);
    }

    #[test]
    fn events_are_sentences() {
        let call = Rc::new(CallView { name: "recv".into(), text: "recv(7)".into(), fd: Some(3), line: 4 });
        let range = StreamRange { stream: 0, range: ByteRange { start: 7, end: 14 } };
        check(0, EventKind::Line { line: 2, depth: 0 }, ["server", "next is line 2: x = 1", ""]);
        let outcome = OutcomeView::Bytes { len: 7, from: Some(range) };
        check(
            1,
            EventKind::CallFinished { call: call.clone(), outcome, waited: false },
            ["client", "recv(7) returned 7 bytes", "It took bytes 7 to 13 of the stream."],
        );
        let outcome = OutcomeView::Failed { exception: "TimeoutError".into(), message: "timed out".into(), errno: 0 };
        check(
            1,
            EventKind::CallFinished { call, outcome, waited: true },
            ["client", "recv(7) failed with TimeoutError: timed out", ""],
        );
        check(
            0,
            EventKind::Net { event: NetView::Departed { bytes: range } },
            ["server", "7 bytes left for client", ""],
        );
    }
}
