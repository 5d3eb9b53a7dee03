//! A signature of a text: which short pieces occur in it. What lacks a piece of the text that
//! is searched for need not be unpacked.
//!
//! A set of bits, one for the hash of each run of three and of four bytes within a line,
//! upper case folded to lower. Four, because three hexadecimal digits occur everywhere.

/// Bits of the largest signature: with 512 KiB of text, two fifths of them are set, of text that is
/// mostly random digits a half.
const BITS: u32 = 16;

/// Bits of the smallest.
const LEAST: u32 = 6;

/// The signature of a text without escape sequences: a power of two of bits.
pub fn of(text: &[u8]) -> Vec<u8> {
    let mut bits = vec![0_u8; 1 << (BITS - 3)];
    for line in text.split(|byte| *byte == b'\n') {
        pieces(line, |hash| set(&mut bits, hash >> (32 - BITS)));
    }
    let count: u32 = bits.iter().map(|byte| byte.count_ones()).sum();
    let wanted = u32::BITS - (count * 2).leading_zeros();
    folded(&bits, wanted.clamp(LEAST, BITS))
}

/// The hashes of all pieces of a text, those of three bytes only where there are no four.
pub fn needs(text: &[u8]) -> Vec<u32> {
    let text = fold(text);
    let mut hashes = Vec::new();
    match text.len() {
        0..3 => {}
        3 => hashes.push(hash(&text)),
        _ => hashes.extend(text.windows(4).map(hash)),
    }
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// Whether a text of this signature may hold the piece of this hash.
pub fn may_hold(signature: &[u8], hash: u32) -> bool {
    let bits = signature.len().checked_mul(8).filter(|bits| bits.is_power_of_two());
    // What can't be read refuses nothing.
    let Some(bits) = bits.map(usize::ilog2).filter(|bits| (1..=32).contains(bits)) else { return true };
    let index = hash >> (32 - bits);
    signature.get((index >> 3) as usize).is_none_or(|byte| byte & (1 << (index & 7)) != 0)
}

fn set(bits: &mut [u8], index: u32) {
    if let Some(byte) = bits.get_mut((index >> 3) as usize) {
        *byte |= 1 << (index & 7);
    }
}

/// Fewer bits: an index is the upper end of a hash, so that neighbours become one.
fn folded(bits: &[u8], wanted: u32) -> Vec<u8> {
    if wanted >= BITS {
        return bits.to_vec();
    }
    let mut fewer = vec![0; 1 << (wanted - 3)];
    for index in 0..1_u32 << BITS {
        if bits.get((index >> 3) as usize).is_some_and(|byte| byte & (1 << (index & 7)) != 0) {
            set(&mut fewer, index >> (BITS - wanted));
        }
    }
    fewer
}

fn pieces(line: &[u8], mut each: impl FnMut(u32)) {
    let folded;
    // Only two characters beyond ASCII are another's upper case.
    let line = if line.is_ascii() {
        line
    } else {
        folded = fold(line);
        &folded
    };
    let mut window = 0_u32;
    for (index, byte) in line.iter().enumerate() {
        window = (window << 8) | u32::from(byte.to_ascii_lowercase());
        if index >= 2 {
            each(of_three(window & 0xff_ffff));
        }
        if index >= 3 {
            each(of_four(window));
        }
    }
}

/// The text in lower case, as far as ASCII goes. The Kelvin sign and the long s are the other
/// case of `k` and `s` (Unicode's simple case folding, which regular expressions follow).
pub fn fold(text: &[u8]) -> Vec<u8> {
    let mut folded = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some((first, after)) = rest.split_first() {
        let (byte, after) = match rest {
            [0xe2, 0x84, 0xaa, after @ ..] => (b'k', after),
            [0xc5, 0xbf, after @ ..] => (b's', after),
            _ => (first.to_ascii_lowercase(), after),
        };
        folded.push(byte);
        rest = after;
    }
    folded
}

fn hash(piece: &[u8]) -> u32 {
    let window = piece.iter().fold(0_u32, |window, byte| (window << 8) | u32::from(*byte));
    if piece.len() == 3 { of_three(window) } else { of_four(window) }
}

fn of_three(window: u32) -> u32 {
    mixed(window ^ 0x5bd1_e995)
}

fn of_four(window: u32) -> u32 {
    mixed(window)
}

/// Spreads neighbours over all bits (the finaliser of MurmurHash 3).
fn mixed(mut value: u32) -> u32 {
    value ^= value >> 16;
    value = value.wrapping_mul(0x85eb_ca6b);
    value ^= value >> 13;
    value = value.wrapping_mul(0xc2b2_ae35);
    value ^ (value >> 16)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn may(signature: &[u8], text: &str) -> bool {
        needs(text.as_bytes()).iter().all(|hash| may_hold(signature, *hash))
    }

    #[test]
    fn it_refuses_what_is_not_there() {
        let signature = of(b"GET /index.html 200\nPOST /login 500 quota exceeded\n");
        assert!(may(&signature, "quota exceeded") && may(&signature, "QUOTA") && may(&signature, "200"));
        let absent = ["segfault", "/logout", "panicked", "503", "0xdeadbeef"];
        assert!(absent.iter().all(|text| !may(&signature, text)));
        // Too short to tell.
        assert!(may(&signature, "zz") && may(&signature, ""));
    }

    #[test]
    fn its_length_follows_the_text() {
        let lengths: Vec<usize> = [0, 10, 1_000, 50_000]
            .map(|length| {
                let mut random = fastrand::Rng::with_seed(7);
                of(&std::iter::repeat_with(|| random.u8(b' '..b'~')).take(length).collect::<Vec<_>>()).len()
            })
            .to_vec();
        assert_eq!(lengths, [8, 8, 512, 8192]);
    }

    #[test]
    fn what_is_no_signature_refuses_nothing() {
        assert!(may_hold(&[], 1) && may_hold(&[0; 3], 1));
    }

    proptest! {
        #[test]
        fn nothing_that_is_there_is_refused(text in "[a-dKSks\u{212a}\u{17f}é \n]{0,120}", from in 0_usize..100, length in 0_usize..12) {
            let signature = of(text.as_bytes());
            let chars: Vec<char> = text.chars().collect();
            let part: String = chars.iter().skip(from).take(length).take_while(|c| **c != '\n').collect();
            prop_assert!(may(&signature, &part), "{part:?}");
        }
    }
}
