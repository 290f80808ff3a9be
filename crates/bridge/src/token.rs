//! The secret of one launch: 128 bits from the system, 32 hexadecimal digits in the fragment of the printed link.

use anyhow::{Context as _, Result};
use std::fmt::{self, Write as _};
use subtle::ConstantTimeEq as _;

/// Who has it may use the bridge.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    /// A fresh one.
    pub(crate) fn fresh() -> Result<Self> {
        let mut bytes = [0; 16];
        getrandom::fill(&mut bytes).context("the system gives no random bytes")?;
        let mut text = String::with_capacity(32);
        for byte in bytes {
            write!(text, "{byte:02x}").expect("invariant: a string takes all");
        }
        Ok(Self(text))
    }

    /// The digits, for the link.
    #[must_use]
    pub fn digits(&self) -> &str {
        &self.0
    }

    /// Whether `given` is it, in a time that does not tell how much of it is right.
    pub(crate) fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

impl fmt::Debug for Token {
    /// Logs are not to have it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
