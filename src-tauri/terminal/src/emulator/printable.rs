//! What is printed as it comes.

/// How much of the beginning is printable ASCII.
pub fn ascii(bytes: &[u8]) -> usize {
    let printable = |byte: &u8| (0x20..0x7f).contains(byte);
    // By the chunk first, without a branch for each byte.
    let chunk = |chunk: &&[u8; 16]| chunk.iter().fold(true, |all, byte| all & printable(byte));
    let len = 16 * bytes.as_chunks().0.iter().take_while(chunk).count();
    len + bytes[len..].iter().take_while(|byte| printable(byte)).count()
}

pub fn is_printable(code: u32) -> bool {
    (0x20..0x7f).contains(&code) || code >= 0xa0
}
