//! Detach keys that hold back nothing that a person types.
//!
//! A client waits with a key that begins them until the next key comes, so no key may. Nothing
//! turns them off everywhere: docker takes an empty value for Ctrl-P Ctrl-Q, podman over a
//! connection refuses it for `attach` and ignores it for `exec` (4.3).

use std::ffi::OsString;

use crate::args::DETACH_KEYS;

/// No character of UTF-8 has these bytes; the keyboard and the clipboard give nothing else.
/// `attach` tells them to the engine in a URL, which carries any byte.
#[cfg(unix)]
const NO_KEYS: &[u8] = b"\xff,\xfe,\xff,\xfe";

/// Ctrl-^, of which shells know nothing. For `exec`, which tells them in JSON, and for Windows,
/// whose command lines are text too: there each key is a character of ASCII, and those all have
/// a key.
const RAREST: &str = "ctrl-^,ctrl-@,ctrl-^,ctrl-@";

/// The argument for [`DETACH_KEYS`] in a call of `verb`. `between`: whether something is between
/// the client and what runs containers; podman on Linux is that itself.
pub(super) fn detach_keys(verb: &str, between: bool) -> OsString {
    let keys = match verb {
        "exec" if between => RAREST.into(),
        "exec" => OsString::new(),
        _ => no_keys(),
    };
    let mut argument = OsString::from(DETACH_KEYS);
    argument.push(keys);
    argument
}

/// What the detach keys of `attach` are, as input.
#[cfg(unix)]
pub(crate) fn detach_bytes() -> &'static [u8] {
    b"\xff\xfe\xff\xfe"
}

/// As `RAREST` has them.
#[cfg(windows)]
pub(crate) fn detach_bytes() -> &'static [u8] {
    b"\x1e\0\x1e\0"
}

#[cfg(unix)]
fn no_keys() -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(NO_KEYS.to_vec())
}

#[cfg(windows)]
fn no_keys() -> OsString {
    RAREST.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_character_is_held_back_at_a_main_process() {
        for between in [true, false] {
            let bytes = detach_keys("attach", between).into_encoded_bytes();
            let first = bytes[DETACH_KEYS.len()];
            assert!(if cfg!(unix) { first == 0xff } else { bytes.ends_with(b",ctrl-@") }, "{bytes:?}");
        }
    }

    #[test]
    fn a_shell_waits_with_one_key_at_most() {
        assert_eq!(detach_keys("exec", false), "--detach-keys=");
        assert_eq!(detach_keys("exec", true), "--detach-keys=ctrl-^,ctrl-@,ctrl-^,ctrl-@");
    }
}
