//! `--mount`, and the mounts of dev containers: `type=bind,source=/a,target=/b,readonly`.

use crate::draft::Draft;
use crate::remark::RemarkProblem;

/// Reads the fields of one mount into a volume.
pub(crate) fn take(draft: &mut Draft, key: &str, text: &str) {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let record = reader.records().next().and_then(Result::ok);
    let fields: Vec<(String, Option<String>)> = record
        .iter()
        .flatten()
        .map(|field| match field.split_once('=') {
            Some((name, value)) => (name.trim().to_owned(), Some(value.to_owned())),
            None => (field.trim().to_owned(), None),
        })
        .collect();
    fields_of(draft, key, &fields);
}

/// The same, already parted.
pub(crate) fn fields_of(draft: &mut Draft, key: &str, fields: &[(String, Option<String>)]) {
    // docker's word where there is none; podman (4.3) has none.
    let (mut kind, mut source, mut target) = ("volume", None, None);
    let mut options: Vec<String> = Vec::new();
    for (name, value) in fields {
        let value = value.as_deref();
        let is_on = !matches!(value, Some("false" | "0"));
        match (name.as_str(), value) {
            ("type", Some(word)) => kind = word,
            ("source" | "src", Some(text)) => source = Some(text.to_owned()),
            ("target" | "dst" | "destination", Some(text)) => target = Some(text.to_owned()),
            ("readonly" | "ro" | "read_only", _) => options.extend(is_on.then(|| "ro".to_owned())),
            ("rw", _) | ("bind-create-src" | "bind-nonrecursive", _) => {}
            ("z" | "Z" | "U" | "idmap", None) => options.push(name.clone()),
            ("chown", _) => options.extend(is_on.then(|| "U".to_owned())),
            ("relabel", Some("shared")) => options.push("z".to_owned()),
            ("relabel", Some("private")) => options.push("Z".to_owned()),
            ("bind-propagation" | "consistency", Some(word)) => options.push(word.to_owned()),
            ("volume-nocopy", _) => options.extend(is_on.then(|| "nocopy".to_owned())),
            ("tmpfs-size", Some(size)) => options.push(format!("size={size}")),
            ("tmpfs-mode", Some(mode)) => options.push(format!("mode={mode}")),
            _ => draft.remark(key, RemarkProblem::NoField {}),
        }
    }
    let Some(target) = target else { return draft.remark(key, RemarkProblem::OtherShape {}) };
    // A colon would end it.
    if target.contains(':') || source.as_deref().is_some_and(has_colon) {
        return draft.remark(key, RemarkProblem::OtherShape {});
    }
    let source = match (kind, source) {
        ("tmpfs", _) => Some("tmpfs".to_owned()),
        // A name alone would be a volume.
        ("bind", Some(path)) if is_name(draft, &path) => Some(format!("./{path}")),
        ("bind" | "volume", source) => source.filter(|source| !source.is_empty()),
        _ => return draft.remark(key, RemarkProblem::NoField {}),
    };
    if kind == "bind" && source.is_none() {
        return draft.remark(key, RemarkProblem::OtherShape {});
    }
    let options = if options.is_empty() { String::new() } else { format!(":{}", options.join(",")) };
    match source {
        Some(source) => draft.volume(&format!("{source}:{target}{options}")),
        None if options.is_empty() => draft.volume(&target),
        None => draft.remark(key, RemarkProblem::OtherShape {}),
    }
}

fn has_colon(source: &str) -> bool {
    let path = source.get(2..).is_some_and(|rest| rest.starts_with(['/', '\\']));
    let drive =
        path && source.starts_with(|c: char| c.is_ascii_alphabetic()) && source.get(1..2) == Some(":");
    source.get(if drive { 2 } else { 0 }..).is_some_and(|rest| rest.contains(':'))
}

fn is_name(draft: &Draft, path: &str) -> bool {
    !path.contains(['/', '\\']) && !path.starts_with(['~', '.']) && draft.references.first(path).is_none()
}
