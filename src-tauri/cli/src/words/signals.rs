//! Signals of the processes in sessions, with Linux's numbers whatever the desktop runs on.

/// `SIGTERM` for 15; `SIG42` for one without a name.
pub fn name(number: i64) -> String {
    let known = berth_runner::signals().into_iter().find(|signal| i64::from(signal.number) == number);
    known.map_or_else(|| format!("SIG{number}"), |signal| format!("SIG{}", signal.name))
}

/// What it says about the end.
pub fn meaning(name: &str) -> &'static str {
    match name {
        "SIGHUP" => "Its terminal or its parent went away.",
        "SIGINT" => "It was interrupted, as with Ctrl-C.",
        "SIGQUIT" => "It was asked to quit and leave a core dump.",
        "SIGILL" => "It ran an instruction that this processor does not have.",
        "SIGTRAP" => "It ran into a breakpoint.",
        "SIGABRT" => "It aborted itself, often after a failed assertion.",
        "SIGBUS" => "It touched memory that is not there.",
        "SIGFPE" => "It made an arithmetic error, such as a division by zero.",
        "SIGKILL" => "It was killed and could not clean up.",
        "SIGSEGV" => "It crashed on an invalid memory access.",
        "SIGPIPE" => "It wrote to a pipe that nobody reads.",
        "SIGALRM" => "A timer of its own ran out.",
        "SIGTERM" => "It was asked to end.",
        "SIGXCPU" => "It used up its processor time.",
        "SIGXFSZ" => "It wrote a file larger than allowed.",
        "SIGSYS" => "It made a system call that is forbidden.",
        _ => "It got a signal that it does not handle.",
    }
}
