//! Who waits for whom at the end of a run: the facts behind "both sides are in recv()".
//! Wording is the page's and the transcript's.

use crate::ends::{Standstill, WaitingFor};
use crate::event::{BlockedView, ByteRange, Position, ProcessId, WaitView};
use crate::history::History;
use crate::process::{Stage, Status};
use crate::trace::Trace;
use crate::world::World;

/// The longest header that is looked for in front of a message.
const HEADER_MAX: u64 = 16;

/// The programs that still wait when nothing can happen any more; `None` when all have ended.
pub(crate) fn find(world: &World, trace: &Trace) -> Option<Standstill> {
    let mut waiting: Vec<WaitingFor> = Vec::new();
    for (process, id) in world.processes.iter().zip(0..) {
        if process.stage != Stage::Running {
            continue;
        }
        let blocked = process.threads.iter().find_map(|thread| match &thread.status {
            Status::Blocked(blocked) => Some(blocked.view()),
            Status::Ready | Status::Ended => None,
        });
        waiting.extend(blocked.map(|blocked| waiting_for(id, blocked, &trace.history)));
    }
    let pairs: Vec<(ProcessId, Option<ProcessId>)> = waiting.iter().map(|one| (one.process, one.on)).collect();
    for one in &mut waiting {
        one.mutual = one.on.is_some_and(|on| pairs.contains(&(on, Some(one.process))));
    }
    (!waiting.is_empty()).then_some(Standstill { waiting })
}

fn waiting_for(process: ProcessId, blocked: BlockedView, history: &History) -> WaitingFor {
    let mut found =
        WaitingFor { process, blocked, on: None, mutual: false, other_end_open: false, taken: 0, promised: None };
    let (WaitView::Bytes { stream } | WaitView::Room { stream, .. }) = found.blocked.wait else { return found };
    let Some(history_of) = history.streams.get(&stream) else { return found };
    if let WaitView::Room { .. } = found.blocked.wait {
        found.on = history_of.reader.held.map(|(_, reader, _)| reader);
        found.other_end_open = history_of.reader.closed.is_none();
        return found;
    }
    if let Some((writer, open)) = crate::view::writer_of(history, stream) {
        (found.on, found.other_end_open) = (Some(writer), open);
    }
    found.taken = history_of.taken(Position::MAX);
    found.promised = promised(history, stream, found.taken);
    found
}

/// How many bytes an ASCII length in front of the stream promises beyond those that were taken, if there is one: digits, padded with blanks or
/// zeros, followed by something else.
fn promised(history: &History, stream: u32, taken: u64) -> Option<u64> {
    let head = history.bytes(stream, ByteRange { start: 0, end: HEADER_MAX });
    let digits = head.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let blanks = head[digits..].iter().take_while(|byte| **byte == b' ').count();
    if digits == 0 || (blanks == 0 && digits != 10) {
        return None;
    }
    let length: u64 = std::str::from_utf8(&head[..digits]).ok()?.parse().ok()?;
    let total = length.checked_add((digits + blanks) as u64)?;
    total.checked_sub(taken).filter(|missing| *missing > 0)
}
