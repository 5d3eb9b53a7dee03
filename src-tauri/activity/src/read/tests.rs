//! Files of rules, right and wrong.

use super::*;

fn faults(text: &str) -> Vec<String> {
    let (_, faults) = read("my.toml", text, &RuleSource::Shipped);
    faults.iter().map(ToString::to_string).collect()
}

fn ids(text: &str) -> Vec<String> {
    let (entries, _) = read("my.toml", text, &RuleSource::Shipped);
    let id = |entry: &Entry| match entry {
        Entry::Rule(rule) => rule.id.clone(),
        Entry::Off { id, .. } => format!("-{id}"),
    };
    entries.iter().map(id).collect()
}

#[test]
fn every_fault_has_its_line_and_column() {
    for (text, expected) in [
        ("rule = 1\n", "my.toml:1:8: rule must be a list of at most 1000 tables"),
        ("\ncolour = 1", "my.toml:2:1: there is no key \"colour\" here"),
        ("[[rule]]\nactivity = 'idle'\ncolour = 1", "my.toml:1:1: the rule lacks id"),
        (
            "[[rule]]\nid = 'a b'",
            "my.toml:2:6: id can't be \"a b\": use at most 60 letters, digits, points and hyphens",
        ),
        ("[[rule]]\nid = 'a'\nbell = true", "my.toml:1:1: the rule lacks activity"),
        (
            "[[rule]]\nid = 'a'\nactivity = 'busy'\nbell = true",
            "my.toml:3:12: activity can't be \"busy\": use asks, works, idle",
        ),
        ("[[rule]]\nid = 'a'\nactivity = 'idle'", "my.toml:1:1: the rule lacks when"),
        (
            "[[rule]]\nid = 'a'\nactivity = 'idle'\nwhen = [{ regex = 'ä(' }]",
            "my.toml:4:19: this is not a pattern: unclosed group",
        ),
        (
            "[[rule]]\nid = 'a'\nactivity = 'idle'\nwhen = [{ regex = '(\\w{100}){100}' }]",
            "my.toml:4:19: this is not a pattern: Compiled regex exceeds size limit of 1048576 bytes.",
        ),
        (
            "[[rule]]\nid = 'a'\nactivity = 'idle'\nwhen = [{ contains = 'x', region = 'bottom' }]",
            "my.toml:4:36: region can't be \"bottom\": use screen, bottom N, above cursor N, before cursor, after \
             cursor, title or notice, with N from 1 to 200",
        ),
        (
            "[[rule]]\nid = 'a'\nactivity = 'idle'\nwhen = [{ region = 'screen' }]",
            "my.toml:4:9: the rule lacks contains or regex, one of the two",
        ),
        (
            "[[rule]]\nid = 'a'\nactivity = 'idle'\nbell = 'yes'\nquiet = -1",
            "my.toml:4:8: bell must be true or false",
        ),
        (
            "[[rule]]\nid = 'a'\nactivity = 'asks'\nbell = true\nchoices = [{ label = 'x', key = 'foo' }]",
            "my.toml:5:33: key can't be \"foo\": use one character, or a name such as enter, esc, up, f1 or ctrl-c",
        ),
        (
            "[[rule]]\nid = 'a'\noff = true\n[[rule]]\nid = 'a'\noff = true",
            "my.toml:5:6: there is a rule \"a\" above",
        ),
    ] {
        let found = faults(text);
        assert_eq!(found.first().map(String::as_str), Some(expected), "{text}\n{found:?}");
    }
}

#[test]
fn a_fault_affects_no_other_rule() {
    let good = |id: &str| format!("[[rule]]\nid = '{id}'\nactivity = 'idle'\nbell = true\n");
    for bad in [
        "[[rule]]\nid = 'bad'\nactivity = 'idle'\nbell = \n",
        "[[rule]]\nid = 'bad'\nactivity 'idle'\n",
        "[[rule]]\nid = 'bad\nactivity = 'idle'\nbell = true\n",
        "[[rule]]\nid = 'bad'\nactivity = 'idle'\nbell = true\ncolour = 'red'\n",
        "[[rule]]\nid = 'bad'\nactivity = 'idle'\nwhen = [{ regex = '[' }]\n",
    ] {
        let text = [good("one"), bad.into(), good("two")].concat();
        assert_eq!(ids(&text), ["one", "two"], "{bad}");
        assert!(!faults(&text).is_empty(), "{bad}");
    }
}

#[test]
fn a_file_that_is_none_has_few_faults() {
    let found = faults(&"no rules here, but a letter\n".repeat(500));
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("my.toml:1:4: this is not TOML: "), "{}", found[0]);
    assert_eq!(faults(&"[[rule]]\n".repeat(500)).len(), MOST_FAULTS);
}
