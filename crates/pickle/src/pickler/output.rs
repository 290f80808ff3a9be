//! The bytes of a pickle and their frames (protocol 4 and up).
//! A frame's header is reserved when its first byte is written and filled in when it closes; below four bytes
//! the header is taken out again. Knows no values.

/// `FRAME` and its eight-byte length.
pub(crate) const FRAME_HEADER: usize = 9;
/// A frame closes at the first boundary at or past this many bytes.
const FRAME_TARGET: usize = 64 * 1024;
/// Frames below this are not worth their header.
const FRAME_MIN: usize = 4;

/// The output of a pickler.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Output {
    bytes: Vec<u8>,
    framing: bool,
    frame_start: Option<usize>,
    /// Where a pickler that writes to a file hands over what it has.
    cuts: Vec<usize>,
}

impl Output {
    pub(crate) fn new() -> Self {
        Self::default()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub(crate) fn into_parts(self) -> (Vec<u8>, Vec<usize>) {
        (self.bytes, self.cuts)
    }

    /// Where the open frame's header stands.
    pub(crate) fn frame_opened_at(&self) -> Option<usize> {
        self.frame_start
    }

    pub(crate) fn start_framing(&mut self) {
        self.framing = true;
    }

    pub(crate) fn end_framing(&mut self) {
        self.close_frame();
        self.framing = false;
    }

    #[inline]
    pub(crate) fn write(&mut self, bytes: &[u8]) {
        if self.framing && self.frame_start.is_none() {
            self.frame_start = Some(self.bytes.len());
            self.bytes.extend_from_slice(&[0; FRAME_HEADER]);
        }
        self.bytes.extend_from_slice(bytes);
    }

    /// Between two objects: closes the frame if it is long enough.
    #[inline]
    pub(crate) fn boundary(&mut self) {
        if let Some(start) = self.frame_start
            && self.bytes.len() - start - FRAME_HEADER >= FRAME_TARGET
        {
            self.close_frame();
            self.cuts.push(self.bytes.len());
        }
    }

    /// A header and its payload; a payload of a frame's size goes outside of any frame.
    #[inline]
    pub(crate) fn write_payload<const N: usize>(&mut self, header: &[u8; N], payload: &[u8]) {
        if payload.len() >= FRAME_TARGET {
            self.write_unframed(header, payload);
        } else {
            self.write(header);
            self.bytes.extend_from_slice(payload);
        }
    }

    #[cold]
    fn write_unframed(&mut self, header: &[u8], payload: &[u8]) {
        self.close_frame();
        self.bytes.extend_from_slice(header);
        self.cuts.push(self.bytes.len());
        self.bytes.extend_from_slice(payload);
        self.cuts.push(self.bytes.len());
    }

    fn close_frame(&mut self) {
        let Some(start) = self.frame_start.take() else { return };
        let len = self.bytes.len() - start - FRAME_HEADER;
        if len >= FRAME_MIN {
            self.bytes[start] = 0x95;
            self.bytes[start + 1..start + FRAME_HEADER].copy_from_slice(&(len as u64).to_le_bytes());
        } else {
            self.bytes.drain(start..start + FRAME_HEADER);
        }
    }
}
