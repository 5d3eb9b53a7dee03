//! What a system reads to begin a program at log-in. Pure: a command in, a text out.

/// A user unit (<https://www.freedesktop.org/software/systemd/man/latest/systemd.service.html>).
pub fn systemd(command: &[String]) -> String {
    // `%` is a specifier and `$` a variable within quotes, too.
    let quote = |word: &String| {
        let word = word.replace('\\', "\\\\").replace('"', "\\\"").replace('%', "%%").replace('$', "$$");
        format!("\"{word}\"")
    };
    let command = command.iter().map(quote).collect::<Vec<_>>().join(" ");
    format!(
        "[Unit]\n\
         Description=Berth: keep every run of container sessions\n\
         \n\
         [Service]\n\
         ExecStart={command}\n\
         # What happens goes to the history; the journal has what fails.\n\
         StandardOutput=null\n\
         Restart=on-failure\n\
         RestartSec=10\n\
         \n\
         [Install]\n\
         WantedBy=default.target\n"
    )
}

/// An agent (`man launchd.plist`).
pub fn launchd(label: &str, command: &[String]) -> String {
    let words: String =
        command.iter().map(|word| format!("        <string>{}</string>\n", escaped(word))).collect();
    format!(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>Label</key>
    <string>{label}</string>
    <key>ProgramArguments</key>
    <array>
{words}    </array>
    <key>RunAtLoad</key>
    <true/>
    <key>KeepAlive</key>
    <dict>
        <key>SuccessfulExit</key>
        <false/>
    </dict>
    <key>ProcessType</key>
    <string>Background</string>
</dict>
</plist>
"#
    )
}

/// A task at the log-in of a person
/// (<https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema>).
pub fn task(user: &str, command: &[String]) -> String {
    let (program, arguments) = command.split_first().map_or(("", &[][..]), |(program, rest)| (program, rest));
    // As the C runtime reads them; none of ours has a quote in it.
    let arguments: Vec<String> = arguments
        .iter()
        .map(|word| if word.contains(' ') { format!("\"{word}\"") } else { word.clone() })
        .collect();
    let (program, arguments, user) = (escaped(program), escaped(&arguments.join(" ")), escaped(user));
    format!(
        r#"<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>Berth: keep every run of container sessions</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <UserId>{user}</UserId>
    </LogonTrigger>
  </Triggers>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Hidden>true</Hidden>
    <RestartOnFailure>
      <Interval>PT1M</Interval>
      <Count>999</Count>
    </RestartOnFailure>
  </Settings>
  <Actions>
    <Exec>
      <Command>{program}</Command>
      <Arguments>{arguments}</Arguments>
    </Exec>
  </Actions>
</Task>
"#
    )
}

/// Text within XML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn command() -> Vec<String> {
        ["/opt/a b/100%/berth\"ctl", "--engine", "docker:far & near", "watch", "--record"]
            .map(str::to_owned)
            .to_vec()
    }

    #[test]
    fn packages_have_the_same_unit() {
        let command = ["/usr/bin/berthctl", "watch", "--record"].map(str::to_owned);
        assert_eq!(systemd(&command), include_str!("../../../../packaging/linux/berth-record.service"));
    }

    #[test]
    fn what_a_system_would_read_otherwise_is_escaped() {
        let unit = systemd(&command());
        assert!(
            unit.contains("\nExecStart=\"/opt/a b/100%%/berth\\\"ctl\" \"--engine\" \"docker:far & near\" \"watch\" \"--record\"\n"),
            "{unit}"
        );
        let agent = launchd("dev.x", &command());
        assert!(agent.contains("<string>docker:far &amp; near</string>\n"), "{agent}");
        assert!(agent.contains("<string>/opt/a b/100%/berth&quot;ctl</string>\n"), "{agent}");
        let task = task("anna", &command());
        assert!(
            task.contains("<Arguments>--engine &quot;docker:far &amp; near&quot; watch --record</Arguments>"),
            "{task}"
        );
    }
}
