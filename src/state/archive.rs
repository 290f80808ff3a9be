//! A zip archive in memory: what the page hands on as one file, and what somebody brings back, perhaps packed again by another tool.
//! Ours are stored without compression, as texts this small need none. Decompression is the platform's; sizes are bounded and checksums
//! compared here, before anything is used.

use super::checksum::crc32;
use rawzip::{CompressionMethod, DataDescriptorOutput, ZipArchive, ZipArchiveWriter};
use std::io::Write;

/// Most entries that are looked at.
const ENTRIES_MAX: usize = 256;
/// Most bytes that all entries together may expand to.
pub(crate) const BYTES_MAX: usize = 16 << 20;

/// Why an archive cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Unreadable {
    /// A part is missing or was changed.
    Damaged,
    /// Encrypted, or compressed in another way than deflate.
    Method,
    /// More or larger entries than are looked at.
    TooLarge,
}

/// An entry as it lies in the archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Entry {
    /// Without folders.
    pub(crate) name: String,
    /// Whether the bytes are raw deflate.
    pub(crate) deflated: bool,
    bytes: Vec<u8>,
    size: usize,
    crc: u32,
}

impl Entry {
    /// The bytes as they lie there.
    pub(crate) fn packed(&self) -> &[u8] {
        &self.bytes
    }

    /// How many bytes it says that it has.
    pub(crate) fn size(&self) -> usize {
        self.size
    }

    /// The entry's bytes, given what its packed ones expanded to.
    pub(crate) fn checked(&self, bytes: Vec<u8>) -> Result<Vec<u8>, Unreadable> {
        if bytes.len() == self.size && crc32(&bytes) == self.crc { Ok(bytes) } else { Err(Unreadable::Damaged) }
    }
}

/// One file of all `files`, each a name and its bytes.
pub(crate) fn zip(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let written = write(files);
    written.expect("invariant: memory takes everything, and names of files are short")
}

fn write(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, rawzip::Error> {
    let mut archive = ZipArchiveWriter::new(Vec::new());
    for (name, bytes) in files {
        let (mut entry, _) = archive.new_file(name).start()?;
        entry.write_all(bytes).map_err(rawzip::Error::from)?;
        entry.finish(DataDescriptorOutput::new(crc32(bytes), bytes.len() as u64))?;
    }
    archive.finish()
}

/// The files of an archive, still packed.
pub(crate) fn entries(bytes: &[u8]) -> Result<Vec<Entry>, Unreadable> {
    let damaged = |_: rawzip::Error| Unreadable::Damaged;
    let archive = ZipArchive::from_slice(bytes).map_err(damaged)?;
    let (mut found, mut total) = (Vec::new(), 0_usize);
    let mut entries = archive.entries();
    while let Some(entry) = entries.next_entry().map_err(damaged)? {
        if entry.is_dir() {
            continue;
        }
        let deflated = entry.compression_method() == CompressionMethod::DEFLATE;
        if entry.flags().is_encrypted() || !(deflated || entry.compression_method() == CompressionMethod::STORE) {
            return Err(Unreadable::Method);
        }
        let size = usize::try_from(entry.uncompressed_size_hint()).map_err(|_| Unreadable::TooLarge)?;
        total = total.saturating_add(size);
        if total > BYTES_MAX || found.len() >= ENTRIES_MAX {
            return Err(Unreadable::TooLarge);
        }
        let data = archive.get_entry(entry.wayfinder()).map_err(damaged)?.data().to_vec();
        let path = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default().to_owned();
        found.push(Entry { name, deflated, bytes: data, size, crc: entry.crc32() });
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(String, Vec<u8>)> {
        vec![
            ("server.py".into(), b"print(1)\n".to_vec()),
            ("größe.md".into(), vec![0; 3_000]),
            ("empty".into(), vec![]),
        ]
    }

    #[test]
    fn what_is_packed_is_found_again() {
        let found = entries(&zip(&files())).expect("an archive");
        let read = found.iter().map(|entry| (entry.name.clone(), entry.checked(entry.packed().to_vec())));
        assert!(read.eq(files().into_iter().map(|(name, bytes)| (name, Ok(bytes)))));
    }

    #[test]
    fn an_archive_cut_or_changed_anywhere_is_refused_or_the_same() {
        let good = zip(&files());
        let whole = |bytes: &[u8]| {
            entries(bytes)?.iter().map(|entry| entry.checked(entry.packed().to_vec())).collect::<Result<Vec<_>, _>>()
        };
        let expected = whole(&good).expect("an archive");
        for at in 0..good.len() {
            assert!(whole(&good[..at]).is_err(), "cut at {at}");
            let mut changed = good.clone();
            changed[at] ^= 0x10;
            // Names, times and notes may differ; contents never.
            if let Ok(read) = whole(&changed) {
                assert!(read.iter().all(|bytes| expected.contains(bytes)), "changed at {at}");
            }
        }
    }

    #[test]
    fn archives_of_other_tools_are_read() {
        let Ok(python) = std::process::Command::new("python3")
            .args(["-c", "import io,sys,zipfile\nb=io.BytesIO()\nwith zipfile.ZipFile(b,'w',zipfile.ZIP_DEFLATED) as z:\n z.mkdir('a')\n z.writestr('a/client.py','x'*5000)\nsys.stdout.buffer.write(b.getvalue())"])
            .output()
        else {
            return;
        };
        let found = entries(&python.stdout).expect("an archive of Python's");
        assert_eq!((found[0].name.as_str(), found[0].deflated, found[0].size()), ("client.py", true, 5_000));
        let mut inflated = Vec::new();
        std::io::Read::read_to_end(&mut flate2::read::DeflateDecoder::new(found[0].packed()), &mut inflated)
            .expect("raw deflate");
        assert_eq!(found[0].checked(inflated), Ok(vec![b'x'; 5_000]));
        assert_eq!(found[0].checked(vec![b'y'; 5_000]), Err(Unreadable::Damaged));
    }
}
