//! What differs between two runs, in words.

use berth_archive::{LogDifference, RunDifference};

use super::colour;

/// The end of an image's id that people compare.
const SHORT: usize = 12;

/// A phrase for each difference in how two runs were set up; their logs are left out.
pub fn phrases(difference: &RunDifference) -> Vec<String> {
    let mut phrases = Vec::new();
    if let Some(image) = &difference.image {
        let ((before, old), (after, new)) = (&image.before, &image.after);
        match (before == after, old, new) {
            (false, ..) => phrases.push(format!("image: {before} → {after}")),
            (true, Some(old), Some(new)) => {
                phrases.push(format!(
                    "image: {after} is another than before, {} → {}",
                    short(old),
                    short(new)
                ));
            }
            // That nobody noted the id is no change.
            (true, ..) => {}
        }
    }
    if !difference.added.is_empty() {
        phrases.push(format!("environment: {} added", difference.added.join(", ")));
    }
    if !difference.removed.is_empty() {
        phrases.push(format!("environment: {} removed", difference.removed.join(", ")));
    }
    phrases.extend(difference.spec.iter().map(|change| {
        let value = |value: &Option<String>| value.clone().unwrap_or_else(|| "none".to_owned());
        let path = change.path.trim_start_matches('/').replace('/', ".");
        format!("{path}: {} → {}", value(&change.before), value(&change.after))
    }));
    phrases
}

/// Where two logs part, as diff's unified format, with a line that says where.
pub fn log(difference: &LogDifference, (before, after): (&str, &str), colours: bool) -> String {
    let mut lines = vec![format!("Their logs differ from line {} on:", difference.first)];
    lines.push(format!("--- {before}"));
    lines.push(format!("+++ {after}"));
    for line in &difference.lines {
        let (mark, colour) = match (line.before, line.after) {
            (Some(_), None) => ('-', "\x1b[31m"),
            (None, _) => ('+', "\x1b[32m"),
            _ => (' ', ""),
        };
        let text = colour::plain(&line.text);
        lines.push(match colours && !colour.is_empty() {
            true => format!("{colour}{mark}{text}\x1b[0m"),
            false => format!("{mark}{text}"),
        });
    }
    lines.join("\n")
}

fn short(id: &str) -> &str {
    let digits = id.strip_prefix("sha256:").unwrap_or(id);
    digits.get(..SHORT).unwrap_or(digits)
}

#[cfg(test)]
mod tests {
    use berth_archive::{ImageDifference, LineDifference, SpecDifference};

    use super::*;

    #[test]
    fn every_difference_has_a_phrase() {
        let id = |digit: &str| Some(format!("sha256:{}", digit.repeat(64)));
        let image = |before: &str, after: &str| {
            Some(ImageDifference { before: (before.to_owned(), id("a")), after: (after.to_owned(), id("b")) })
        };
        let change = |path: &str, before: Option<&str>, after: Option<&str>| SpecDifference {
            path: path.to_owned(),
            before: before.map(str::to_owned),
            after: after.map(str::to_owned),
        };
        let difference = RunDifference {
            image: image("bb:1", "bb:2"),
            added: vec!["A".to_owned(), "B".to_owned()],
            removed: vec!["C".to_owned()],
            spec: vec![
                change("/HostConfig/Memory", Some("0"), Some("64")),
                change("/Config/Tty", None, Some("true")),
            ],
            log: None,
        };
        assert_eq!(
            phrases(&difference),
            [
                "image: bb:1 → bb:2",
                "environment: A, B added",
                "environment: C removed",
                "HostConfig.Memory: 0 → 64",
                "Config.Tty: none → true",
            ]
        );
        let other = RunDifference { image: image("bb:1", "bb:1"), ..RunDifference::default() };
        assert_eq!(phrases(&other), ["image: bb:1 is another than before, aaaaaaaaaaaa → bbbbbbbbbbbb"]);
        let unknown = ImageDifference { before: ("bb".to_owned(), None), after: ("bb".to_owned(), id("b")) };
        let unknown = RunDifference { image: Some(unknown), ..RunDifference::default() };
        assert_eq!(phrases(&unknown), Vec::<String>::new());
    }

    #[test]
    fn logs_part_as_in_a_diff() {
        let line = |before, after, text: &str| LineDifference { before, after, text: text.to_owned() };
        let difference = LogDifference {
            first: 2,
            lines: vec![
                line(Some(1), Some(1), "same"),
                line(Some(2), None, "\x1b[1mold"),
                line(None, Some(2), "new"),
            ],
        };
        let names = ("bot#1", "bot#2");
        assert_eq!(
            log(&difference, names, false),
            "Their logs differ from line 2 on:\n--- bot#1\n+++ bot#2\n same\n-old\n+new"
        );
        assert!(log(&difference, names, true).ends_with("\n same\n\x1b[31m-old\x1b[0m\n\x1b[32m+new\x1b[0m"));
    }
}
