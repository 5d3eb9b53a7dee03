//! Where in a file something stands.

/// The lines of a text.
#[derive(Debug)]
pub struct Lines<'a> {
    text: &'a str,
    /// The first byte of each.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Finds them.
    pub fn of(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(ends).collect() }
    }

    /// The line and the column of a byte, both from 1; the column in characters.
    pub fn place(&self, byte: usize) -> (u32, u32) {
        let mut byte = byte.min(self.text.len());
        while !self.text.is_char_boundary(byte) {
            byte -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= byte);
        let start = self.starts.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let number = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        (number(line), number(self.text[start..byte].chars().count() + 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters() {
        let text = "a\näö = x\n";
        let lines = Lines::of(text);
        assert_eq!(lines.place(0), (1, 1));
        assert_eq!(lines.place(text.find('=').unwrap_or(0)), (2, 4));
        assert_eq!(lines.place(3), (2, 1));
        assert_eq!(lines.place(99), (3, 1));
    }
}
