//! Lines that begin with a prompt: a person types there, whatever the rest says.

use std::sync::LazyLock;

use regex::RegexSet;

/// One for each kind of prompt.
const PROMPTS: [&str; 10] = [
    // The box of a chat: `> `, `│ > `, `❯ `. Some shells, too.
    r"^\s*([│|┃] ?)?[>❯›»$#%λ➜⏵]( |$)",
    // user@host:~/x$, (env) user@host ~>, user@host x %
    r"^(\([^)]+\) ?)?[\w.-]+@[\w.-]+[^$#%>❯]*[$#%>❯]( |$)",
    // [user@host x]#
    r"^(\([^)]+\) ?)?\[[^\]]*@[^\]]*\] ?[$#%>]( |$)",
    // /work #, ~/x $, C:\x>
    r"^([/~]|[A-Z]:\\)[^$#%>]*[$#%>]( |$)",
    // box%, db=#, db->, sqlite>, bash-5.2$, ruby(main)>, config(x)#
    r"^[\w./:-]+(\([^)]*\))?[=*-]?[#>$%]( |$)",
    // (gdb), (Pdb), (lldb)
    r"^\((gdb|Pdb|lldb|ipdb|rdb|jdb|dlv)\)( |$)",
    // Python, IPython, Ruby, Perl's debugger
    r"^(>>>|\.\.\.|In \[\d+\]:|irb[^>]*>|\s*DB<+\d+>+)( |$)",
    // A prompt behind the last line of a file that has no line end.
    r"[\w~/\])][$#%❯] $",
    r"^.*[\w.-]+@[\w.-]+:\S*[$#%] ",
    // Any other one that a person made: words, then a sign that ends prompts.
    r"^.*[^\s\d] ?[$❯➜✗] \S",
];

static SET: LazyLock<Option<RegexSet>> = LazyLock::new(|| RegexSet::new(PROMPTS).ok());

/// Whether a line, up to the cursor, begins with the prompt of a shell or another interpreter.
pub fn is_prompt_line(before_cursor: &str) -> bool {
    SET.as_ref().is_some_and(|set| set.is_match(before_cursor))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_known_by_its_prompt() {
        for line in [
            "me@box:~/work$ echo 'Continue? [y/N]",
            "root@3f1c2b:/# ",
            "(venv) me@box ~/x> rm -i?",
            "[root@box work]# echo password:",
            "/work # echo ok? [y/N]",
            "box% read ok?",
            "db=# select '?",
            "sqlite> .read ?",
            ">>> input('Sure? [y/N] ",
            "... # Sure?",
            "In [3]: ask?",
            "(gdb) quit? (y or n)",
            "❯ continue?",
            "│ > shall I? [y/N]",
            "C:\\Users\\me> dir?",
            "Continue? [y/N] me@box:~$ ",
            "bash-5.2$ ",
        ] {
            assert!(is_prompt_line(line), "{line}");
        }
    }

    #[test]
    fn questions_begin_with_no_prompt() {
        for line in [
            "Continue? [y/N] ",
            "Do you want to continue? [Y/n] ",
            "rm: remove regular file 'a'? ",
            "(1/2) Stage this hunk [y,n,q,a,d,e,?]? ",
            "Are you sure you want to continue connecting (yes/no/[fingerprint])? ",
            "root@127.0.0.1's password: ",
            "Password for user me: ",
            "Enter file in which to save the key (/root/.ssh/id_ed25519): ",
            "? Which port? ",
            "Is 50% of it enough? ",
            "/usr/bin/x exists. Overwrite? (y/N) ",
        ] {
            assert!(!is_prompt_line(line), "{line}");
        }
    }
}
