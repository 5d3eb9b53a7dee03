//! What was measured, and the table that shows it.

use std::collections::HashMap;

/// Whose figure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Whose {
    Ours,
    /// Another build of the app, with `--peer`.
    Peer,
    /// The engine's own attach, drained to nothing.
    Attach,
    /// A plain xterm.js in the same page, fed from memory.
    Xterm,
    /// The bare window, before anything is shown in its xterm.js.
    Bare,
    /// The bare window, with a message for each read.
    EachRead,
    /// Likewise with credits.
    EachReadCredits,
    /// The bare window, with batches and without credits.
    Batches,
    /// The bare window, with batches and credits, and nothing skipped.
    BatchesCredits,
    /// node-pty, a WebSocket and xterm.js, in the bare window.
    Ttyd,
    /// The program `xterm`.
    Native,
}

impl Whose {
    pub fn words(self) -> &'static str {
        match self {
            Self::Ours => "ours",
            Self::Peer => "the other build",
            Self::Attach => "attach alone",
            Self::Xterm => "xterm.js alone",
            Self::Bare => "the bare window",
            Self::EachRead => "a message a read",
            Self::EachReadCredits => "a message a read, credits",
            Self::Batches => "batches",
            Self::BatchesCredits => "batches, credits",
            Self::Ttyd => "node-pty, ws, xterm.js",
            Self::Native => "xterm, the program",
        }
    }
}

/// What is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Figure {
    Painted,
    PaintedCpu,
    ClientCpu,
    Frames,
    Delivered,
    Message,
    Frozen,
    Heard,
    Echo,
    Window,
    Page,
    WindowOnBus,
    PageOnBus,
    Memory,
    ClientMemory,
    /// 500 MB to painted, and what goes with it.
    Long,
    LongFrames,
    Quiet,
    Reattached,
    /// A key among eight floods.
    Crowded,
    HiddenMemory,
}

/// How the rounds are made one figure.
#[derive(Clone, Copy)]
enum Of {
    Median,
    Percentile99,
}

struct Row {
    words: &'static str,
    figure: Figure,
    of: Of,
    limits: &'static [Whose],
}

const fn row(words: &'static str, figure: Figure, of: Of, limits: &'static [Whose]) -> Row {
    Row { words, figure, of, limits }
}

/// Everything that shows all of the listing, or all that is left of it.
const SHOWN: &[Whose] = &[
    Whose::Attach,
    Whose::Xterm,
    Whose::EachRead,
    Whose::EachReadCredits,
    Whose::Batches,
    Whose::BatchesCredits,
    Whose::Ttyd,
    Whose::Native,
];

const ROWS: &[Row] = &[
    row("50 MB listing to painted, MB/s", Figure::Painted, Of::Median, SHOWN),
    row("  CPU of app and WebKit, s", Figure::PaintedCpu, Of::Median, SHOWN),
    row("  CPU of the attach client, s", Figure::ClientCpu, Of::Median, &[]),
    row("  frames a second", Figure::Frames, Of::Median, SHOWN),
    row("  share that crossed to the page, %", Figure::Delivered, Of::Median, &[]),
    row("  mean message, KB", Figure::Message, Of::Median, &[]),
    row("500 MB listing to painted, MB/s", Figure::Long, Of::Median, SHOWN),
    row("  frames a second", Figure::LongFrames, Of::Median, SHOWN),
    row("written by the session, window frozen, MB/s", Figure::Frozen, Of::Median, &[Whose::Attach]),
    row("key to bytes in the page, p50, ms", Figure::Heard, Of::Median, &[Whose::Attach]),
    row("key to bytes in the page, p99, ms", Figure::Heard, Of::Percentile99, &[Whose::Attach]),
    row("key to painted, p50, ms", Figure::Echo, Of::Median, &[]),
    row("key to painted, p99, ms", Figure::Echo, Of::Percentile99, &[]),
    row("key to bytes among 8 floods, p99, ms", Figure::Crowded, Of::Percentile99, &[Whose::Attach]),
    row("Ctrl-C in a flood to quiet, ms", Figure::Quiet, Of::Median, &[]),
    row("open a terminal again to painted, ms", Figure::Reattached, Of::Median, &[]),
    row("launch to a window, no session bus, ms", Figure::Window, Of::Median, &[]),
    row("launch to text in it, no session bus, ms", Figure::Page, Of::Median, &[]),
    row("launch to a window, dbus-run-session, ms", Figure::WindowOnBus, Of::Median, &[]),
    row("launch to text in it, dbus-run-session, ms", Figure::PageOnBus, Of::Median, &[]),
    row("PSS of app and WebKit, one terminal, MB", Figure::Memory, Of::Median, &[Whose::Bare]),
    row("PSS a hidden terminal adds, MB", Figure::HiddenMemory, Of::Median, &[]),
    row("PSS of the attach client, MB", Figure::ClientMemory, Of::Median, &[]),
];

#[derive(Default)]
pub struct Figures(HashMap<(Whose, Figure), Vec<f64>>);

impl Figures {
    pub fn add(&mut self, whose: Whose, figure: Figure, value: f64) {
        self.0.entry((whose, figure)).or_default().push(value);
    }

    pub fn extend(&mut self, whose: Whose, figure: Figure, values: Vec<f64>) {
        self.0.entry((whose, figure)).or_default().extend(values);
    }

    /// More of what was added last.
    pub fn add_to_last(&mut self, whose: Whose, figure: Figure, value: f64) {
        if let Some(last) = self.0.get_mut(&(whose, figure)).and_then(|values| values.last_mut()) {
            *last += value;
        }
    }

    fn value(&self, whose: Whose, row: &Row) -> Option<f64> {
        let mut values = self.0.get(&(whose, row.figure))?.clone();
        values.sort_by(f64::total_cmp);
        match row.of {
            Of::Median => Some(f64::midpoint(values[(values.len() - 1) / 2], values[values.len() / 2])),
            Of::Percentile99 => values.get((values.len() * 99).div_ceil(100) - 1).copied(),
        }
    }

    /// The smallest and the largest, where rounds differ.
    fn spread(&self, row: &Row) -> String {
        let Some(values) = self.0.get(&(Whose::Ours, row.figure)) else { return String::new() };
        let least = values.iter().copied().fold(f64::INFINITY, f64::min);
        let most = values.iter().copied().fold(0.0, f64::max);
        format!("{}..{}", shown(least), shown(most))
    }

    /// In Markdown, for a terminal and for the docs alike.
    pub fn table(&self) -> String {
        let mut lines = vec![cells("figure", "ours", "least..most", "peer or limit", "ratio")];
        lines.push(cells("---", "---:", "---:", "---:", "---:"));
        for row in ROWS {
            let ours = self.value(Whose::Ours, row);
            let others = row.limits.iter().chain(&[Whose::Peer]);
            let others = others.filter_map(|&whose| Some((whose, self.value(whose, row)?)));
            let others: Vec<_> = others.collect();
            let mut words = row.words;
            let (mut own, mut spread) = (ours.map(shown).unwrap_or_default(), self.spread(row));
            if others.is_empty() && ours.is_some() {
                lines.push(cells(words, &own, &spread, "", ""));
            }
            for (whose, other) in others {
                let limit = format!("{} ({})", shown(other), whose.words());
                let ratio = ours.map(|ours| format!("{:.2}", ours / other)).unwrap_or_default();
                lines.push(cells(words, &own, &spread, &limit, &ratio));
                (words, own, spread) = ("", String::new(), String::new());
            }
        }
        lines.join("\n")
    }
}

fn cells(figure: &str, ours: &str, spread: &str, limit: &str, ratio: &str) -> String {
    format!("| {figure:<44} | {ours:>6} | {spread:>13} | {limit:>32} | {ratio:>5} |")
}

fn shown(value: f64) -> String {
    if value < 100.0 { format!("{value:.1}") } else { format!("{value:.0}") }
}
