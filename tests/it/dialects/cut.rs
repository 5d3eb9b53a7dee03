//! Output that ends too early: an engine was killed, a cap was reached. What is read
//! from a part of it is a part of what is read from the whole.

use std::mem::discriminant;

use super::*;

/// The places to cut a text of `length` bytes at: each one of a short text, a spread
/// over a long one, for the time that it takes. Odd, so that it falls into all columns
/// of an indented array.
fn cuts(length: usize) -> impl Iterator<Item = usize> {
    (0..length).step_by((length / 60) | 1)
}

#[test]
fn half_an_inspection_describes_no_other_container() {
    for dialect in DIALECTS {
        let printed = dialect.read("inspect.json");
        let whole = sessions(&printed);
        for cut in cuts(printed.len()) {
            let part = sessions(&printed[..cut]);
            assert!(whole.starts_with(&part), "{} at {cut}", dialect.folder);
            assert!(
                part.len() < whole.len() || printed[cut..].trim_ascii() == b"]",
                "{} at {cut}",
                dialect.folder
            );
        }
    }
}

#[test]
fn half_a_list_names_no_other_container() {
    for dialect in DIALECTS {
        let printed = dialect.read("ps.json");
        let (whole, _) = rows::ids(rows::parse(&printed));
        for cut in cuts(printed.len()) {
            let (part, _) = rows::ids(rows::parse(&printed[..cut]));
            assert!(whole.starts_with(&part), "{} at {cut}", dialect.folder);
        }
    }
}

#[test]
fn half_a_row_is_counted() {
    for dialect in DIALECTS {
        for file in ["ps.json", "images.json"] {
            let printed = dialect.read(file);
            let all = rows::parse(&printed).rows.len();
            for cut in cuts(printed.len()) {
                let part = rows::parse(&printed[..cut]);
                let complete = part.rows.len() == all;
                let between =
                    printed[..cut].trim_ascii().is_empty() || printed[..cut].trim_ascii_end().ends_with(b"}");
                assert!(complete || between || part.skipped == 1, "{} {file} at {cut}", dialect.folder);
            }
        }
    }
}

#[test]
fn half_a_version_is_none() {
    for dialect in DIALECTS {
        let printed = dialect.read("version.json");
        let printed = printed.trim_ascii_end();
        for cut in 0..printed.len() {
            for podman in [true, false] {
                assert_eq!(version::parse(&printed[..cut], podman), None, "{} at {cut}", dialect.folder);
            }
        }
    }
}

#[test]
fn half_an_event_is_none() {
    for dialect in DIALECTS {
        let printed = dialect.read("events.jsonl");
        for line in printed.split(|byte| *byte == b'\n') {
            for cut in (0..line.len()).step_by(3) {
                let part = parse_event(&line[..cut]);
                assert_eq!(part, None, "{}: {}", dialect.folder, String::from_utf8_lossy(&line[..cut]));
            }
        }
    }
}

/// Half a sentence may say less, but nothing else.
#[test]
fn half_a_complaint_is_not_taken_for_another() {
    for dialect in DIALECTS {
        for Refusal { case, stderr, .. } in dialect.refusals() {
            let whole = stderr::classify(dialect.kind, &stderr);
            for (cut, _) in stderr.char_indices() {
                let part = stderr::classify(dialect.kind, &stderr[..cut]);
                let less =
                    matches!(part, StderrClass::Other(_)) || discriminant(&part) == discriminant(&whole);
                assert!(less, "{} {case}: {part:?} from {}", dialect.folder, &stderr[..cut]);
                let reason = stderr::start_reason(&stderr[..cut], &[]);
                assert!(!reason.to_string().is_empty(), "{} {case} at {cut}", dialect.folder);
            }
        }
    }
}
