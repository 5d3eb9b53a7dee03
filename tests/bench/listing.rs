//! What the sessions print: the coloured output of `ls -lR`, always the same.

use std::fmt::Write;

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
    let mut dice = Dice(1);
    while text.len() < size {
        folder(&mut text, &mut dice);
    }
    text.truncate(size - 1);
    text.push('\n');
    text
}

fn folder(text: &mut String, dice: &mut Dice) {
    let path = [dice.word(), dice.word(), dice.word()].join("/");
    let files = 4 + dice.below(40);
    // Writing into a string can't fail.
    let _ = writeln!(text, "\n/usr/{path}:\ntotal {}", files * 4);
    for _ in 0..files {
        let (mode, colour) = match dice.below(10) {
            0 => ("drwxr-xr-x", "1;34"),
            1 => ("lrwxrwxrwx", "1;36"),
            2 | 3 => ("-rwxr-xr-x", "1;32"),
            _ => ("-rw-r--r--", "0"),
        };
        let owner = OWNERS[dice.below(OWNERS.len())];
        let (links, size, day) = (1 + dice.below(9), dice.below(10_000_000), 1 + dice.below(28));
        let (hour, minute) = (dice.below(24), dice.below(60));
        let (stem, kind) = (dice.word(), dice.word());
        let _ = writeln!(
            text,
            "{mode} {links:4} {owner:8} {owner:8} {size:9} Nov {day:2} {hour:02}:{minute:02} \
             \x1b[{colour}m{stem}-{size}.{kind}\x1b[0m"
        );
    }
}

/// The same throws every time (Knuth's MMIX constants).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % bound
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())]
    }
}
