//! What the exit codes mean, at the end of the help.

pub(super) const HELP: &str = "\
Exit codes:
  0  done
  1  failed
  2  wrong usage, or a value that breaks a rule
  3  no such session, no such run, no such image, or no such file
  4  a session of that name runs already
  5  no engine, or it does not answer
  6  the history can't be read or written
  7  the session does not run (peek, send, wait)
  8  nothing was sent: the screen or the activity is another than you said (send)
  9  the session has no terminal that can be joined (peek, send, wait)
  10 the time is over (wait)
  11 the new one did not run, or was not healthy; the old one is back (recreate)
  12 a registry has a newer image (image newer)
  13 a session waits for your decision (after-reboot)
attach, debug and exec pass on the exit code of the process; attach ends with 0
when you detach.";
