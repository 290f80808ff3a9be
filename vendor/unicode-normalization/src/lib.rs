//! Stands in for the crate of the same name, of which the parser needs one method: NFKC for identifiers that are not ASCII.
//! Folds full-width letters, digits and signs, which East Asian keyboards type, and knows no other mapping: an identifier written with
//! ligatures or combining characters keeps them, where `CPython` would fold them. The real tables weigh 50 kB after brotli.

/// Normal forms of a text.
pub trait UnicodeNormalization {
    /// The characters of the text in NFKC, as far as this crate knows them.
    fn nfkc(&self) -> impl Iterator<Item = char>;
}

impl UnicodeNormalization for str {
    fn nfkc(&self) -> impl Iterator<Item = char> {
        self.chars().map(fold)
    }
}

/// Full-width forms lie in the order of ASCII, from `!` to `~`.
fn fold(character: char) -> char {
    const FULL_WIDTH: u32 = 0xFF01;
    match u32::from(character).checked_sub(FULL_WIDTH) {
        Some(offset @ 0..=0x5D) => char::from_u32(0x21 + offset).unwrap_or(character),
        _ => character,
    }
}

#[cfg(test)]
mod tests {
    use super::UnicodeNormalization as _;

    #[test]
    fn full_width_letters_are_folded_and_others_are_kept() {
        let check = |text: &str, expected: &str| assert_eq!(text.nfkc().collect::<String>(), expected);
        check("ｐｒｉｎｔ＿７", "print_7");
        check("名前é", "名前é");
    }
}
