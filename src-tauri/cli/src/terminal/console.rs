//! The modes of a Windows console besides raw mode.

pub use system::{Console, KEY_OF_END};

#[cfg(windows)]
mod system {
    use std::io;

    use crossterm_winapi::{ConsoleMode, Handle};

    /// Ctrl-Z: std takes it for the end of the input, which a console never has.
    pub const KEY_OF_END: Option<u8> = Some(0x1a);

    /// Of the input, `ENABLE_VIRTUAL_TERMINAL_INPUT`: arrows and the like come as escape
    /// sequences. Without it they do not come at all.
    const SPELLED: u32 = 0x200;
    /// Of the output, `ENABLE_PROCESSED_OUTPUT`, `ENABLE_VIRTUAL_TERMINAL_PROCESSING` and
    /// `DISABLE_NEWLINE_AUTO_RETURN`: escape sequences are obeyed, a line feed only goes down.
    const OBEYED: u32 = 0x1 | 0x4 | 0x8;

    /// The previous modes of the console. Dropping restores them.
    #[derive(Debug)]
    pub struct Console {
        input: u32,
        output: u32,
    }

    impl Console {
        pub fn remembered() -> io::Result<Self> {
            Ok(Self { input: input()?.mode()?, output: output()?.mode()? })
        }

        /// Makes it a terminal like others, in raw mode or not.
        pub fn speaks_sequences(&self) -> io::Result<()> {
            let (input, output) = (input()?, output()?);
            input.set_mode(input.mode()? | SPELLED)?;
            output.set_mode(output.mode()? | OBEYED)
        }
    }

    impl Drop for Console {
        fn drop(&mut self) {
            // When the console is gone there is nothing to restore.
            let _ = input().and_then(|input| input.set_mode(self.input));
            let _ = output().and_then(|output| output.set_mode(self.output));
        }
    }

    fn input() -> io::Result<ConsoleMode> {
        Handle::current_in_handle().map(ConsoleMode::from)
    }

    fn output() -> io::Result<ConsoleMode> {
        Handle::current_out_handle().map(ConsoleMode::from)
    }
}

#[cfg(not(windows))]
mod system {
    use std::io;

    pub const KEY_OF_END: Option<u8> = None;

    #[derive(Debug)]
    pub struct Console;

    impl Console {
        pub fn remembered() -> io::Result<Self> {
            Ok(Self)
        }

        pub fn speaks_sequences(&self) -> io::Result<()> {
            Ok(())
        }
    }
}
