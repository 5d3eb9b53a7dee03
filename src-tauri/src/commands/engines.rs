use berth_runner::Health;
use tauri::State;

use crate::failure::Failure;
use crate::harbour::Harbour;

/// How an engine is doing, asked now.
#[tauri::command]
#[specta::specta]
pub async fn engine_health(harbour: State<'_, Harbour>, engine: String) -> Result<Health, Failure> {
    Ok(harbour.runner(&engine).await?.health().await)
}

/// Where ended runs are archived.
#[tauri::command]
#[specta::specta]
pub fn history_folder(harbour: State<'_, Harbour>) -> String {
    harbour.archive().folder().display().to_string()
}

/// Opens a web link in the person's browser.
#[tauri::command]
#[specta::specta]
pub fn open_link(url: String) -> Result<(), Failure> {
    if !tauri::Url::parse(&url).is_ok_and(|url| opens(&url)) {
        return Err(Failure::new("invalid", format!("\"{url}\" is not an address that Berth opens")));
    }
    tauri_plugin_opener::open_url(&url, None::<&str>)
        .map_err(|error| Failure::new("open_link", format!("Could not open {url}: {error}")))
}

/// A terminal prints what it likes. Of what is not of the web, which the window asks about,
/// nothing is opened that would be run, no file, and no host that an option could be.
fn opens(url: &tauri::Url) -> bool {
    const HANDED_OVER: [&str; 10] =
        ["mailto", "tel", "ssh", "sftp", "ftp", "ftps", "irc", "ircs", "xmpp", "matrix"];
    let option = url.username().starts_with('-') || url.host_str().is_some_and(|host| host.starts_with('-'));
    matches!(url.scheme(), "http" | "https") || HANDED_OVER.contains(&url.scheme()) && !option
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens() {
        for (url, expected) in [
            ("https://example.org/", true),
            ("ssh://ann@host.example:22/", true),
            ("mailto:ann@example.org", true),
            ("ssh://-oProxyCommand=x/", false),
            ("ssh://-l@host/", false),
            ("file:///etc/passwd", false),
            ("javascript:alert(1)", false),
            ("ms-msdt:/id", false),
        ] {
            assert_eq!(tauri::Url::parse(url).is_ok_and(|url| opens(&url)), expected, "{url}");
        }
    }
}
