//! What the sessions print: the coloured output of `ls -lR`, always the same.

use std::fmt::Write;

use fastrand::Rng;

/// Bytes of one listing, as the program writes them; the terminal adds a CR a line.
pub const SIZE: usize = 50_000_000;

const OWNERS: [&str; 4] = ["root", "www-data", "daemon", "nobody"];
const WORDS: [&str; 12] = [
    "access", "backup", "cache", "config", "index", "journal", "kernel", "module", "package", "session",
    "terminal", "volume",
];

/// The first `size` bytes of it, at the end of a line.
pub fn text(size: usize) -> String {
    let mut text = String::with_capacity(size + 256);
    let mut random = Rng::with_seed(1);
    while text.len() < size {
        folder(&mut text, &mut random);
    }
    text.truncate(size - 1);
    text.push('\n');
    text
}

fn folder(text: &mut String, random: &mut Rng) {
    let path = [word(random), word(random), word(random)].join("/");
    let files = 4 + random.usize(..40);
    // Writing into a string can't fail.
    let _ = writeln!(text, "\n/usr/{path}:\ntotal {}", files * 4);
    for _ in 0..files {
        let (mode, colour) = match random.usize(..10) {
            0 => ("drwxr-xr-x", "1;34"),
            1 => ("lrwxrwxrwx", "1;36"),
            2 | 3 => ("-rwxr-xr-x", "1;32"),
            _ => ("-rw-r--r--", "0"),
        };
        let owner = OWNERS[random.usize(..OWNERS.len())];
        let (links, size, day) = (1 + random.usize(..9), random.usize(..10_000_000), 1 + random.usize(..28));
        let (hour, minute) = (random.usize(..24), random.usize(..60));
        let (stem, kind) = (word(random), word(random));
        let _ = writeln!(
            text,
            "{mode} {links:4} {owner:8} {owner:8} {size:9} Nov {day:2} {hour:02}:{minute:02} \
             \x1b[{colour}m{stem}-{size}.{kind}\x1b[0m"
        );
    }
}

fn word(random: &mut Rng) -> &'static str {
    WORDS[random.usize(..WORDS.len())]
}
