use crate::emulator::{Colors, Emulator};

const VERSION: &str = env!("CARGO_PKG_VERSION");

/// What is answered on a screen of 10 by 6 in a theme.
fn answers(asked: &str) -> String {
    let mut emulator = Emulator::new(10, 6, 5);
    emulator.set_colors(Colors {
        foreground: [1; 3],
        background: [2; 3],
        cursor: [3; 3],
        ansi: [[4; 3]; 16],
    });
    emulator.advance(asked.as_bytes());
    String::from_utf8_lossy(&emulator.take_answers()).replace('\x1b', "ESC ")
}

/// By <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>. In `asked`, `^` is an escape.
fn hold(table: &[(&str, &str)]) {
    for (asked, answer) in table {
        assert_eq!(answers(&asked.replace('^', "\x1b")), *answer, "{asked}");
    }
}

#[test]
fn what_the_terminal_is() {
    let version = format!("ESC P>|Berth({VERSION})ESC \\");
    hold(&[
        ("^[c", "ESC [?1;2c"),
        ("^[0c", "ESC [?1;2c"),
        ("^[1c", ""),
        ("^Z", "ESC [?1;2c"),
        ("^[>c", "ESC [>0;276;0c"),
        ("^[>0c", "ESC [>0;276;0c"),
        ("^[>1c", ""),
        ("^[=c", "ESC P!|00000000ESC \\"),
        ("^[=1c", ""),
        ("^[>q", &version),
        ("^[>0q", &version),
        ("^[>1q", ""),
        ("^[?c", ""),
    ]);
}

#[test]
fn how_it_is_and_where_the_cursor_is() {
    hold(&[
        ("^[5n", "ESC [0n"),
        ("^[6n", "ESC [1;1R"),
        ("^[3;7H^[6n", "ESC [3;7R"),
        ("^[3;7H^[?6n", "ESC [?3;7R"),
        ("^[99;99H^[6n", "ESC [6;10R"),
        // Waiting to wrap, in the last column.
        ("0123456789^[6n", "ESC [1;10R"),
        ("0123456789^[?6n", "ESC [?1;10R"),
        ("0123456789x^[6n", "ESC [2;2R"),
        // In origin mode by the scroll region.
        ("^[2;4r^[?6h^[2;3H^[6n", "ESC [2;3R"),
        ("^[2;4r^[?6h^[99;3H^[?6n", "ESC [?3;3R"),
        ("^[2;4r^[2;3H^[6n", "ESC [2;3R"),
        ("^[?996n", "ESC [?997;1n"),
        ("^[996n", ""),
        ("^[0n", ""),
        ("^[7n", ""),
        ("^[?5n", ""),
    ]);
}

#[test]
fn how_modes_are_set() {
    let ansi = [(2, 4), (4, 2), (12, 3), (20, 2), (0, 0), (3, 0), (34, 0)];
    for (mode, value) in ansi {
        assert_eq!(answers(&format!("\x1b[{mode}$p")), format!("ESC [{mode};{value}$y"));
    }
    let forever =
        [(8, 3), (67, 4), (1005, 4), (1015, 4), (1048, 1), (2027, 3), (0, 0), (3, 0), (5, 0), (9999, 0)];
    for (mode, value) in forever {
        for before in ["", "h", "l"] {
            let before = if before.is_empty() { String::new() } else { format!("\x1b[?{mode}{before}") };
            assert_eq!(answers(&format!("{before}\x1b[?{mode}$p")), format!("ESC [?{mode};{value}$y"));
        }
    }
    // Set by default, and reset.
    let switched = [
        (1, 2),
        (6, 2),
        (7, 1),
        (9, 2),
        (12, 2),
        (25, 1),
        (45, 2),
        (47, 2),
        (66, 2),
        (1000, 2),
        (1002, 2),
        (1003, 2),
        (1004, 2),
        (1006, 2),
        (1016, 2),
        (1047, 2),
        (1049, 2),
        (2004, 2),
        (2026, 2),
        (2031, 2),
    ];
    for (mode, default) in switched {
        let asked = format!("\x1b[?{mode}$p\x1b[?{mode}h\x1b[?{mode}$p\x1b[?{mode}l\x1b[?{mode}$p");
        let told = |value: u8| format!("ESC [?{mode};{value}$y");
        assert_eq!(answers(&asked), [told(default), told(1), told(2)].concat());
    }
    for mode in [4, 20] {
        let asked = format!("\x1b[{mode}h\x1b[{mode}$p\x1b[{mode}l\x1b[{mode}$p");
        assert_eq!(answers(&asked), format!("ESC [{mode};1$yESC [{mode};2$y"));
    }
}

#[test]
fn how_it_is_set() {
    hold(&[
        ("^P$qm^\\", "ESC P1$r0mESC \\"),
        ("^[1;2;3;5;7;8;9;53m^P$qm^\\", "ESC P1$r0;1;5;7;8;9;2;3;53mESC \\"),
        ("^[4;31;102m^P$qm^\\", "ESC P1$r0;4;31;102mESC \\"),
        ("^[4:3;38;5;99;48;2;1;2;3m^P$qm^\\", "ESC P1$r0;4:3;38:5:99;48:2::1:2:3mESC \\"),
        ("^[4;58:2::9:8:7m^P$qm^\\", "ESC P1$r0;4;58:2::9:8:7mESC \\"),
        ("^[4;58:5:9;59m^P$qm^\\", "ESC P1$r0;4mESC \\"),
        ("^P$qr^\\", "ESC P1$r1;6rESC \\"),
        ("^[2;4r^P$qr^\\", "ESC P1$r2;4rESC \\"),
        ("^P$q q^\\", "ESC P1$r0 qESC \\"),
        ("^[4 q^P$q q^\\", "ESC P1$r4 qESC \\"),
        ("^P$q\"q^\\", "ESC P1$r0\"qESC \\"),
        ("^[1\"q^P$q\"q^\\", "ESC P1$r1\"qESC \\"),
        ("^P$q\"p^\\", "ESC P1$r61;1\"pESC \\"),
        ("^P$qs^\\", "ESC P0$rESC \\"),
        ("^P$qmm^\\", "ESC P0$rESC \\"),
        ("^P$q^\\", "ESC P0$rESC \\"),
        ("^P$qm; rm -rf^\\", "ESC P0$rESC \\"),
        // No question without its end.
        ("^P$qm\x18", ""),
        ("^P+q544e^\\", ""),
        ("^P$pm^\\", ""),
    ]);
}

/// And <https://sw.kovidgoyal.net/kitty/keyboard-protocol/>; `keyboard_tests.rs` has more.
#[test]
fn how_it_writes_keys() {
    hold(&[
        ("^[?u", "ESC [?0u"),
        ("^[>31u^[?u", "ESC [?5u"),
        ("^[>1u^[?u^[<u^[?u", "ESC [?1uESC [?0u"),
        ("^[?u^[c", "ESC [?0uESC [?1;2c"),
        ("^[?4m", "ESC [>4;0m"),
        ("^[>4;2m^[?4m", "ESC [>4;2m"),
        ("^[?1m", ""),
        ("^[>1u^[=1u^[<u^[>4;2m^[>4m^[>4n", ""),
    ]);
}

/// The size in characters. Not in pixels, which the model does not know, nor where the window
/// is; and no title, which a program may have made a command.
#[test]
fn what_is_told_of_the_window() {
    hold(&[
        ("^[18t", "ESC [8;6;10t"),
        ("^[11t", ""),
        ("^[13t", ""),
        ("^[14t", ""),
        ("^[14;2t", ""),
        ("^[15t", ""),
        ("^[16t", ""),
        ("^[19t", ""),
        ("^]0;rm -rf\x07^[20t^[21t", ""),
    ]);
}

#[test]
fn which_colours_it_has() {
    let [own, theme] = ["rgb:0404/0505/0606", "rgb:0101/0101/0101"];
    let table = [
        ("^]10;?\x07", format!("ESC ]10;{theme}ESC \\")),
        ("^]11;?^\\", "ESC ]11;rgb:0202/0202/0202ESC \\".to_owned()),
        ("^]12;?^\\", "ESC ]12;rgb:0303/0303/0303ESC \\".to_owned()),
        ("^]10;#040506\x07^]10;?^\\", format!("ESC ]10;{own}ESC \\")),
        ("^]10;#040506\x07^]110\x07^]10;?^\\", format!("ESC ]10;{theme}ESC \\")),
        ("^]10;?;?^\\", format!("ESC ]10;{theme}ESC \\ESC ]11;rgb:0202/0202/0202ESC \\")),
        ("^]4;7;#040506\x07^]4;7;?\x07", format!("ESC ]4;7;{own}ESC \\")),
        (
            "^]4;16;?;231;?\x07",
            "ESC ]4;16;rgb:0000/0000/0000ESC \\ESC ]4;231;rgb:ffff/ffff/ffffESC \\".to_owned(),
        ),
        (
            "^]4;0;?;15;?\x07",
            "ESC ]4;0;rgb:0404/0404/0404ESC \\ESC ]4;15;rgb:0404/0404/0404ESC \\".to_owned(),
        ),
        ("^]4;110;?\x07", "ESC ]4;110;rgb:8787/afaf/d7d7ESC \\".to_owned()),
        ("^]4;255;?\x07", "ESC ]4;255;rgb:eeee/eeee/eeeeESC \\".to_owned()),
        ("^]4;256;?\x07", String::new()),
        ("^]13;?\x07", String::new()),
    ];
    table.iter().for_each(|(asked, answer)| hold(&[(asked, answer)]));
}

#[test]
fn a_change_of_theme_is_told_where_a_program_asked_for_it() {
    let theme = |background| Colors { foreground: [1; 3], background, cursor: [3; 3], ansi: [[4; 3]; 16] };
    let (dark, light) = (theme([0x28, 0x2c, 0x34]), theme([0xfa, 0xf4, 0xed]));
    let mut emulator = Emulator::new(10, 6, 5);
    let told = |emulator: &mut Emulator, theme| {
        emulator.set_colors(theme);
        String::from_utf8_lossy(&emulator.take_answers()).replace('\x1b', "ESC ")
    };
    assert_eq!(told(&mut emulator, dark), "");
    assert_eq!(told(&mut emulator, light), "", "nobody asked");
    emulator.advance(b"\x1b[?2031h");
    assert_eq!(told(&mut emulator, dark), "ESC [?997;1n");
    assert_eq!(told(&mut emulator, theme([0; 3])), "", "as dark as before");
    assert_eq!(told(&mut emulator, light), "ESC [?997;2n");
    emulator.advance(b"\x1b[?2031l");
    assert_eq!(told(&mut emulator, dark), "");
}
