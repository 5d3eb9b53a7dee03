//! Packed bytes: zstd.

use std::io;

/// Level 3: packs faster than any disk writes, and a higher one saves a tenth at most.
const LEVEL: i32 = 3;

/// The longest that anything is unpacked to; chunks of a log are far shorter.
const LIMIT: usize = 64 << 20;

pub fn pack(bytes: &[u8]) -> io::Result<Vec<u8>> {
    zstd::bulk::compress(bytes, LEVEL)
}

pub fn unpack(packed: &[u8]) -> io::Result<Vec<u8>> {
    let length = zstd::zstd_safe::get_frame_content_size(packed).ok().flatten();
    let length = length.and_then(|length| usize::try_from(length).ok()).filter(|length| *length <= LIMIT);
    let length = length.ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no packed bytes"))?;
    zstd::bulk::decompress(packed, length)
}
