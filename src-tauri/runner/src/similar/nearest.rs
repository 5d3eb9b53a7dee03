//! Names that are nearly another.

use serde::{Deserialize, Serialize};

/// How many are told, at most.
const MOST: usize = 5;

/// A program in an image.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "specta", derive(specta::Type))]
pub struct SimilarName {
    /// Its file name.
    pub name: String,
    /// The folder of the `PATH` that it is in.
    pub folder: String,
}

/// Those that are most like `wanted`, the nearest first: at most five.
pub(crate) fn nearest(wanted: &str, there: &[SimilarName]) -> Vec<SimilarName> {
    let mut near: Vec<(usize, &SimilarName)> =
        there.iter().filter_map(|name| Some((distance(wanted, &name.name)?, name))).collect();
    near.sort_by_key(|(apart, SimilarName { name, .. })| {
        (*apart, !name.starts_with(wanted), name.len(), name.as_str())
    });
    near.dedup_by(|(_, a), (_, b)| a.name == b.name);
    near.into_iter().take(MOST).map(|(_, name)| name.clone()).collect()
}

/// How far apart two names are, where they may be confused: letters that are missing, too many,
/// others or swapped, one for each three. `python` and `python3.11` are, too: one begins with the
/// other.
fn distance(wanted: &str, name: &str) -> Option<usize> {
    let (a, b) = (wanted.to_lowercase(), name.to_lowercase());
    let length = a.chars().count();
    let apart = strsim::damerau_levenshtein(&a, &b);
    if apart <= (length / 3).max(1) && apart < length {
        return Some(apart);
    }
    let longer = b.strip_prefix(&a).or_else(|| a.strip_prefix(&b).filter(|_| b.len() >= 3))?;
    let is_version = longer.chars().all(|char| char.is_ascii_digit() || ".-_".contains(char));
    (is_version && length >= 2 || longer.len() <= 3 && length >= 3).then_some(apart)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_that_may_be_meant_and_no_others() {
        let cases: &[(&str, &[&str], &[&str])] = &[
            ("pyhton", &["python3", "python", "perl", "bash"], &["python", "python3"]),
            ("python", &["python3", "python3.11", "pytest", "pydoc"], &["python3", "python3.11"]),
            ("pip", &["pip3", "zip", "vi", "pidof"], &["pip3", "zip"]),
            ("node", &["nodejs", "mode", "nologin", "nano"], &["mode", "nodejs"]),
            ("bahs", &["bash", "sh", "ash", "cat"], &["bash"]),
            ("sh", &["ash", "bash", "ls", "s"], &["s", "ash"]),
            ("Curl", &["curl", "wget"], &["curl"]),
            ("my-server", &["ls", "cat", "sh"], &[]),
            ("a", &["b", "ab"], &[]),
            (
                "cats",
                &["cat", "cut", "cal", "cats2", "cat1", "cot", "kat", "cast"],
                &["cats2", "cat", "cast", "cat1"],
            ),
            ("", &["x"], &[]),
        ];
        for (wanted, there, expected) in cases {
            let there: Vec<SimilarName> = there
                .iter()
                .map(|name| SimilarName { name: (*name).to_owned(), folder: "/bin".to_owned() })
                .collect();
            let found = nearest(wanted, &there);
            let names: Vec<&str> = found.iter().map(|name| name.name.as_str()).collect();
            assert_eq!(names, *expected, "{wanted}");
        }
    }
}
