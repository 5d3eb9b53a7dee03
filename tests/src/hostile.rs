//! Output that attacks its reader: the person, their clipboard, their window, or the shell
//! that runs next.

/// Hostile output, and the only answers that a terminal of 80 by 24 with the colours 1 to
/// 4 may give to it.
pub struct Attack {
    pub name: &'static str,
    pub printed: Vec<u8>,
    pub answers: &'static str,
}

/// Text that must never be typed, copied or run.
pub const WORDS: &str = "; touch /tmp/taken; echo";

/// All attacks. Each wants a new terminal.
pub fn attacks() -> Vec<Attack> {
    let attack = |name, printed: &str, answers| {
        let printed = printed.replace("WORDS", WORDS).into_bytes();
        Attack { name, printed, answers }
    };
    let mut all = vec![
        attack(
            "a title, asked back",
            "\x1b]0;WORDS\x07\x1b]1;WORDS\x07\x1b[21t\x1b[20t\x1b[>2t\x1b[21;1t",
            "",
        ),
        attack("titles saved, restored and asked back", "\x1b]2;WORDS\x07\x1b[22;0t\x1b[23;0t\x1b[21t", ""),
        attack(
            "a title that hides and turns around",
            "\x1b]0;\u{202e}gpj.\u{2066}exe\u{200b}\r\nX\x1b\\",
            "",
        ),
        attack(
            "a status string asked back",
            "\x1bP$qm\x1b\\\x1bP$q\"p\x1b\\\x1bP$q r\x1b\\\x1bP$qWORDS\r\x1b\\",
            "\x1bP1$r0m\x1b\\\x1bP1$r61;1\"p\x1b\\\x1bP0$r\x1b\\\x1bP0$r\x1b\\",
        ),
        attack("capabilities", "\x1bP+q544e;636f\x1b\\\x1bP+Q\x1b\\\x1bP$t1$r\x1b\\\x1bP1$tx\x1b\\", ""),
        attack("an answerback", "\x05\x05\x1b[?5n\x05", ""),
        attack("a checksum of the screen", "WORDS\x1b[1;1;1;1;24;80*y\x1b[?63;1n", ""),
        attack(
            "places on the person's screen",
            "\x1b[11t\x1b[13t\x1b[13;2t\x1b[14t\x1b[14;2t\x1b[15t\x1b[16t\x1b[19t",
            "",
        ),
        attack(
            "a new size",
            "\x1b[8;1;1t\x1b[8;9999;9999t\x1b[4;1;1t\x1b[?40h\x1b[?3h\x1b[?3l\x1b[50t\x1b[100*|\x1b[40$|",
            "",
        ),
        attack(
            "a window that moves, hides or fills all",
            "\x1b[3;9999;9999t\x1b[2t\x1b[6t\x1b[5t\x1b[9;1t\x1b[10;1t\x1b[1t",
            "",
        ),
        attack(
            "the clipboard, read",
            "\x1b]52;c;?\x07\x1b]52;p;?\x1b\\\x1b]52;;?\x07\x1b]52;0;?\x07\u{9d}52;c;?\u{9c}",
            "",
        ),
        attack(
            "the clipboard, emptied and cut",
            "\x1b]52;c;\x07\x1b]52;c;!\x07\x1b]50;?\x07\x1b]51;x\x07",
            "",
        ),
        attack(
            "links to what runs",
            "\x1b]8;;javascript:fetch('WORDS')\x07a\x1b]8;;file:///etc/passwd\x07b\x1b]8;;data:text/html,x\x07c\x1b]8;;\x07",
            "",
        ),
        attack("a link that never ends", "\x1b]8;id=x:y=z;http://a/\x1b]8;;http://b/\x07text", ""),
        attack("cursors that are none", "\x1b[9 q\x1b[2147483647 q\x1b[0 q\x1b[1;2;3 q", ""),
        attack(
            "keys of one's own",
            "\x1bP1;1|17/0d746f756368\x1b\\\x1b[>4;2m\x1b[?4m\x1b[>1u\x1b[?u\x1b[=5u\x1b[>q",
            concat!("\x1b[>4;2m\x1b[?1u\x1bP>|Berth(", env!("CARGO_PKG_VERSION"), ")\x1b\\"),
        ),
        attack("a macro", "\x1bP1;0;1!z1b5b323174\x1b\\\x1b[1*z\x1b[?62n", ""),
        attack("a printer", "\x1b[5iWORDS\x1b[4i\x1b[?5i\x1b[?4i\x1b[i", ""),
        attack(
            "pictures of great size",
            "\x1bPq\"1;1;99999;99999#0;2;0;0;0!99999999~-!99999999~\x1b\\\x1b]1337;File=inline=1;size=99999999999:QUFB\x07",
            "",
        ),
        attack(
            "a file that is sent",
            "\x1b]1337;RequestUpload=format=tgz\x07\x1b]1337;CopyToClipboard=\x07WORDS\x1b]1337;EndCopy\x07\x1b]1337;ReportCellSize\x07",
            "",
        ),
        attack(
            "a hundred notices",
            &"\x07\x1b]9;WORDS\x07\x1b]777;notify;WORDS;WORDS\x07\x1b]99;;WORDS\x1b\\".repeat(100),
            "",
        ),
        attack("private words", "\x1b_GWORDS\x1b\\\x1b^WORDS\x1b\\\x1bXWORDS\x1b\\\x1bkWORDS\x1b\\", ""),
        attack(
            "C1 controls as characters",
            "\u{90}$qm\u{9c}\u{9b}21t\u{9d}0;WORDS\u{9c}\u{98}WORDS\u{9c}\u{85}\u{84}\u{8d}",
            "\x1bP1$r0m\x1b\\",
        ),
        attack(
            "a colour that is no colour",
            "\x1b]4;1;WORDS\x07\x1b]10;WORDS\x07\x1b]4;999;?\x07\x1b]4;-1;?\x07\x1b]4;WORDS;?\x07\x1b]17;?\x07\x1b]708;?\x07",
            "",
        ),
        attack(
            "what may be asked",
            "\x1b[c\x1b[0c\x1b[>c\x1b[5n\x1b[3;7H\x1b[6n\x1b[?6n\x1b[18t\x1b[?2004$p\x1b[4$p",
            "\x1b[?1;2c\x1b[?1;2c\x1b[>0;276;0c\x1b[0n\x1b[3;7R\x1b[?3;7R\x1b[8;24;80t\x1b[?2004;2$y\x1b[4;2$y",
        ),
        attack(
            "colours, asked",
            "\x1b]10;?\x07\x1b]11;?;?\x1b\\\x1b]4;1;?\x07\x1b]4;1;#040506\x07\x1b]4;1;?\x07",
            "\x1b]10;rgb:0101/0101/0101\x1b\\\x1b]11;rgb:0202/0202/0202\x1b\\\x1b]12;rgb:0303/0303/0303\x1b\\\x1b]4;1;rgb:0404/0404/0404\x1b\\\x1b]4;1;rgb:0404/0505/0606\x1b\\",
        ),
        attack("counts without measure", &counts(), ""),
        attack("a sequence that is not ended", "\x1b[1;2;3\x1b]0;WORDS\x1bPWORDS", ""),
        attack("marks without end on one character", &format!("e{}", "\u{301}".repeat(10_000)), ""),
        attack("nothing visible", &"\u{200b}\u{200d}\u{feff}\u{2060}\u{e0001}".repeat(2000), ""),
        attack("text that runs both ways", &"\u{202e}abc\u{2067}\u{202d}\u{202c}\u{2069}אבג".repeat(500), ""),
    ];
    all.push(Attack { name: "bytes that are no text", printed: noise(64 * 1024), answers: "" });
    all
}

/// Every sequence that takes a count, with counts beyond any screen.
fn counts() -> String {
    let most = ["2147483647", "2147483648", "99999999999999999999", "-1", "65536;65536"];
    let finals =
        ["@", "A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K", "L", "M", "P", "S", "T", "X", "Z"];
    let more = ["`", "a", "b", "d", "e", "f", "g", "h", "l", "m", "r", " @", " A", "'}", "'~", "\"q"];
    let one = |last: &str| most.map(|count| format!("x\x1b[{count}{last}")).concat();
    let all: String = finals.iter().chain(&more).map(|last| one(last)).collect();
    format!("{all}\x1b[{}m\x1b[{}H\x1b[{}m", ";".repeat(10_000), "1;".repeat(10_000), ":".repeat(10_000))
}

/// All byte values except those that begin a sequence or a question, which have attacks of
/// their own.
fn noise(len: usize) -> Vec<u8> {
    let mut random = fastrand::Rng::with_seed(1);
    std::iter::repeat_with(|| random.u8(..))
        .filter(|byte| !matches!(byte, 0x05 | 0x1b | 0x90..=0x9f | 0xc2))
        .take(len)
        .collect()
}

/// `of` repeated to about `len` bytes; each `N` in it becomes the number of the repetition.
fn flood(of: &str, len: usize) -> Vec<u8> {
    let mut all = Vec::with_capacity(len + of.len() + 20);
    let mut number = 0;
    while all.len() < len {
        number += 1;
        all.extend(of.replace('N', &number.to_string()).into_bytes());
    }
    all
}

/// Floods of about `len` bytes, each of which fills the memory of a terminal without limits.
pub fn floods(len: usize) -> Vec<(&'static str, Vec<u8>)> {
    let begun = |begin: &str| [begin.as_bytes(), &vec![b'x'; len]].concat();
    vec![
        ("a line", vec![b'x'; len]),
        ("an endless title", begun("\x1b]0;")),
        ("an endless device string", begun("\x1bP1$q")),
        ("an endless application string", begun("\x1b_")),
        ("an endless parameter", [b"\x1b[".as_slice(), &vec![b'1'; len]].concat()),
        ("titles", flood("\x1b]0;title N\x07", len)),
        ("titles that are saved", flood("\x1b]0;title N\x07\x1b[22;0t", len)),
        ("links", flood("\x1b]8;;http://host-N/\x07x\x1b]8;;\x07", len)),
        ("links with names", flood("\x1b]8;id=N;http://host-N/\x07x", len)),
        ("colours of the palette", flood("\x1b]4;N;#123\x07", len)),
        ("marks on characters", flood("eN\u{301}\u{302}\u{303}", len)),
        ("marks on one character", flood("\u{301}", len)),
        ("colours of underlines", flood("\x1b[4:3;58:5:Nmx", len)),
        ("saved cursors", flood("\x1b7\x1b[s\x1b[?1048h", len)),
        ("other screens", flood("\x1b[?1049h\x1b[?1049l", len)),
        ("questions", flood("\x1b[6n\x1b[c", len)),
        ("keyboard modes", flood("\x1b[>1u", len)),
        ("tab stops", flood("\x1b[NG\x1bH", len)),
    ]
}

/// Texts that are markup, a script, an address or a template to whoever does not take them as text. One that became
/// markup has an element `x-taken` or an attribute `data-taken`; one that ran has `taken` in the window.
pub fn markup() -> Vec<&'static str> {
    vec![
        "<x-taken>bold</x-taken>",
        "\"><x-taken data-taken=1 onclick=window.taken=1>",
        "' data-taken='1",
        "<img src=x data-taken onerror=window.taken=1>",
        "<svg data-taken onload=window.taken=1></svg>",
        "<script data-taken>window.taken=1</script>",
        "</style></script></title></textarea><x-taken>",
        "<a data-taken href=\"javascript:window.taken=1\">javascript:window.taken=1</a>",
        "javascript:window.taken=1",
        "{@html '<x-taken>'}{{constructor.constructor('window.taken=1')()}}${window.taken=1}",
        "&lt;x-taken&gt;&#60;x-taken&#62;",
        "<!--<x-taken>--><![CDATA[<x-taken>]]><?x-taken?>",
        "[x](javascript:window.taken=1) ![x](https://taken.example/x.png)",
        "\u{202e}nekat-x\u{202c}\u{2066}<x-taken>\u{2069}\u{200b}",
        "\u{1b}]8;;javascript:window.taken=1\u{7}\u{1b}[31m<x-taken>\u{1b}[0m\u{1b}]8;;\u{7}",
        "\u{1b}]0;<x-taken>\u{7}\u{1b}]9;<x-taken>\u{7}\u{1b}]777;notify;<x-taken>;<x-taken>\u{7}",
    ]
}
