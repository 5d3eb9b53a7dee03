//! Which images there are.

use std::process::ExitCode;

use berth_runner::{Image, Runner, size};
use jiff::Timestamp;

use crate::exit::Stop;
use crate::{print, table, time};

pub async fn images(runners: Vec<Runner>, text: Option<&str>, json: bool) -> Result<ExitCode, Stop> {
    let mut images = Vec::new();
    let alone = runners.len() == 1;
    for runner in runners {
        match runner.images().await {
            Ok(listing) => {
                images.extend(listing.images);
                if listing.skipped > 0 {
                    print::err(&format!("berthctl: {} images can't be read", listing.skipped));
                }
            }
            Err(error) if alone => return Err(error.into()),
            Err(error) => print::stop(&error.into()),
        }
    }
    if let Some(text) = text {
        images.retain(|image| has(image, text));
    }
    match json {
        true => print::json(&images)?,
        false => print::line(&lines(&images, Timestamp::now()))?,
    }
    Ok(ExitCode::SUCCESS)
}

fn has(image: &Image, text: &str) -> bool {
    let names = image.tags.iter().chain(image.used_by.iter().map(|user| &user.name));
    names.chain([&image.id]).any(|name| name.to_lowercase().contains(&text.to_lowercase()))
}

/// One a line.
pub fn lines(images: &[Image], now: Timestamp) -> String {
    let mut table = table::plain();
    table.set_header(["IMAGE", "ID", "SIZE", "AGE", "USED BY", "ENGINE"]);
    for image in images {
        let name = match image.tags.is_empty() {
            true => "(no name)".to_owned(),
            false => image.tags.join(", "),
        };
        let age = image.created_at.map_or_else(String::new, |at| time::age(at, now));
        let users = image.used_by.iter().map(|user| user.name.as_str()).collect::<Vec<_>>().join(", ");
        table.add_row([
            name,
            image.short_id().to_owned(),
            size(image.size),
            age,
            users,
            image.engine.clone(),
        ]);
    }
    table::trimmed(&table)
}
