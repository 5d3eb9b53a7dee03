//! What Quadlet and systemd share: quoting, and when a service starts again.

use berth_runner::Checked;

/// A word of a command line in a unit: nothing in it is a specifier, a variable or a separator.
pub(super) fn word(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_-./:,@+=".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        return text.to_owned();
    }
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '%' => out.push_str("%%"),
            '$' => out.push_str("$$"),
            c => out.push(c),
        }
    }
    out + "\""
}

pub(super) fn words(words: &[String]) -> String {
    words.iter().map(|text| word(text)).collect::<Vec<_>>().join(" ")
}

/// `Restart=`, by the restart policy; the engine does not do it too.
pub(super) fn restart(spec: &Checked) -> &'static str {
    match spec.options.plain.restart.as_deref().map(|policy| policy.split(':').next().unwrap_or_default()) {
        Some("always" | "unless-stopped") => "always",
        Some("on-failure") => "on-failure",
        _ => "no",
    }
}

/// Whether it starts with the person's first log-in, or the system.
pub(super) fn install(spec: &Checked) -> &'static str {
    if restart(spec) == "always" { "\n[Install]\nWantedBy=default.target\n" } else { "" }
}
