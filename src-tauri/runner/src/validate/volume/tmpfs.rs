//! Options of a tmpfs: `size=64m,mode=1777`. Neither podman 4.3 nor docker 20.10 takes
//! `uid=` and `gid=`.

use crate::validate::mount::MountSpec;
use crate::validate::rule::VolumeTextRule;

/// What excludes what: at most one word of each group.
const GROUPS: [&[&str]; 4] = [&["ro", "rw"], &["exec", "noexec"], &["suid", "nosuid"], &["dev", "nodev"]];

pub(super) fn apply(mount: &mut MountSpec, options: &str) -> Result<(), VolumeTextRule> {
    let mut used: Vec<(&str, &str)> = Vec::new();
    for option in options.split(',').filter(|_| !options.is_empty()) {
        let unknown = || VolumeTextRule::TmpfsOption { option: option.to_owned() };
        let group = match option.split_once('=') {
            Some(("size", size)) if is_size(size) => "size",
            Some(("mode", mode))
                if matches!(mode.len(), 3 | 4) && mode.bytes().all(|b| matches!(b, b'0'..=b'7')) =>
            {
                "mode"
            }
            Some(_) => return Err(unknown()),
            None => GROUPS
                .iter()
                .find(|group| group.contains(&option))
                .and_then(|group| group.first())
                .ok_or_else(unknown)?,
        };
        if let Some((_, earlier)) = used.iter().find(|(key, _)| *key == group) {
            let (earlier, option) = ((*earlier).to_owned(), option.to_owned());
            return Err(VolumeTextRule::OptionsExclude { earlier, option });
        }
        used.push((group, option));
        match option {
            "ro" | "rw" => mount.read_only = option == "ro",
            option => mount.options.push(option.to_owned()),
        }
    }
    Ok(())
}

/// Bytes, with a unit, or a share of the memory: `1048576`, `64m`, `50%`.
fn is_size(text: &str) -> bool {
    let digits = text.strip_suffix(['k', 'K', 'm', 'M', 'g', 'G', '%']).unwrap_or(text);
    !digits.is_empty() && digits.len() <= 18 && digits.bytes().all(|byte| byte.is_ascii_digit())
}
