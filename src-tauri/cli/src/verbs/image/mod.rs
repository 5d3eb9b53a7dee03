//! The verbs of images.

mod list;
mod prune;
mod shown;

use std::process::ExitCode;

use berth_runner::{BuildSpec, ImageRemoval, Newer, Runner};
use serde::Serialize;

use crate::cli::{Build, ImageVerb};
use crate::exit::{NEWER, Stop, ended};
use crate::print;

pub use list::images;
pub use shown::pull_shown;

pub async fn run(runner: &Runner, verb: ImageVerb) -> Result<ExitCode, Stop> {
    match verb {
        ImageVerb::List { text, json } => images(vec![runner.clone()], text.as_deref(), json).await,
        ImageVerb::Pull { images } => pull(runner, &images).await,
        ImageVerb::Build(asked) => build(runner, asked).await,
        ImageVerb::Tag { image, name } => {
            runner.tag_image(&image, &name).await?;
            said(&format!("{image} is {name} too"))
        }
        ImageVerb::Remove { images } => remove(runner, &images).await,
        ImageVerb::Prune { all, yes, json } => prune::prune(runner, all, yes, json).await,
        ImageVerb::Save { image, file } => {
            shown::save(runner, &image, &file).await?;
            said(&format!("Saved {image} to {}", file.display()))
        }
        ImageVerb::Load { file, json } => {
            let names = shown::load(runner, &file).await?;
            if json {
                print::json(&names)?;
                return Ok(ExitCode::SUCCESS);
            }
            names.iter().try_for_each(|name| print::line(&format!("Loaded {name}")))?;
            Ok(ExitCode::SUCCESS)
        }
        ImageVerb::Newer { images, json } => newer(runner, images, json).await,
    }
}

fn said(line: &str) -> Result<ExitCode, Stop> {
    print::line(line)?;
    Ok(ExitCode::SUCCESS)
}

async fn pull(runner: &Runner, images: &[String]) -> Result<ExitCode, Stop> {
    if let [image] = images {
        pull_shown(runner, image).await?;
        return said(&format!("Pulled {image}"));
    }
    let mut pulls = tokio::task::JoinSet::new();
    for image in images {
        let (runner, image) = (runner.clone(), image.clone());
        pulls.spawn(async move { (runner.pull(&image, |_| {}).await, image) });
    }
    let mut failed = 0;
    while let Some(ended) = pulls.join_next().await {
        match ended {
            Ok((Ok(()), image)) => print::line(&format!("Pulled {image}"))?,
            Ok((Err(error), _)) => {
                failed += 1;
                print::stop(&error.into());
            }
            Err(_) => failed += 1,
        }
    }
    ended(failed, images.len(), "were not pulled")
}

async fn build(runner: &Runner, asked: Build) -> Result<ExitCode, Stop> {
    let Build { folder, tag, file, no_cache, pull } = asked;
    let spec = BuildSpec { folder, file, tag, no_cache, pull };
    let image = runner.build_image(&spec, print::err).await?;
    said(&format!("Built {} ({})", spec.tag, image.short_id()))
}

async fn remove(runner: &Runner, images: &[String]) -> Result<ExitCode, Stop> {
    let mut failed = 0;
    for key in images {
        match runner.remove_image(key).await {
            Ok(ImageRemoval::Removed { .. }) => print::line(&format!("Removed {key}"))?,
            Ok(ImageRemoval::Untagged { left }) => {
                print::line(&format!("Removed the name {key}; the image is there as {}", left.join(", ")))?;
            }
            Err(error) if images.len() == 1 => return Err(error.into()),
            Err(error) => {
                failed += 1;
                print::stop(&error.into());
            }
        }
    }
    ended(failed, images.len(), "are still there")
}

/// The shape of `image newer --json`. Fields are added, never taken away.
#[derive(Serialize)]
struct Asked {
    image: String,
    /// `there`, `same` or `unknown`; `null` where the registry did not answer.
    newer: Option<Newer>,
    /// Why not.
    error: Option<String>,
}

async fn newer(runner: &Runner, images: Vec<String>, json: bool) -> Result<ExitCode, Stop> {
    let all = images.is_empty();
    let names = match all {
        false => images,
        true => {
            let images = runner.images().await?.images;
            let asked = |tag: &&String| images.iter().any(|image| image.came_from_registry(tag));
            images.iter().flat_map(|image| &image.tags).filter(asked).cloned().collect()
        }
    };
    let (mut asked, mut failed) = (Vec::new(), 0);
    for image in names {
        match runner.newer_image(&image).await {
            Ok(newer) => asked.push(Asked { image, newer: Some(newer), error: None }),
            Err(error) if asked.is_empty() && !all => return Err(error.into()),
            Err(error) => {
                failed += 1;
                asked.push(Asked { image, newer: None, error: Some(error.to_string()) });
            }
        }
    }
    if json {
        print::json(&asked)?;
    } else {
        for Asked { image, newer, error } in &asked {
            let words = match (newer, error) {
                (Some(Newer::There), _) => "a newer one is there",
                (Some(Newer::Same), _) => "no newer one",
                (Some(Newer::Unknown), _) => "can't be compared",
                (None, error) => error.as_deref().unwrap_or_default(),
            };
            print::line(&format!("{image}: {words}"))?;
        }
    }
    if asked.iter().any(|asked| asked.newer == Some(Newer::There)) {
        return Ok(ExitCode::from(NEWER));
    }
    ended(failed, asked.len(), "could not be asked for")
}
