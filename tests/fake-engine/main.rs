//! A scripted podman or docker. Copied under that name into a folder that also holds its
//! script, it does what the script says and records how it was called.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use berth_runner::LABEL_TOKEN;
use berth_tests::fake::fits;
use berth_tests::script::{CALLS, Call, Rule, SCRIPT, Script, Step, TOKEN, sign_of_life};

/// The only argument of the process that [`Step::Grandchild`] starts.
const GRANDCHILD: &str = "--hold-stdout-open";

fn main() -> io::Result<ExitCode> {
    let program = std::env::current_exe()?;
    let folder = program.parent().unwrap_or(Path::new("."));
    let args: Vec<String> =
        std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let script: Script = serde_json::from_slice(&std::fs::read(folder.join(SCRIPT))?)?;
    let alive = File::create(folder.join(sign_of_life(std::process::id())))?;
    alive.lock()?;

    let grandchild = args == [GRANDCHILD];
    let (rule, token) = record(folder, &script, args, grandchild)?;
    if grandchild {
        hang(folder);
        return Ok(ExitCode::SUCCESS);
    }
    let Some(rule) = rule else {
        writeln!(io::stderr(), "fake engine: no rule for this call")?;
        return Ok(ExitCode::from(97));
    };
    perform(&program, folder, rule, &token)
}

/// Writes the call down and finds the rule that answers it, under one lock: calls may
/// come at the same time. Also finds the token of the last create.
fn record<'s>(
    folder: &Path,
    script: &'s Script,
    args: Vec<String>,
    grandchild: bool,
) -> io::Result<(Option<&'s Rule>, String)> {
    let mut file = OpenOptions::new().read(true).append(true).create(true).open(folder.join(CALLS))?;
    file.lock()?;
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let earlier: Vec<Call> = text.lines().filter_map(|line| serde_json::from_str(line).ok()).collect();

    let answers = |(index, rule): &(usize, &Rule)| {
        let used = earlier.iter().filter(|call| call.rule == Some(*index)).count();
        fits(&rule.when, &args)
            && rule.times.is_none_or(|times| used < times)
            && rule.until.as_ref().is_none_or(|word| !folder.join(word).exists())
    };
    let found = script.rules.iter().enumerate().find(answers).filter(|_| !grandchild);
    let env = script.record_env.iter().filter_map(|key| Some((key.clone(), std::env::var(key).ok()?)));
    let call = Call {
        env: env.collect(),
        pid: std::process::id(),
        grandchild,
        rule: found.map(|(index, _)| index),
        args,
    };
    file.write_all(format!("{}\n", serde_json::to_string(&call)?).as_bytes())?;
    let label = format!("{LABEL_TOKEN}=");
    let tokens = earlier.iter().chain([&call]).flat_map(|call| &call.args);
    let token = tokens.filter_map(|arg| arg.strip_prefix(&label)).next_back().unwrap_or_default().to_owned();
    Ok((found.map(|(_, rule)| rule), token))
}

fn perform(program: &Path, folder: &Path, rule: &Rule, token: &str) -> io::Result<ExitCode> {
    let mut out = io::stdout().lock();
    for step in &rule.steps {
        match step {
            Step::Print(text) => out.write_all(text.replace(TOKEN, token).as_bytes())?,
            Step::PrintBytes(bytes) => out.write_all(bytes)?,
            Step::Warn(text) => io::stderr().write_all(text.as_bytes())?,
            Step::Repeat(text, times) => {
                // What is too much ends with its reader.
                let _ = (0..*times).try_for_each(|_| out.write_all(text.as_bytes()));
            }
            Step::FloodStdout => flood(&mut out)?,
            Step::FloodStderr => flood(&mut io::stderr())?,
            Step::IgnoreTerm => signals::ignore_term()?,
            Step::Grandchild => begin(Command::new(program).arg(GRANDCHILD))?,
            Step::Hang => {
                out.flush()?;
                hang(folder);
            }
            Step::Await(word) => {
                out.flush()?;
                hang_until(folder, word);
            }
            Step::Echo => echo(&mut out)?,
            Step::Exit(status) => {
                out.flush()?;
                return Ok(ExitCode::from(*status));
            }
            Step::Die => {
                out.flush()?;
                std::process::abort();
            }
        }
        out.flush()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Wine 8 refuses now and then to start what it starts a moment later.
fn begin(command: &mut Command) -> io::Result<()> {
    const INTERNAL_ERROR: i32 = 1359;
    for _ in 0..4 {
        match command.spawn() {
            Err(error) if cfg!(windows) && error.raw_os_error() == Some(INTERNAL_ERROR) => {
                std::thread::sleep(Duration::from_millis(20));
            }
            started => return started.map(drop),
        }
    }
    command.spawn().map(drop)
}

/// Until the test is over and its folder gone: nothing is left behind on the machine.
fn hang(folder: &Path) {
    while folder.join(SCRIPT).exists() {
        std::thread::sleep(Duration::from_millis(100));
    }
}

/// Until the test allows it, or is over.
fn hang_until(folder: &Path, word: &str) {
    while folder.join(SCRIPT).exists() && !folder.join(word).exists() {
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn flood(to: &mut impl Write) -> io::Result<()> {
    let line = [b"a flood that no reader can hold\n".as_slice(); 256].concat();
    loop {
        to.write_all(&line)?;
    }
}

fn echo(out: &mut impl Write) -> io::Result<()> {
    let mut bytes = [0; 4096];
    loop {
        let read = io::stdin().read(&mut bytes)?;
        let typed = &bytes[..read];
        out.write_all(typed)?;
        out.flush()?;
        if read == 0 || typed.contains(&4) {
            return Ok(());
        }
    }
}

#[cfg(unix)]
mod signals {
    use std::io;
    use std::sync::Arc;
    use std::sync::atomic::AtomicBool;

    use signal_hook::consts::{SIGINT, SIGTERM};

    /// A handler that only sets a flag nobody reads.
    pub fn ignore_term() -> io::Result<()> {
        for signal in [SIGTERM, SIGINT] {
            signal_hook::flag::register(signal, Arc::new(AtomicBool::new(false)))?;
        }
        Ok(())
    }
}

#[cfg(not(unix))]
mod signals {
    /// There is no SIGTERM: processes are only ever ended outright.
    pub fn ignore_term() -> std::io::Result<()> {
        Ok(())
    }
}
