//! Characters that share a cell: grapheme clusters as in
//! <https://www.unicode.org/reports/tr29/>, one character at a time, and their width. The
//! window must agree, see [`crate::widths`].
//!
//! A cluster is as wide as its characters together, but at most two columns: most programs
//! count so, and scripts need no more. A character of no column joins the cluster before it,
//! even where the rules for text would let it stand alone.

use super::character::{CLASSES, Character, Class};

/// The length of a cluster, in characters; the next character starts another cell. No script
/// needs as many, and each costs a copy of those before it.
pub const MAX_CLUSTER_CHARS: u32 = 32;

/// What matters of a cluster for the next character.
#[derive(Clone, Copy)]
enum Kind {
    Nothing,
    Other,
    Prepend,
    /// The first half of a flag.
    Flag,
    L,
    V,
    T,
    Pictograph,
    TextPictograph,
    /// … and a joiner after it.
    JoinedPictograph,
    Keycap,
    Consonant,
    /// … and a linker after it.
    LinkedConsonant,
    /// A mark without a character below it, which nothing joins: to shape a row of thousands of
    /// marks takes a text engine seconds (HarfBuzz seeks the base of each, back to the row's begin).
    Lone,
}

const KINDS: usize = Kind::Lone as usize + 1;

/// In a rule, above the kind of cluster that it makes: the character joins …
const JOINS: u8 = 1 << 4;
/// … and makes a narrow cluster wide.
const WIDENS: u8 = 1 << 5;
const KIND: u8 = 15;

/// What a character makes of the cluster before it, by kind and class.
pub const RULES: [[u8; CLASSES]; KINDS] = rules();

/// The cluster before the cursor, for the next character to join, laid out as
/// xterm.js has it: bit 0 that its last character joined others, bits 1 and 2 its
/// columns; ours are its kind above and its length. 0 is nothing to join.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cluster(u32);

impl Cluster {
    pub const NONE: Self = Self(0);

    /// That of a text, which begins it.
    pub fn of(text: &str) -> Self {
        text.chars().fold(Self::NONE, |cluster, c| cluster.next(u32::from(c)))
    }

    /// The cluster that has the character: this one, if it joins, or one of its own.
    pub fn next(self, code: u32) -> Self {
        let character = Character::of(code);
        let (class, columns) = (character.class(), character.columns());
        let (kind, len) = (self.0 >> 3 & u32::from(KIND), self.0 >> 7);
        let rule = RULES[kind as usize][class];
        if rule & JOINS != 0 && len < MAX_CLUSTER_CHARS {
            let columns = if rule & WIDENS != 0 { 2 } else { (self.columns() + columns).min(2) };
            return Self((len + 1) << 7 | u32::from(rule & KIND) << 3 | columns << 1 | 1);
        }
        let kind = RULES[Kind::Nothing as usize][class];
        Self(1 << 7 | u32::from(kind) << 3 | columns.max(1) << 1)
    }

    pub fn columns(self) -> u32 {
        self.0 >> 1 & 3
    }

    /// Whether its last character joined others.
    pub fn joined(self) -> bool {
        self.0 & 1 != 0
    }

    pub fn is_none(self) -> bool {
        self == Self::NONE
    }

    /// Whether ASCII would join it, which is rare.
    pub fn takes_ascii(self) -> bool {
        self.0 >> 3 & u32::from(KIND) == Kind::Prepend as u32
    }
}

const fn rules() -> [[u8; CLASSES]; KINDS] {
    use {Class as C, Kind as K};
    let kinds = [
        K::Nothing,
        K::Other,
        K::Prepend,
        K::Flag,
        K::L,
        K::V,
        K::T,
        K::Pictograph,
        K::TextPictograph,
        K::JoinedPictograph,
        K::Keycap,
        K::Consonant,
        K::LinkedConsonant,
        K::Lone,
    ];
    let classes = [
        C::Other,
        C::Format,
        C::Extend,
        C::Linker,
        C::Divider,
        C::Zwj,
        C::EmojiSelector,
        C::SpacingMark,
        C::Prepend,
        C::PrependMark,
        C::Flag,
        C::L,
        C::V,
        C::T,
        C::Lv,
        C::Lvt,
        C::Pictograph,
        C::TextPictograph,
        C::Keycap,
        C::Consonant,
    ];
    let mut rules = [[0; CLASSES]; KINDS];
    let mut at = 0;
    while at < KINDS * CLASSES {
        let (kind, class) = (kinds[at / CLASSES], classes[at % CLASSES]);
        rules[kind as usize][class as usize] = match joined(kind, class) {
            Some(next) => next as u8 | JOINS | if widens(kind, class) { WIDENS } else { 0 },
            None => begun(class) as u8,
        };
        at += 1;
    }
    rules
}

const fn widens(kind: Kind, class: Class) -> bool {
    matches!((kind, class), (Kind::TextPictograph | Kind::Keycap, Class::EmojiSelector))
}

/// The kind of a cluster that begins with a character.
const fn begun(class: Class) -> Kind {
    match class {
        Class::Prepend | Class::PrependMark => Kind::Prepend,
        Class::Flag => Kind::Flag,
        Class::L => Kind::L,
        Class::V | Class::Lv => Kind::V,
        Class::T | Class::Lvt => Kind::T,
        Class::Pictograph => Kind::Pictograph,
        Class::TextPictograph => Kind::TextPictograph,
        Class::Keycap => Kind::Keycap,
        Class::Consonant => Kind::Consonant,
        Class::Format
        | Class::Extend
        | Class::Linker
        | Class::Divider
        | Class::Zwj
        | Class::EmojiSelector => Kind::Lone,
        _ => Kind::Other,
    }
}

/// The kind of a cluster after a character joined it, if it does. The numbers are those
/// of the rules for text.
const fn joined(kind: Kind, class: Class) -> Option<Kind> {
    use {Class as C, Kind as K};
    Some(match (kind, class) {
        (K::Nothing | K::Lone, _) => return None,
        // GB6 to GB8
        (K::L, C::L) => K::L,
        (K::L, C::V | C::Lv) | (K::V, C::V) => K::V,
        (K::L, C::Lvt) | (K::V | K::T, C::T) => K::T,
        // GB9c
        (K::Consonant | K::LinkedConsonant, C::Linker) => K::LinkedConsonant,
        (K::Consonant | K::LinkedConsonant, C::Extend | C::Zwj | C::EmojiSelector) => kind,
        (K::LinkedConsonant, C::Consonant) => K::Consonant,
        // GB11
        (K::Pictograph | K::TextPictograph, C::Zwj) => K::JoinedPictograph,
        (K::Pictograph | K::TextPictograph, C::Extend | C::Linker | C::Divider | C::EmojiSelector) => {
            K::Pictograph
        }
        (K::JoinedPictograph, C::Pictograph | C::TextPictograph) => begun(class),
        // GB9 and GB9a, and what else takes no column
        (_, C::PrependMark) => K::Prepend,
        (_, C::Format | C::V | C::T | C::SpacingMark) => K::Other,
        (_, C::Extend | C::Linker | C::Divider | C::Zwj | C::EmojiSelector) => K::Other,
        // GB9b
        (K::Prepend, _) => begun(class),
        // GB12 and GB13
        (K::Flag, C::Flag) => K::Other,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The clusters of a text, and their columns.
    fn clusters(text: &str) -> Vec<(String, u32)> {
        let mut clusters: Vec<(String, u32)> = Vec::new();
        let mut before = Cluster::NONE;
        for c in text.chars() {
            before = before.next(u32::from(c));
            match clusters.last_mut() {
                Some((text, columns)) if before.joined() => {
                    text.push(c);
                    *columns = before.columns();
                }
                _ => clusters.push((c.to_string(), before.columns())),
            }
        }
        clusters
    }

    fn one(text: &str, columns: u32) {
        assert_eq!(clusters(text), [(text.to_owned(), columns)], "{}", text.escape_unicode());
    }

    #[test]
    fn emoji_take_one_cell_of_two_columns() {
        one("👩\u{200d}🚀", 2);
        one("👩\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👩", 2);
        one("👍🏽", 2);
        one("🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}", 2);
        one("❤", 1);
        one("❤\u{fe0f}", 2);
        one("❤\u{fe0e}", 1);
        one("a\u{fe0f}", 1);
    }

    #[test]
    fn flags_are_pairs() {
        one("🇩🇪", 2);
        let flags = [("🇩🇪".to_owned(), 2), ("🇫🇷".to_owned(), 2), ("🇪".to_owned(), 1)];
        assert_eq!(clusters("🇩🇪🇫🇷🇪"), flags);
    }

    #[test]
    fn keycaps_are_wide() {
        one("1\u{fe0f}\u{20e3}", 2);
        one("#\u{20e3}", 1);
        assert_eq!(clusters("12").len(), 2);
    }

    #[test]
    fn hangul_syllables_are_one_however_they_are_written() {
        one("각", 2);
        one("\u{1100}\u{1161}\u{11a8}", 2);
        one("가\u{11a8}", 2);
        assert_eq!(clusters("가가").len(), 2);
    }

    #[test]
    fn scripts_keep_their_columns() {
        one("क\u{94d}ष", 2);
        one("का", 2);
        one("กำ", 2);
        one("น\u{e49}ำ", 2);
        one("e\u{301}\u{20d0}", 1);
        one("ｶﾞ", 2);
        assert_eq!(clusters("कष").len(), 2);
        assert_eq!(clusters("\u{600}12").len(), 2);
    }

    #[test]
    fn what_takes_no_column_joins_or_takes_one_alone() {
        one("a\u{200b}", 1);
        one("\u{301}", 1);
        one("\u{200d}", 1);
        assert_eq!(clusters("a\u{200b}b").len(), 2);
    }

    #[test]
    fn a_cluster_ends_somewhere() {
        let lengths: Vec<_> = clusters(&("a".to_owned() + &"\u{301}".repeat(40)))
            .iter()
            .map(|(text, _)| text.chars().count())
            .collect();
        assert_eq!(lengths, [[32].as_slice(), &[1; 9]].concat());
        // Marks without a character stand alone.
        let lengths: Vec<_> =
            clusters("\u{301}\u{302}\u{200d}a\u{301}").iter().map(|(text, _)| text.len()).collect();
        assert_eq!(lengths, [2, 2, 3, 3]);
    }
}
