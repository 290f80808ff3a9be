//! The checksum of zip and PNG: CRC-32 as ISO-HDLC defines it (PNG specification, annex D; APPNOTE 4.4.7). The algorithm is the library's.

use crc::{CRC_32_ISO_HDLC, Crc, Table};

/// Of all bytes. The table of 1 kB is made anew each time, so that it is not part of the page.
pub(crate) fn crc32(bytes: &[u8]) -> u32 {
    Crc::<u32, Table<1>>::new(&CRC_32_ISO_HDLC).checksum(bytes)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_check_value_of_the_catalogue_comes_out() {
        assert_eq!(super::crc32(b"123456789"), 0xCBF4_3926);
    }
}
