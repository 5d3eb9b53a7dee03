//! Streams of real programs, recorded on a pseudo-terminal (the names tell which),
//! and text that terminals find hard.

use berth_terminal::Size;

use crate::oracle::{Case, Oracle};

pub const STREAMS: [(&str, u16, u16, &[u8]); 11] = [
    ("vim", 80, 24, include_bytes!("streams/vim.bin")),
    ("vim, not left", 80, 24, include_bytes!("streams/vim-open.bin")),
    ("htop", 100, 30, include_bytes!("streams/htop.bin")),
    ("less", 80, 24, include_bytes!("streams/less.bin")),
    ("mc", 80, 25, include_bytes!("streams/mc.bin")),
    ("tmux", 80, 24, include_bytes!("streams/tmux.bin")),
    ("nano", 80, 24, include_bytes!("streams/nano.bin")),
    ("git log", 80, 24, include_bytes!("streams/gitlog.bin")),
    ("ls --color", 80, 24, include_bytes!("streams/ls.bin")),
    ("a progress bar", 60, 10, include_bytes!("streams/progress.bin")),
    ("Unicode", 20, 6, UNICODE.as_bytes()),
];

const UNICODE: &str = "\u{1b}[31mZalgo: Z\u{351}\u{36b}a\u{343}\u{36a}l\u{302}go\u{300} \u{1b}[44m한국어 中文字符 日本語テキスト\r\n\
    family 👨\u{200d}👩\u{200d}👧\u{200d}👦 flag 🇩🇪 skin 👍🏽 heart ❤\u{fe0f} keycap 1\u{fe0f}\u{20e3}\r\n\
    \u{1b}[4:3;58:2::255:0:0mעברית العربية हिन्दी தமிழ் ไทย\u{1b}[0m\r\n\
    soft\u{ad}hyphen zero\u{200b}width nbsp\u{a0}. 𝒻𝒶𝓃𝒸𝓎 ﷽ ꙮ 🏳\u{fe0f}\u{200d}🌈 end\r\n";

/// Cuts of each stream; more with `BERTH_ORACLE_CASES`.
fn cuts() -> usize {
    (crate::cases() / 50).max(1) as usize
}

#[test]
fn recorded_streams() {
    let mut oracle = Oracle::start();
    for (name, cols, rows, stream) in STREAMS {
        // Everywhere in turn, in an order that begins all over the stream.
        let step = (stream.len() * 618 / 1000) | 1;
        for at in (0..cuts()).map(|n| (n * step + 1) % (stream.len() + 1)) {
            let size = Size { cols, rows };
            let case = Case {
                size,
                scrollback: 100,
                stream: stream.to_vec(),
                seen: at / 2,
                cut: at,
                resized: Vec::new(),
            };
            // No real program was seen to leave a state that has no snapshot.
            let differences = oracle.compare(&case).unwrap_or_else(|| vec!["no exact snapshot".to_owned()]);
            assert!(differences.is_empty(), "{name} cut at {at}:\n{}", differences.join("\n"));
        }
    }
}
