//! Texts without secrets, and without who the person is: for logs, and for reports that are passed on.

use std::sync::LazyLock;

use regex::Regex;

/// Shown in place of a secret.
const MASK: &str = "…";
/// Shown in place of the person's name.
const PERSON: &str = "USER";

/// The text without what looks like a secret (values of variables, passwords and tokens by their names or their form,
/// logins in addresses), with `~` for the home folder and `USER` for the person's name.
///
/// It is a net below what Berth keeps out of its log anyway: an engine's own words may repeat anything.
#[must_use]
pub fn masked(text: &str) -> String {
    static PERSON: LazyLock<Person> = LazyLock::new(Person::own);
    PERSON.mask(&without_secrets(text))
}

/// What is quoted, also in a text that was quoted itself (`\"…\"`); where the end is missing, the rest of the line.
const QUOTED: &str = r#"\\"(?:[^"\\\n]|\\\\(?:\\.)?|\\[^"\\])*(?:\\")?|"(?:[^"\\\n]|\\.)*"?|'[^'\n]*'?"#;

/// What is replaced, in this order, and by what.
const RULES: [(&str, &str); 9] = [
    (r"(?s)-----BEGIN [A-Z ]*PRIVATE KEY-----.*?(?:-----END [A-Z ]*-----|\z)", "MASK"),
    // A login before the host of an address; a password may hold `/` and `@`.
    (r#"([A-Za-z][A-Za-z0-9+.-]*://)[^\s"]*@"#, "${1}MASK@"),
    (r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}", "$1 MASK"),
    // What services begin their tokens with.
    (
        r"\b(?:gh[pousr]_|github_pat_|glpat-|dckr_pat_|npm_|xox[abprs]-|sk-|AKIA|eyJ)[A-Za-z0-9._-]{12,}",
        "MASK",
    ),
    // `?sig=secret&X-Amz-Signature=secret`, also where JSON writes `&` as `\u0026`.
    (r#"(?i)((?:[?&]|\\u0026)[a-z0-9_-]*(?:sig|signature|credential|token|key)=)[^&\s"'\\]+"#, "${1}MASK"),
    // `"NAME=two words"`, a variable in a list of JSON.
    (r#"("[A-Z][A-Z0-9_]*=)(?:[^"\\\n]|\\.)*""#, "${1}MASK\""),
    // A variable of the environment.
    (r#"\b([A-Z][A-Z0-9_]*=)(?:QUOTED|[^\s"'][^\s"]*)"#, "${1}MASK"),
    // Headers that are secret to the end of their line.
    (r#"(?i)\b((?:set-)?cookie(?:\\?["'])?[ \t]*:[ \t]*)(?:QUOTED|[^\s"'][^\r\n"]*)"#, "${1}MASK"),
    // `token: secret`, `"apiKey":"secret"`, `db_pass=secret`, `--password secret`. In a sentence none of `=` and `:`
    // follows: "Secrets of definitions".
    (
        r#"(?ix) (
            (?: (?: [a-z0-9_.-]*
                    (?: passw(?:or)?d | passphrase | secret | token | credential | signature
                      | (?: api | access | private | secret ) [_-]? key )
                    [a-z0-9_.-]*
                  | \b (?: [a-z0-9_.-]* [_.-] )? (?: auth | authorization | pass | pwd | cookie ) )
                (?: \\?["'] )? [\ \t]* [=:] [\ \t]* (?: (?: bearer | basic ) [\ \t]+ )?
              | --[a-z0-9-]* (?: passw(?:or)?d | passphrase | secret | token | credential | key ) [a-z0-9-]* [\ \t]+ )
            ) (?: QUOTED | (?: [^\s"',;] | [,;'][^\s"',;] )+ )"#,
        "${1}MASK",
    ),
];

/// `None` where a rule is none. That is no reason to let everything pass: nothing does then.
fn rules() -> Option<Vec<(Regex, String)>> {
    let rule = |(rule, by): (&str, &str)| {
        Some((Regex::new(&rule.replace("QUOTED", QUOTED)).ok()?, by.replace("MASK", MASK)))
    };
    RULES.into_iter().map(rule).collect()
}

fn without_secrets(text: &str) -> String {
    static MADE: LazyLock<Option<Vec<(Regex, String)>>> = LazyLock::new(rules);
    let Some(rules) = MADE.as_ref() else { return MASK.to_owned() };
    rules.iter().fold(text.to_owned(), |text, (rule, by)| rule.replace_all(&text, by).into_owned())
}

/// Who must not be named.
#[derive(Debug, Default)]
struct Person {
    home: Option<String>,
    name: Option<String>,
}

impl Person {
    fn own() -> Self {
        let home =
            std::env::home_dir().map(|home| home.to_string_lossy().trim_end_matches(['/', '\\']).to_owned());
        Self { home: home.filter(|home| home.len() > 1), name: name_by(|name| std::env::var(name).ok()) }
    }

    fn mask(&self, text: &str) -> String {
        let text = match &self.home {
            Some(home) => replace_whole(text, home, "~"),
            None => text.to_owned(),
        };
        match &self.name {
            Some(name) => replace_whole(&text, name, PERSON),
            None => text,
        }
    }
}

/// The person's name by the variables that may have it.
fn name_by(variable: impl Fn(&str) -> Option<String>) -> Option<String> {
    // The administrator is nobody: "with root" is no name.
    let names = |name: &String| name.len() > 1 && !matches!(name.as_str(), "root" | "Administrator");
    ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(|name| variable(name).filter(names))
}

/// Replaces a text where it is no part of a longer name.
fn replace_whole(text: &str, what: &str, by: &str) -> String {
    let is_name = |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-');
    let mut replaced = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(what) {
        let (before, found) = rest.split_at(at);
        let after = &found[what.len()..];
        replaced.push_str(before);
        // A path begins with what is part of no name, and `\n` of a quoted text is none either.
        let begins = !what.starts_with(is_name)
            || !replaced.ends_with(is_name)
            || ["\\n", "\\r", "\\t"].iter().any(|end| replaced.ends_with(end));
        replaced.push_str(if begins && !after.starts_with(is_name) { by } else { what });
        rest = after;
    }
    replaced + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::Advice;

    #[test]
    fn every_rule_is_one() {
        assert_eq!(rules().map(|rules| rules.len()), Some(RULES.len()));
    }

    #[test]
    fn what_looks_like_a_secret_is_left_out() {
        for (text, expected) in [
            ("ssh://ann:hunter2@host:22/x", "ssh://…@host:22/x"),
            ("at https://ann:p@ss@h/x, and", "at https://…@h/x, and"),
            ("https://ann:p/s's@h x@y", "https://…@h x@y"),
            ("Authorization: Bearer abcdefgh.ijk", "Authorization: Bearer …"),
            ("Proxy-Authorization: Basic short", "Proxy-Authorization: Basic …"),
            ("bad variable API_URL=http://x y", "bad variable API_URL=… y"),
            ("TOKEN=\"two words\" rest", "TOKEN=… rest"),
            (r#"TOKEN=\"two words\" rest"#, "TOKEN=… rest"),
            ("TOKEN='it is", "TOKEN=…"),
            ("API_KEY=two words", "API_KEY=… words"),
            (r#"["API_KEY=two \"words\"","x"]"#, r#"["API_KEY=…","x"]"#),
            ("db_pass=hunter2", "db_pass=…"),
            ("--db-password hunter2 --tail 5", "--db-password … --tail 5"),
            (r#"{"apiKey":"hunter2","name":"bot"}"#, r#"{"apiKey":…,"name":"bot"}"#),
            (r#"{\"token\":\"a\\\"b\",\"name\":\"bot\"}"#, r#"{\"token\":…,\"name\":\"bot\"}"#),
            (r#"{"auth":"YW5uOmh1bnRlcjI=","x":1}"#, r#"{"auth":…,"x":1}"#),
            ("my_secret: hunter2, and on", "my_secret: …, and on"),
            ("password=hun,ter;2's x", "password=… x"),
            ("Cookie: session=hunter2; theme=dark\nHost: x", "Cookie: …\nHost: x"),
            (r#"{"Cookie":"session=hunter2; a=b","x":1}"#, r#"{"Cookie":…,"x":1}"#),
            ("by ghp_0123456789abcdefABCDEF, then", "by …, then"),
            ("by github_pat_11AAAA_0123456789abc", "by …"),
            ("by glpat-0123456789abcdef", "by …"),
            ("by dckr_pat_0123456789-abcdef", "by …"),
            ("by AKIAIOSFODNN7EXAMPLE", "by …"),
            ("by eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2ln", "by …"),
            ("https://h/x?sig=a%2Bb&se=2026", "https://h/x?sig=…&se=2026"),
            ("https://h/x?a=b&X-Amz-Signature=0f1e", "https://h/x?a=b&X-Amz-Signature=…"),
            (r"https://h/x?a=b\u0026sig=0f1e\u0026c=d", r"https://h/x?a=b\u0026sig=…\u0026c=d"),
            ("https://h/x?a=b&token=0f1e", "https://h/x?a=b&token=…"),
            ("x\n-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----\ny", "x\n…\ny"),
            ("x -----BEGIN PRIVATE KEY-----\nMIIE", "x …"),
            ("podman:far answered in 12 ms", "podman:far answered in 12 ms"),
            ("a=b is no variable", "a=b is no variable"),
            ("invalid token in line 3", "invalid token in line 3"),
            ("no secret\nname: bot", "no secret\nname: bot"),
            ("the author: ann, bypass: none", "the author: ann, bypass: none"),
            ("pass --follow, or a cookie", "pass --follow, or a cookie"),
        ] {
            assert_eq!(without_secrets(text), expected);
        }
    }

    #[test]
    fn no_sentence_of_berth_is_masked() {
        let all = [
            Advice::Run { command: "loginctl enable-linger".to_owned() },
            Advice::Words { words: "refused".to_owned() },
            Advice::PodmanAsDocker {},
            Advice::SlowEngine {},
            Advice::SetHome {},
            Advice::GetRights {},
            Advice::MakeRoom {},
            Advice::BusIsNeeded {},
            Advice::NoNotices {},
            Advice::NoTray {},
            Advice::NoPortal {},
            Advice::NoKeyring {},
        ];
        for advice in all {
            let says = advice.to_string();
            assert_eq!(masked(&says), says);
        }
    }

    #[test]
    fn the_first_variable_with_a_name_counts() {
        let by = |user: &str, logname: &str| {
            name_by(|name| match name {
                "USER" => Some(user.to_owned()),
                "LOGNAME" => Some(logname.to_owned()),
                _ => None,
            })
        };
        assert_eq!(by("", "ann").as_deref(), Some("ann"));
        assert_eq!(by("bob", "ann").as_deref(), Some("bob"));
        assert_eq!(by("root", "root"), None);
    }

    #[test]
    fn nobody_is_named() {
        let ann = Person { home: Some("/home/ann".to_owned()), name: Some("ann".to_owned()) };
        for (text, expected) in [
            ("/home/ann/.config/berth", "~/.config/berth"),
            ("in /home/ann, by ann", "in ~, by USER"),
            ("/home/anna and annotate, ann-2", "/home/anna and annotate, ann-2"),
            (r#""\nann and \tann""#, r#""\nUSER and \tUSER""#),
            ("unix:///run/user/ann/x", "unix:///run/user/USER/x"),
        ] {
            assert_eq!(ann.mask(text), expected);
        }
        assert_eq!(Person::default().mask("with root"), "with root");
    }
}
