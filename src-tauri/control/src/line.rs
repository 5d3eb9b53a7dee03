//! Lines of a limited length.

use std::io;

use serde::Serialize;
use serde::de::DeserializeOwned;
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncReadExt, AsyncWrite, AsyncWriteExt};

/// Reads a line and its value; `None` at the end.
///
/// # Errors
/// The line is longer than `most`, or is no such value ([`io::ErrorKind::InvalidData`]), or
/// nothing can be read.
pub async fn read<T: DeserializeOwned>(
    from: &mut (impl AsyncBufRead + Unpin),
    most: usize,
) -> io::Result<Option<T>> {
    let mut line = Vec::new();
    let limit = most as u64 + 1;
    from.take(limit).read_until(b'\n', &mut line).await?;
    match line.pop() {
        None => Ok(None),
        Some(b'\n') => serde_json::from_slice(&line).map(Some).map_err(|error| invalid(error.to_string())),
        Some(_) if line.len() as u64 + 1 >= limit => {
            Err(invalid(format!("A line has more than {most} bytes")))
        }
        Some(_) => Err(io::ErrorKind::UnexpectedEof.into()),
    }
}

/// Writes a value as a line.
pub async fn write(to: &mut (impl AsyncWrite + Unpin), value: &impl Serialize) -> io::Result<()> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    to.write_all(&line).await?;
    to.flush().await
}

fn invalid(what: String) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, what)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "tests")]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_line_has_a_limit_and_an_end() {
        let read = async |bytes: &[u8]| read::<u32>(&mut &bytes[..], 4).await.map_err(|error| error.kind());
        assert_eq!(read(b"1234\n").await, Ok(Some(1234)));
        assert_eq!(read(b"").await, Ok(None));
        for bad in [&b"12345\n"[..], b"x\n", b"\n", b"\xff\n", b"12345"] {
            assert_eq!(read(bad).await, Err(io::ErrorKind::InvalidData), "{bad:?}");
        }
        assert_eq!(read(b"12").await, Err(io::ErrorKind::UnexpectedEof));
        let mut two = &b"1\n2\n"[..];
        assert_eq!(super::read::<u32>(&mut two, 4).await.unwrap(), Some(1));
        assert_eq!(super::read::<u32>(&mut two, 4).await.unwrap(), Some(2));
        let mut line = Vec::new();
        write(&mut line, &"a\nb").await.unwrap();
        assert_eq!(line, b"\"a\\nb\"\n");
    }
}
