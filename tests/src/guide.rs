//! What people read: each link leads somewhere, and each page of the guide is in its contents.

use std::fs;
use std::path::Path;

use crate::window::repository;

/// Where the guide's own pages are; each reference of `docs` is included under its name.
pub const GUIDE: &str = "docs/guide/src";

/// The text of a page, with what it includes.
pub fn page(path: &str) -> String {
    let read = |path: &Path| fs::read_to_string(path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
    let path = repository().join(path);
    let text = read(&path);
    match text.trim().strip_prefix("{{#include ").and_then(|rest| rest.strip_suffix("}}")) {
        Some(included) => read(&path.with_file_name(included)),
        None => text,
    }
}

/// The pages of the guide, as its contents list them.
pub fn pages() -> Vec<String> {
    let contents = page(&format!("{GUIDE}/SUMMARY.md"));
    links(&contents).into_iter().map(|link| format!("{GUIDE}/{link}")).collect()
}

/// The blocks of shell commands of a page, in order.
pub fn blocks(page: &str) -> Vec<String> {
    let blocks = page.split("```sh\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.map(str::to_owned).collect()
}

/// A page without its blocks and words of code.
fn prose(page: &str) -> String {
    let mut inside = false;
    let lines = page.lines().filter(|line| {
        let fence = line.trim_start().starts_with("```");
        inside ^= fence;
        !inside && !fence
    });
    let text = lines.collect::<Vec<_>>().join("\n");
    text.split('`').enumerate().map(|(at, part)| if at % 2 == 0 { part } else { "code" }).collect()
}

/// What the links and the pictures of a page lead to.
fn links(page: &str) -> Vec<String> {
    let prose = prose(page);
    let ends = [("](", ')'), ("src=\"", '"'), ("srcset=\"", '"')];
    let targets = ends.iter().flat_map(|(begin, end)| {
        prose.split(begin).skip(1).filter_map(|rest| rest.split(*end).next()).map(str::to_owned)
    });
    targets.collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// The names that headings can be linked by.
    fn anchors(page: &str) -> BTreeSet<String> {
        let mut inside = false;
        let headings = page.lines().filter(|line| {
            inside ^= line.starts_with("```");
            !inside && line.starts_with('#')
        });
        let name = |heading: &str| {
            let kept = heading.trim_start_matches('#').trim().to_lowercase();
            let kept = kept.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect::<String>()
        };
        headings.map(name).collect()
    }

    /// What is wrong with the links of a page that is read at `place`.
    fn broken(place: &str, text: &str) -> Vec<String> {
        let folder = Path::new(place).parent().unwrap_or(Path::new(""));
        let leads = |link: &String| {
            if ["https://", "http://", "berth://"].iter().any(|scheme| link.starts_with(scheme)) {
                return true;
            }
            let (path, anchor) =
                link.split_once('#').map_or((link.as_str(), None), |(path, at)| (path, Some(at)));
            let target = folder.join(path);
            if !path.is_empty() && !repository().join(&target).exists() {
                return false;
            }
            let Some(anchor) = anchor else { return true };
            let target = if path.is_empty() { text.to_owned() } else { page(&target.display().to_string()) };
            anchors(&target).contains(anchor)
        };
        links(text).into_iter().filter(|link| !leads(link)).map(|link| format!("{place}: {link}")).collect()
    }

    fn files(folder: &str) -> BTreeSet<String> {
        let entries =
            fs::read_dir(repository().join(folder)).unwrap_or_else(|error| panic!("{folder}: {error}"));
        let names = entries.map(|entry| entry.unwrap_or_else(|error| panic!("{error}")).file_name());
        let names = names.map(|name| name.to_string_lossy().into_owned());
        names.filter(|name| name.ends_with(".md")).map(|name| format!("{folder}/{name}")).collect()
    }

    #[test]
    fn every_link_leads_to_a_file_and_a_heading_that_are_there() {
        let pages: BTreeSet<String> =
            [files("."), files("docs"), files(GUIDE)].into_iter().flatten().collect();
        assert!(pages.len() > 30, "{pages:?}");
        // A page that is included is read in two places.
        let broken: Vec<String> = pages.iter().flat_map(|path| broken(path, &page(path))).collect();
        assert!(broken.is_empty(), "these lead nowhere: {broken:#?}");
    }

    #[test]
    fn a_link_that_leads_nowhere_is_found() {
        let text =
            "# One, two: `x_y`\n[a](#one-two-x_y) [b](#other) [c](../README.md) [d](none.md) `[e](none.md)`";
        assert_eq!(broken("docs/x.md", text), ["docs/x.md: #other", "docs/x.md: none.md"]);
    }

    #[test]
    fn the_contents_of_the_guide_list_each_page_once() {
        let (listed, mut there) = (pages(), files(GUIDE));
        there.remove(&format!("{GUIDE}/SUMMARY.md"));
        assert_eq!(listed.len(), there.len(), "{listed:?}");
        assert_eq!(listed.into_iter().collect::<BTreeSet<_>>(), there);
        let book = fs::read_to_string(repository().join("docs/guide/book.toml")).unwrap_or_default();
        assert!(book.lines().any(|line| line == "src = \"src\""), "{book}");
    }
}
