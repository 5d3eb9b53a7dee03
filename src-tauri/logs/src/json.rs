//! Lines that are JSON, or end with JSON behind a prefix.

use serde::de::IgnoredAny;

/// Places in a line that are tried as the begin of its JSON.
const TRIES: usize = 4;

/// The part of a line that is JSON: an object with a key, or a list of objects or lists or texts, that goes to
/// the line's end. `None` where there is none.
pub fn json(line: &str) -> Option<&str> {
    let line = line.trim_ascii();
    let close = *line.as_bytes().last()?;
    if close == b']' {
        let inner = line.strip_prefix('[')?.trim_ascii_start();
        return inner.starts_with(['{', '[', '"']).then_some(line).filter(|line| is_json(line));
    }
    if close != b'}' {
        return None;
    }
    let opens = memchr::memchr_iter(b'{', line.as_bytes()).filter_map(|at| line.get(at..));
    let objects =
        opens.filter(|part| part.get(1..).is_some_and(|rest| rest.trim_ascii_start().starts_with('"')));
    objects.take(TRIES).find(|part| is_json(part))
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<IgnoredAny>(text).is_ok()
}

/// JSON over several lines, each level indented by two spaces. Numbers, texts and the order of keys stay as they
/// were written.
pub fn pretty(json: &str) -> String {
    let mut out = String::with_capacity(json.len() * 2);
    let (mut depth, mut in_text, mut escaped) = (0_usize, false, false);
    let mut rest = json.chars().peekable();
    while let Some(letter) = rest.next() {
        if in_text {
            out.push(letter);
            in_text = escaped || letter != '"';
            escaped = !escaped && letter == '\\';
            continue;
        }
        match letter {
            letter if letter.is_ascii_whitespace() => {}
            '{' | '[' => {
                out.push(letter);
                while rest.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(close) = rest.next_if(|next| matches!(next, '}' | ']')) {
                    out.push(close);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth = depth.saturating_sub(1);
                new_line(&mut out, depth);
                out.push(letter);
            }
            ',' => {
                out.push(',');
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            letter => {
                in_text = letter == '"';
                out.push(letter);
            }
        }
    }
    out
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    out.extend(std::iter::repeat_n("  ", depth));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_is_found_whole_or_behind_a_prefix() {
        let cases: &[(&str, Option<&str>)] = &[
            (r#"{"level":"info","msg":"a"}"#, Some(r#"{"level":"info","msg":"a"}"#)),
            (r#"  { "a": 1 } "#, Some(r#"{ "a": 1 }"#)),
            (r#"12:00 INFO got {"a":{"b":[1,2]}}"#, Some(r#"{"a":{"b":[1,2]}}"#)),
            (r#"set {x} to {"a":1}"#, Some(r#"{"a":1}"#)),
            (r#"[{"a":1},{"a":2}]"#, Some(r#"[{"a":1},{"a":2}]"#)),
            (r#"["a"]"#, Some(r#"["a"]"#)),
            ("[ERROR]", None),
            ("[1234]", None),
            ("{}", None),
            ("fn main() { a }", None),
            (r#"{"a":1"#, None),
            (r#"{"a":1} and more"#, None),
            (r#"{"a":}"#, None),
            ("", None),
        ];
        for (line, expected) in cases {
            assert_eq!(json(line), *expected, "{line}");
        }
    }

    #[test]
    fn it_is_folded_out_as_it_was_written() {
        let written = r#"{"z":1.0,"a":[1,{"b":"x\"{,}"}],"big":12345678901234567890,"e":{},"f":[ ]}"#;
        let expected = "{\n  \"z\": 1.0,\n  \"a\": [\n    1,\n    {\n      \"b\": \"x\\\"{,}\"\n    }\n  ],\n  \
                        \"big\": 12345678901234567890,\n  \"e\": {},\n  \"f\": []\n}";
        assert_eq!(pretty(written), expected);
        assert_eq!(pretty(r#"["a\\","b"]"#), "[\n  \"a\\\\\",\n  \"b\"\n]");
    }
}
