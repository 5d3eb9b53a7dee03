"""What the corpus records. tools/record-screens says what each key means."""

SETUP = r"""
mkdir -p work && cd work
[ -n "$NODE_MODULES" ] && ln -s "$NODE_MODULES" node_modules
echo node_modules > .gitignore
git config --global user.name Me; git config --global user.email me@example.org
git config --global init.defaultBranch main; git config --global core.editor vim
git init -q . && seq 1 60 > numbers.txt && printf 'one\ntwo\n' > notes.txt && git add -A && git commit -qm 'Add notes'
printf 'three\n' >> notes.txt && git commit -qam 'Add three' && printf 'four\n' >> notes.txt && sed -i 's/^5$/five/' numbers.txt
touch old.log; mkdir sub; touch sub/a
printf 'read -p "Continue? [y/N] " a; echo "$a"\n' > ask.sh
printf 'printf "Proceed with the upgrade (yes/no)? "; read a; echo $a\n' > ask2.sh
printf 'name = input("What is your name? ")\nprint(name)\n' > ask.py
printf 'import getpass\ngetpass.getpass("Token for the server: ")\n' > ask_token.py
printf 'import click\nclick.confirm("Drop the database?", abort=True)\n' > ask_click.py
printf 'from rich.prompt import Confirm\nConfirm.ask("Deploy to production?")\n' > ask_rich.py
printf 'import questionary\nquestionary.select("Which region?", choices=["north", "south", "west"]).ask()\n' > ask_region.py
printf 'import questionary\nquestionary.confirm("Are you sure?").ask()\n' > ask_sure.py
printf 'const r = require("readline").createInterface({input: process.stdin, output: process.stdout}); r.question("Which port? ", () => r.close());\n' > ask_port.js
printf 'int main(void) { int n = 3; while (n) { n--; } return n; }\n' > main.c
printf 'all:\n\t@for n in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19; do echo "cc -c part$$n.c"; sleep 0.2; done; sleep 60\n' > Makefile
"""

BASH = ["bash", "--norc", "--noprofile"]


def typed(name, command, expects, line=None, *more, **others):
    """A scene in a shell in which a person typed a command."""
    return {"name": name, "argv": BASH, "keys": [command + "\r", *more], "expects": expects, "line": line, **others}


def direct(name, argv, expects, line=None, *keys, **others):
    """A scene of a session with that command."""
    return {"name": name, "argv": argv, "keys": list(keys), "expects": expects, "line": line, **others}


NODE = "const p = require('{0}'); "
MARKS = {"PS0": r"\[\e]133;C\e\\\]", "PS1": r"\[\e]133;A\e\\\]me@box:\w\$ \[\e]133;B\e\\\]"}

SCENES = [
    # Questions of shells and of their scripts.
    typed("bash.read", "bash ask.sh", "asks", "Continue? [y/N]"),
    typed("bash.read-here", 'read -p "Overwrite all files (y/n)? "', "asks", "Overwrite all files"),
    typed("bash.read-words", 'read -p "Type yes to go on: "', "asks", "Type yes"),
    typed("bash.select", "select x in red green; do break; done", "asks", "#?"),
    direct("bash.script", ["bash", "ask.sh"], "asks", "Continue? [y/N]"),
    direct("dash.script", ["dash", "ask2.sh"], "asks", "(yes/no)?"),
    direct("busybox.script", ["busybox", "sh", "ask2.sh"], "asks", "(yes/no)?"),
    typed("bash.marked-read", "bash ask.sh", "asks", "Continue? [y/N]", env=MARKS),
    # Questions of commands.
    typed("rm.asks", "rm -i old.log", "asks", "rm: remove"),
    typed("rm.tree", "rm -ri sub", "asks", "rm: descend"),
    typed("rm.busybox", "busybox rm -i old.log", "asks", "remove 'old.log'"),
    typed("cp.asks", "cp -i notes.txt numbers.txt", "asks", "cp: overwrite"),
    typed("mv.asks", "mv -i notes.txt numbers.txt", "asks", "mv: overwrite"),
    typed("find.asks", "find . -name '*.log' -ok rm {} ';'", "asks", "< rm"),
    typed("xargs.asks", "echo a b | xargs -p echo", "asks", "echo a b"),
    typed("unzip.asks", "python3 -m zipfile -c z.zip notes.txt; unzip z.zip", "asks", "replace notes.txt?"),
    typed("patch.asks", "git diff > d.patch; git checkout -q .; patch -p1 < d.patch; patch -p1 < d.patch", "asks", "Assume -R?"),
    typed("ssh-keygen.file", "ssh-keygen -t ed25519", "asks", "Enter file in which"),
    typed("ssh-keygen.passphrase", "ssh-keygen -t ed25519", "asks", "Enter passphrase", "\r"),
    typed("ssh-keygen.again", "ssh-keygen -t ed25519", "asks", "same passphrase", "\r", "x2345\r"),
    typed("ssh-keygen.overwrite", "ssh-keygen -qt ed25519 -N '' -f k; ssh-keygen -t ed25519 -f k", "asks", "Overwrite (y/n)?"),
    typed("openssl.passphrase", "openssl genrsa -aes256 -out k.pem 2048", "asks", "pass phrase"),
    typed("passwd.new", "passwd root", "asks", "New password:"),
    typed("su.password", "setpriv --reuid 65534 --clear-groups su -c id", "asks", "Password:"),
    typed("getpass.token", "python3 ask_token.py", "asks", "Token for the server:"),
    typed("git.add-patch", "git add -p", "asks", "Stage this hunk"),
    typed("git.checkout-patch", "git checkout -p", "asks", "Discard this hunk"),
    typed("git.clean", "git clean -di", "asks", "What now>"),
    typed("git.username", "python3 -c \"import http.server as h;H=h.BaseHTTPRequestHandler;H.do_GET=lambda s:(s.send_response(401),s.send_header('WWW-Authenticate','Basic realm=x'),s.end_headers());H.log_message=lambda *a:0;h.HTTPServer(('127.0.0.1',8765),H).serve_forever()\" & sleep 1; clear; git clone http://127.0.0.1:8765/x", "asks", "Username for"),
    typed("git.mergetool", "git config merge.tool vimdiff; git checkout -qf -b b; echo x > notes.txt; git commit -qam b; git checkout -q main; echo y > notes.txt; git commit -qam m; git merge b; git mergetool --prompt", "asks", "Hit return to start"),
    typed("apt.continue", "apt-get -o Debug::NoLocking=1 install cowsay", "asks", "Do you want to continue?"),
    typed("apt.remove", "apt -o Debug::NoLocking=1 remove less", "asks", "Do you want to continue?"),
    typed("dpkg.conffile", "for v in 1 2; do mkdir -p p/DEBIAN p/etc; printf 'Package: demo\\nVersion: %s\\nArchitecture: all\\nMaintainer: me <me@x.org>\\nDescription: demo\\n' $v > p/DEBIAN/control; echo /etc/demo.conf > p/DEBIAN/conffiles; echo $v > p/etc/demo.conf; dpkg-deb -b p d$v.deb >/dev/null; done; mkdir -p r/var/lib/dpkg/info r/var/lib/dpkg/updates; touch r/var/lib/dpkg/status; clear; dpkg --root=r --force-script-chrootless -i d1.deb; echo mine >> r/etc/demo.conf; dpkg --root=r --force-script-chrootless -i d2.deb", "asks", "[default=N]"),
    typed("npm.init-name", "npm init", "asks", "package name:"),
    typed("npm.init-ok", "npm init", "asks", "Is this OK?", *["\r"] * 10),
    typed("pip.uninstall", "pypython -m pip uninstall click", "asks", "Proceed (Y/n)?"),
    typed("click.confirm", "pypython ask_click.py", "asks", "Drop the database?"),
    typed("rich.confirm", "pypython ask_rich.py", "asks", "Deploy to production?"),
    typed("questionary.select", "pypython ask_region.py", "asks", "Which region?"),
    typed("questionary.confirm", "pypython ask_sure.py", "asks", "Are you sure?"),
    direct("python.input", ["python3", "ask.py"], "asks", "What is your name?"),
    typed("node.question", "node ask_port.js", "asks", "Which port?"),
    typed("perl.question", "perl -e '$|=1; print \"Delete it (y/n)? \"; <STDIN>'", "asks", "Delete it", quiet=2.5),
    typed("prompts.text", NODE.join(["node -e \"", ""]).format("prompts") + "p({type:'text',name:'a',message:'What is the project called?'})\"", "asks", "project called?", quiet=2.5),
    typed("prompts.select", NODE.join(["node -e \"", ""]).format("prompts") + "p({type:'select',name:'a',message:'Pick a colour',choices:[{title:'Red'},{title:'Blue'}]})\"", "asks", "Pick a colour", quiet=2.5),
    typed("enquirer.confirm", NODE.join(["node -e \"", ""]).format("enquirer") + "new p.Confirm({message:'Publish it?'}).run()\"", "asks", "Publish it?", quiet=2.5),
    typed("enquirer.select", NODE.join(["node -e \"", ""]).format("enquirer") + "new p.Select({message:'Which level?',choices:['debug','info','warn']}).run()\"", "asks", "Which level?", quiet=2.5),
    typed("inquirer.list", "node --input-type=module -e \"import i from 'inquirer'; i.prompt([{type:'select',name:'a',message:'Which package manager?',choices:['npm','pnpm','yarn']}])\"", "asks", "Which package manager?", quiet=2.5),
    typed("inquirer.confirm", "node --input-type=module -e \"import i from 'inquirer'; i.prompt([{type:'confirm',name:'a',message:'Remove the cache?'}])\"", "asks", "Remove the cache?", quiet=2.5),
    typed("clack.name", "create-vite", "asks", "Project name:", quiet=1.5),
    typed("clack.select", "create-vite", "asks", "Select a framework:", "\r"),
    typed("dialog.yesno", "dialog --yesno 'Restart the service now?' 8 36", "asks", "Restart the service"),
    typed("dialog.menu", "dialog --menu 'Choose a level' 12 36 3 1 low 2 high", "asks", "Choose a level"),
    typed("dialog.input", "dialog --inputbox 'Name of the host' 9 36", "asks", "Name of the host"),
    typed("whiptail.yesno", "whiptail --yesno 'Restart the service now?' 8 36", "asks", "Restart the service"),
    typed("whiptail.menu", "whiptail --menu 'Choose a level' 12 36 3 1 low 2 high", "asks", "Choose a level"),
    typed("fzf.choose", "ls | fzf", "asks", ">"),
    typed("vim.swap", "vim -c 's/one/x/' -c preserve -c 'silent !cp .notes.txt.swp keep' -c 'q!' notes.txt; cp keep .notes.txt.swp; clear; vim notes.txt", "asks", "(E)dit anyway"),
    typed("vim.enter", "vim notes.txt", "asks", "Press ENTER", ":!ls\r"),
    typed("vim.confirm", "vim notes.txt", "asks", "[Y]es, (N)o", "ix\x1b", ":confirm q\r"),
    typed("nano.save", "nano notes.txt", "asks", "Save modified buffer?", "x", "\x18"),
    typed("less.binary", "head -c 300 /bin/ls > bin; less bin", "asks", "See it anyway?"),
    typed("gdb.quit", "gcc -g main.c -o m && gdb -q m", "asks", "Quit anyway?", "break main\r", "run\r", "quit\r"),
    typed("gdb.pending", "gdb -q", "asks", "Make breakpoint pending", "break nothing\r"),
    typed("mc.delete", "mc -u", "asks", '"ask.py"?', "\x1bOB\x1bOB\x1bOB\x1bOB\x1bOB\x1bOB", "\x1b[19~", until="Delete file"),
    typed("ssh.host-key", "ssh-keygen -qt ed25519 -N '' -f hk; $(which sshd) -f /dev/null -h $PWD/hk -p 8722 -o ListenAddress=127.0.0.1 -o PidFile=none; sleep 1; clear; ssh -o UserKnownHostsFile=known -p 8722 root@127.0.0.1", "asks", "(yes/no/[fingerprint])?"),
    typed("ssh.password", "ssh-keygen -qt ed25519 -N '' -f hk; $(which sshd) -f /dev/null -h $PWD/hk -p 8723 -o ListenAddress=127.0.0.1 -o PidFile=none; sleep 1; clear; ssh -o UserKnownHostsFile=known -o StrictHostKeyChecking=no -p 8723 root@127.0.0.1", "asks", "password:"),
    # Agents, at their first start and without a network.
    direct("claude.offline", ["claude"], "unknown", until="supported-countries"),
    direct("codex.start", ["codex", "--no-daemon"], "asks", "Sign in", quiet=2.0),
    direct("gemini.start", ["gemini"], "asks", None, until="authenticate", quiet=2.0),
    # Waiting for the next command.
    direct("bash.prompt", BASH, "idle", None, "ls\r"),
    direct("bash.typing", BASH, "idle", None, "ls\r", "echo 'Continue? [y/N]"),
    direct("bash.marks", BASH, "idle", None, "ls\r", env=MARKS),
    direct("bash.two-lines", BASH, "idle", None, "ls\r", env={"PS1": r"\[\e[36m\]~/work\[\e[0m\] on main\n❯ "}),
    direct("dash.prompt", ["dash"], "idle", None, "ls\r", env={"PS1": "# "}),
    direct("busybox.prompt", ["busybox", "sh"], "idle", None, "ls\r", env={"PS1": r"\w # "}),
    direct("zsh.prompt", ["zsh", "-f"], "idle", None, "ls\r"),
    direct("fish.prompt", ["fish", "-N"], "idle", None, "ls\r"),
    direct("python.prompt", ["python3", "-q"], "idle", None, "1 + 1\r"),
    typed("python.typed", "python3 -q", "idle", None, "for n in range(2):\r"),
    direct("node.prompt", ["node"], "idle", None, "1 + 1\r"),
    direct("sqlite.prompt", ["sqlite3"], "idle", None, "select 1;\r"),
    typed("gdb.prompt", "gdb -q", "idle", None, "info files\r"),
    typed("gdb.pager", "gdb -q", "idle", None, "help all\r"),
    typed("perl.debugger", "perl -de 0", "idle"),
    typed("ipython.prompt", "ipython --no-banner", "idle", None, until="In [1]:"),
    typed("less.start", "less numbers.txt", "idle"),
    typed("less.end", "less numbers.txt", "idle", None, "G"),
    typed("more.part", "more numbers.txt", "idle"),
    typed("busybox.more", "busybox more numbers.txt", "idle"),
    typed("man.page", "man ls 2>/dev/null || man man", "idle"),
    typed("git.log", "git log -p", "idle"),
    typed("git.commit", "git commit -a", "idle"),
    typed("git.rebase", "git stash -q; git rebase -i --root", "idle"),
    direct("vim.file", ["vim", "notes.txt"], "idle"),
    typed("vim.insert", "vim numbers.txt", "idle", None, "G", "oIs this right? [y/N]"),
    typed("vi.busybox", "busybox vi notes.txt", "idle"),
    typed("nano.file", "nano notes.txt", "idle"),
    direct("mc.panels", ["mc", "-u"], "idle"),
    typed("tig.main", "tig", "idle"),
    typed("top.view", "top", "idle", judged=1.0, most=3),
    direct("htop.view", ["htop"], "idle", judged=1.0, most=3),
    # Busy.
    typed("sleep.plain", "echo start; sleep 60", "unknown"),
    typed("sleep.marks", "echo start; sleep 60", "works", env=MARKS),
    typed("make.marks", "make", "works", env=MARKS, judged=0.1, most=3),
    typed("make.plain", "make", "unknown", most=3, judged=0.1),
    typed("progress.osc", "printf 'Building\\n\\033]9;4;1;40\\033\\\\'; sleep 60", "works"),
    typed("dd.progress", "dd if=/dev/zero of=/dev/null bs=1M status=progress", "works", until="copied", most=6, judged=0.2),
    typed("pv.bar", "pv -L 200k -s 100m /dev/zero > /dev/null", "works", until="ETA", most=8, judged=0.3),
    typed("curl.bar", "truncate -s 30m big; python3 -m http.server -b 127.0.0.1 8764 >/dev/null 2>&1 & sleep 1; curl -# --limit-rate 200k -o x http://127.0.0.1:8764/big", "works", until="#.", most=8, judged=0.3),
    typed("rich.progress", "pypython -c \"from rich.progress import track; import time; [time.sleep(.2) for _ in track(range(99), 'Working…')]\"", "works", until="%", most=8, judged=0.1),
    typed("cat.input", "cat", "unknown"),
]
