//! A note inside of a PNG: the link of the moment that the picture shows, so that the picture opens the moment again.
//! Knows just enough of the format (PNG specification, sections 5 and 11.3.4): chunks with lengths and checksums; never the pixels.

use super::checksum::crc32;

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";
/// Length, type and data of `IHDR`, which is always first, and its checksum.
const HEADER: usize = 25;
const KEYWORD: &[u8] = b"Sockscope\0";
/// Longest note that is looked at.
const NOTE_MAX: usize = 64_000;

/// Whether these bytes begin as a PNG does.
pub(crate) fn is_png(bytes: &[u8]) -> bool {
    bytes.starts_with(SIGNATURE)
}

/// `png` with a note in a `tEXt` chunk; unchanged when it is no PNG or the note is not plain ASCII.
pub(crate) fn with_note(png: Vec<u8>, note: &str) -> Vec<u8> {
    let at = SIGNATURE.len() + HEADER;
    if !is_png(&png) || png.len() < at || !note.is_ascii() || note.is_empty() {
        return png;
    }
    let mut chunk = b"tEXt".to_vec();
    chunk.extend_from_slice(KEYWORD);
    chunk.extend_from_slice(note.as_bytes());
    let length = u32::try_from(chunk.len() - 4).unwrap_or_default();
    let mut out = png[..at].to_vec();
    out.extend_from_slice(&length.to_be_bytes());
    out.extend_from_slice(&chunk);
    out.extend_from_slice(&crc32(&chunk).to_be_bytes());
    out.extend_from_slice(&png[at..]);
    out
}

/// The note that [`with_note`] put there.
pub(crate) fn note(png: &[u8]) -> Option<&str> {
    let mut rest = png.strip_prefix(SIGNATURE)?;
    while let Some((length, behind)) = rest.split_first_chunk::<4>() {
        let length = usize::try_from(u32::from_be_bytes(*length)).ok()?;
        let (chunk, behind) = (behind.get(..length.checked_add(4)?)?, &behind[length + 4..]);
        if let Some(data) = chunk.strip_prefix(b"tEXt")
            && let Some(note) = data.strip_prefix(KEYWORD).filter(|note| note.len() <= NOTE_MAX)
        {
            return std::str::from_utf8(note).ok();
        }
        rest = behind.get(4..)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_note_is_found_again_whatever_is_cut() {
        let mut png = SIGNATURE.to_vec();
        png.extend_from_slice(&13_u32.to_be_bytes());
        png.extend_from_slice(b"IHDR0123456789abcCRC!");
        png.extend_from_slice(&0_u32.to_be_bytes());
        png.extend_from_slice(b"IENDCRC!");
        assert_eq!(note(&png), None);
        let noted = with_note(png.clone(), "https://docs.example/#1.AA");
        assert_eq!(note(&noted), Some("https://docs.example/#1.AA"));
        assert_eq!(noted.len(), png.len() + 12 + KEYWORD.len() + 26);
        for at in 0..noted.len() {
            let found = note(&noted[..at]);
            assert!(found.is_none() || found == note(&noted), "cut at {at}");
        }
        assert_eq!(with_note(b"GIF".to_vec(), "x"), b"GIF");
        assert_eq!(with_note(png.clone(), "größe"), png);
    }
}
