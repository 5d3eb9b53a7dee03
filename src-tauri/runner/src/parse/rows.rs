//! JSON rows, as both engines print them.
//!
//! podman 4.3 prints a pretty array (`[]` for none); docker prints one object a
//! line and 0 bytes for none; docker 20.10 takes `--format json` literally and
//! prints the word `json` a row. Windows clients may add a BOM and CRLF.

use serde_json::Value;

/// What could be read, and how much could not.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Rows {
    /// The rows that could be read, each an object.
    pub rows: Vec<Value>,
    /// The number of rows that could not be read.
    pub skipped: u32,
}

impl Rows {
    fn keep(&mut self, row: Value) {
        if row.is_object() { self.rows.push(row) } else { self.skip(&row.to_string()) }
    }

    /// The row's text is not logged: inspect's holds the values of variables.
    fn skip(&mut self, text: &str) {
        tracing::warn!(length = text.len(), "skipped a row of an engine's answer that can't be read");
        self.skipped += 1;
    }
}

/// Reads an array or one object a line, whichever it is.
pub fn parse(printed: &[u8]) -> Rows {
    let text = String::from_utf8_lossy(printed);
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut rows = Rows::default();
    match text.strip_prefix('[') {
        Some(elements) => array(elements, &mut rows),
        None => text.lines().map(str::trim).filter(|line| !line.is_empty()).for_each(|line| {
            match serde_json::from_str(line) {
                Ok(row) => rows.keep(row),
                Err(_) => rows.skip(line),
            }
        }),
    }
    rows
}

/// Reads element by element, so that a truncated array gives what came before the cut.
fn array(elements: &str, rows: &mut Rows) {
    let mut rest = elements.trim_start();
    while !rest.starts_with(']') {
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<Value>();
        match values.next() {
            Some(Ok(row)) => rows.keep(row),
            Some(Err(_)) | None => return rows.skip(rest),
        }
        rest = rest.get(values.byte_offset()..).unwrap_or_default().trim_start();
        match rest.strip_prefix(',') {
            Some(more) => rest = more.trim_start(),
            None if rest.starts_with(']') => {}
            None => return rows.skip(rest),
        }
    }
}

/// The full ids of `ps --no-trunc` rows: `Id` on podman, `ID` on docker.
pub fn ids(rows: Rows) -> (Vec<String>, u32) {
    let Rows { rows, mut skipped } = rows;
    let mut ids = Vec::with_capacity(rows.len());
    for row in rows {
        match row.get("Id").or_else(|| row.get("ID")).and_then(Value::as_str) {
            Some(id) if is_id(id) => ids.push(id.to_owned()),
            _ => {
                tracing::warn!("skipped a listed container without a full id");
                skipped += 1;
            }
        }
    }
    (ids, skipped)
}

/// Whether it is a full container id: 64 hexadecimal digits.
pub(crate) fn is_id(text: &str) -> bool {
    text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::parse::samples::{DOCKER_PS, ID, PODMAN_PS};

    #[test]
    fn an_array_and_lines_give_the_same_ids() {
        for printed in [PODMAN_PS, DOCKER_PS] {
            let (ids, skipped) = ids(parse(printed.as_bytes()));
            assert_eq!((ids.len(), skipped), (2, 0));
            assert_eq!(ids[0], ID);
        }
    }

    #[test]
    fn none_is_an_empty_array_or_nothing() {
        for printed in ["", "\n", "[]", "[ ]\r\n", "\u{feff}[]\n"] {
            assert_eq!(parse(printed.as_bytes()), Rows::default(), "{printed:?}");
        }
    }

    #[test]
    fn bom_and_crlf_change_nothing() {
        for printed in [PODMAN_PS, DOCKER_PS] {
            let windows = format!("\u{feff}{}", printed.replace('\n', "\r\n"));
            assert_eq!(parse(windows.as_bytes()), parse(printed.as_bytes()));
        }
    }

    #[test]
    fn bad_rows_are_counted_and_the_others_kept() {
        let (good, skipped) =
            ids(parse(format!("json\n{DOCKER_PS}\n{{\"ID\":7}}\n{{\n[1]\nnull\n").as_bytes()));
        assert_eq!((good.len(), skipped), (2, 5));
        let mixed = PODMAN_PS.replacen('[', "[ 1, null, {\"Id\":null}, ", 1);
        let (good, skipped) = ids(parse(mixed.as_bytes()));
        assert_eq!((good.len(), skipped), (2, 3));
    }

    #[test]
    fn the_word_json_is_no_row() {
        assert_eq!(parse(b"json\njson\n"), Rows { rows: Vec::new(), skipped: 2 });
    }

    #[test]
    fn a_truncated_array_gives_what_came_before_the_cut() {
        let cut = PODMAN_PS.rfind("\"Id\"").unwrap_or_default();
        let (ids, skipped) = ids(parse(&PODMAN_PS.as_bytes()[..cut]));
        assert_eq!((ids, skipped), (vec![ID.to_owned()], 1));
    }

    #[test]
    fn no_truncation_and_no_invalid_byte_panics() {
        for printed in [PODMAN_PS, DOCKER_PS] {
            for cut in 0..printed.len() {
                let mut bytes = printed.as_bytes()[..cut].to_vec();
                ids(parse(&bytes));
                bytes.push(0xff);
                ids(parse(&bytes));
            }
        }
    }
}
