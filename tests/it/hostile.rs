//! The screen model and what a session may print against it. No engine takes part.

use berth_terminal::{Colors, Screen, Size};
use berth_tests::hostile::{attacks, floods};

const SIZE: Size = Size { cols: 80, rows: 24 };
const COLORS: Colors = Colors { foreground: [1; 3], background: [2; 3], cursor: [3; 3], ansi: [[4; 3]; 16] };

fn screen() -> Screen {
    let mut screen = Screen::new(SIZE, 1000);
    screen.set_colors(COLORS);
    screen
}

/// It goes on as a terminal does, whatever was printed: a question has its answer.
fn still_answers(screen: &mut Screen, name: &str) {
    screen.write(b"\x18\x1b\\\x1bc\x1b[5;7H");
    assert_eq!(String::from_utf8_lossy(&screen.write(b"\x1b[6n")), "\x1b[5;7R", "after {name}");
}

#[test]
fn only_what_may_be_asked_is_answered() {
    for attack in attacks() {
        for piece in [attack.printed.len(), 1, 7] {
            let mut screen = screen();
            let answers: Vec<u8> =
                attack.printed.chunks(piece).flat_map(|bytes| screen.write(bytes)).collect();
            assert_eq!(
                String::from_utf8_lossy(&answers),
                attack.answers,
                "{} in pieces of {piece}",
                attack.name
            );
            let painted = screen.snapshot().paint;
            assert!(painted.len() < 8 << 20, "{}: a snapshot of {} bytes", attack.name, painted.len());
            // The reader of the snapshot gets no question and no other text.
            let answers = self::screen().write(&painted);
            assert!(answers.is_empty(), "{}: a snapshot that asks", attack.name);
            still_answers(&mut screen, attack.name);
        }
    }
}

/// Of what is printed without end a bounded part is kept. What one flood takes more than
/// this would be kept of all of it.
#[test]
#[cfg(target_os = "linux")]
fn no_flood_fills_the_memory() {
    const PRINTED: usize = 24 << 20;
    const KEPT: usize = 16 << 20;
    for (name, printed) in floods(PRINTED) {
        let mut screen = screen();
        let before = resident();
        // As it comes from a pseudo-terminal.
        let answered: usize = printed.chunks(4096).map(|bytes| screen.write(bytes).len()).sum();
        let grown = resident().saturating_sub(before);
        assert!(grown < KEPT, "{name}: {PRINTED} bytes took {grown}");
        let painted = screen.snapshot();
        assert!(painted.paint.len() + painted.unfinished.len() < KEPT, "{name}: a large snapshot");
        if name != "questions" {
            assert_eq!(answered, 0, "{name}");
        }
        still_answers(&mut screen, name);
    }
}

/// The memory of this process.
#[cfg(target_os = "linux")]
fn resident() -> usize {
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).unwrap();
    line.split_whitespace().nth(1).unwrap().parse::<usize>().unwrap() * 1024
}
