//! The flags of `run`, as the clients themselves list them (`flags/`), and words read by them.

use berth_runner::EngineKind;

const DOCKER: &str = include_str!("../flags/docker-28.2.2.txt");
/// The later first: it knows all of the earlier.
const PODMAN: [&str; 2] =
    [include_str!("../flags/podman-5.8.2.txt"), include_str!("../flags/podman-4.3.1.txt")];

/// What follows a flag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Takes {
    Nothing,
    Value,
    /// Several, parted by commas.
    Values,
}

/// One flag as it was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Flag {
    /// Its long name.
    pub name: String,
    /// `None` for a switch; `Some("false")` for one that is off.
    pub value: Option<String>,
    pub line: u32,
    /// Whether the engine of the line has it.
    pub own: bool,
}

impl Flag {
    pub fn is_on(&self) -> bool {
        !matches!(self.value.as_deref(), Some("false" | "0" | "f" | "F" | "False" | "FALSE"))
    }
}

/// The words after `run`.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Given {
    pub flags: Vec<Flag>,
    /// The image and what follows it.
    pub rest: Vec<(String, u32)>,
}

/// Why words can't be read on.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Unread {
    Unknown { flag: String, line: u32 },
    NoValue { flag: String, line: u32 },
}

fn rows(kind: EngineKind) -> impl Iterator<Item = (&'static str, Option<char>, Takes)> {
    let texts = match kind {
        EngineKind::Podman => &PODMAN[..],
        _ => &[DOCKER][..],
    };
    texts.iter().flat_map(|text| text.lines()).filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut words = line.split(' ');
        let name = words.next()?;
        let (mut short, mut takes) = (None, Takes::Nothing);
        for word in words {
            match word {
                "VALUE" => takes = Takes::Value,
                "VALUES" => takes = Takes::Values,
                _ => short = word.chars().nth(1),
            }
        }
        Some((name, short, takes))
    })
}

/// A flag by a test of its name; the other engine's where its own has none.
fn find(kind: EngineKind, is: impl Fn(&str, Option<char>) -> bool) -> Option<(&'static str, Takes, bool)> {
    let other = match kind {
        EngineKind::Podman => EngineKind::Docker,
        _ => EngineKind::Podman,
    };
    [(kind, true), (other, false)].into_iter().find_map(|(kind, own)| {
        let (name, _, takes) = rows(kind).find(|(name, short, _)| is(name, *short))?;
        Some((name, takes, own))
    })
}

/// Reads words as the clients do: flags up to the first word that is none.
pub(crate) fn read(kind: EngineKind, words: &[(String, u32)]) -> Result<Given, Unread> {
    let mut given = Given::default();
    let mut at = 0;
    while let Some((word, line)) = words.get(at) {
        at += 1;
        let line = *line;
        let mut next = |flag: &str| {
            let value = words.get(at).map(|(value, _)| value.clone());
            at += 1;
            value.ok_or_else(|| Unread::NoValue { flag: flag.to_owned(), line })
        };
        if word == "--" {
            break;
        } else if let Some(long) = word.strip_prefix("--") {
            let (name, value) =
                long.split_once('=').map_or((long, None), |(name, value)| (name, Some(value)));
            let known = find(kind, |other, _| other == name);
            let unknown = || Unread::Unknown { flag: format!("--{name}"), line };
            let (name, takes, own) = known.ok_or_else(unknown)?;
            let value = match (takes, value) {
                (_, Some(value)) => Some(value.to_owned()),
                (Takes::Nothing, None) => None,
                (_, None) => Some(next(word)?),
            };
            given.push(name, takes, value, line, own);
        } else if let Some(group) = word.strip_prefix('-').filter(|group| !group.is_empty()) {
            for (index, letter) in group.char_indices() {
                let unknown = || Unread::Unknown { flag: format!("-{letter}"), line };
                let known = find(kind, |_, short| short == Some(letter));
                let (name, takes, own) = known.ok_or_else(unknown)?;
                let rest = group.get(index + letter.len_utf8()..).unwrap_or_default();
                let value = match (takes, rest) {
                    (Takes::Nothing, rest) => match rest.strip_prefix('=') {
                        Some(value) => Some(value.to_owned()),
                        None => {
                            given.push(name, takes, None, line, own);
                            continue;
                        }
                    },
                    (_, "") => Some(next(word)?),
                    (_, rest) => Some(rest.strip_prefix('=').unwrap_or(rest).to_owned()),
                };
                given.push(name, takes, value, line, own);
                break;
            }
        } else {
            at -= 1;
            break;
        }
    }
    given.rest = words.get(at..).unwrap_or_default().to_vec();
    Ok(given)
}

impl Given {
    fn push(&mut self, name: &str, takes: Takes, value: Option<String>, line: u32, own: bool) {
        let flag = |value| Flag { name: name.to_owned(), value, line, own };
        match (takes, value) {
            (Takes::Values, Some(value)) if !value.contains('"') => {
                self.flags.extend(value.split(',').map(|part| flag(Some(part.to_owned()))));
            }
            (_, value) => self.flags.push(flag(value)),
        }
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(String, u32)> {
        text.split(' ').map(|word| (word.to_owned(), 1)).collect()
    }

    fn read_as(kind: EngineKind, text: &str) -> (String, String) {
        let given = read(kind, &words(text)).unwrap();
        let shown = |flag: &Flag| format!("{}={}", flag.name, flag.value.as_deref().unwrap_or("-"));
        let rest: Vec<_> = given.rest.iter().map(|(word, _)| word.as_str()).collect();
        (given.flags.iter().map(shown).collect::<Vec<_>>().join(" "), rest.join(" "))
    }

    #[test]
    fn words_are_read_as_the_clients_read_them() {
        for (text, flags, rest) in [
            ("-it --rm bb sh -c -x", "interactive=- tty=- rm=-", "bb sh -c -x"),
            ("-itp80:80 -e=A=b -w /x bb", "interactive=- tty=- publish=80:80 env=A=b workdir=/x", "bb"),
            ("--read-only=false --name=a -- -bb", "read-only=false name=a", "-bb"),
            ("-d=false --memory 1g bb --rm", "detach=false memory=1g", "bb --rm"),
        ] {
            for kind in [EngineKind::Podman, EngineKind::Docker] {
                assert_eq!(read_as(kind, text), (flags.to_owned(), rest.to_owned()), "{text}");
            }
        }
    }

    #[test]
    fn only_podman_parts_values_at_commas() {
        assert_eq!(read_as(EngineKind::Podman, "--cap-add A,B bb").0, "cap-add=A cap-add=B");
        assert_eq!(read_as(EngineKind::Docker, "--cap-add A,B bb").0, "cap-add=A,B");
    }

    #[test]
    fn a_flag_of_the_other_engine_is_read_and_told_apart() {
        let given = read(EngineKind::Docker, &words("--tz local --userns=host bb")).unwrap();
        assert_eq!(given.flags.iter().map(|flag| flag.own).collect::<Vec<_>>(), [false, true]);
        let unknown = read(EngineKind::Podman, &words("--fancy bb"));
        assert_eq!(unknown, Err(Unread::Unknown { flag: "--fancy".to_owned(), line: 1 }));
        assert!(matches!(read(EngineKind::Podman, &words("--name")), Err(Unread::NoValue { .. })));
    }

    #[test]
    fn every_flag_of_the_corpus_is_read_by_its_names() {
        for kind in [EngineKind::Podman, EngineKind::Docker] {
            let mut count = 0;
            for (name, short, takes) in rows(kind) {
                count += 1;
                let value = if takes == Takes::Nothing { None } else { Some("v".to_owned()) };
                let mut texts = vec![format!("--{name}")];
                texts.extend(short.map(|short| format!("-{short}")));
                for text in texts {
                    let line = if value.is_some() { format!("{text} v bb") } else { format!("{text} bb") };
                    let given = read(kind, &words(&line)).unwrap();
                    let flag = Flag { name: name.to_owned(), value: value.clone(), line: 1, own: true };
                    assert_eq!((given.flags, given.rest), (vec![flag], words("bb")), "{text}");
                }
            }
            assert!(count > 100, "{count}");
        }
    }
}
