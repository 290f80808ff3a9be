//! What may differ between two runs of one program, and is therefore replaced in both before they are compared: addresses of objects,
//! ephemeral ports, the loopback address of the machine's own name, and traceback entries of library files.
//! Everything else must agree to the byte.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

/// Linux's default `ip_local_port_range`.
const EPHEMERAL_PORTS: RangeInclusive<u32> = 32768..=60999;

/// Rewrites the texts of one group, so that the same port gets the same number in each of its programs.
#[derive(Debug, Default)]
pub struct Normaliser {
    ports: BTreeMap<u32, usize>,
    addresses: BTreeMap<String, usize>,
}

impl Normaliser {
    /// Standard output.
    pub fn stdout(&mut self, text: &str) -> String {
        self.numbers(&text.replace("127.0.1.1", "127.0.0.1"))
    }

    /// Standard error: tracebacks keep only the entries of the group's own files.
    pub fn stderr(&mut self, text: &str, is_program: impl Fn(&str) -> bool) -> String {
        let mut kept = String::new();
        let mut skipping = false;
        for line in text.split_inclusive('\n') {
            if let Some(rest) = line.strip_prefix("  File \"") {
                skipping = !rest.split_once('"').is_some_and(|(file, _)| is_program(file));
            } else if !line.starts_with("    ") {
                skipping = false;
            }
            if !skipping {
                kept.push_str(line);
            }
        }
        self.stdout(&kept)
    }

    /// Replaces `0x7f…` by `0x#1` and an ephemeral port after a host by `port#1`, numbered by first appearance.
    fn numbers(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut before = ' ';
        while let Some(first) = rest.chars().next() {
            let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if is_word(first) && !is_word(before) {
                let end = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
                let (word, tail) = rest.split_at(end);
                let in_address = out.ends_with("', ");
                out.push_str(&self.word(word, in_address));
                rest = tail;
                before = '0';
            } else {
                out.push(first);
                before = first;
                rest = &rest[first.len_utf8()..];
            }
        }
        out
    }

    fn word(&mut self, word: &str, in_address: bool) -> String {
        if let Some(digits) = word.strip_prefix("0x").filter(|digits| is_address(digits)) {
            let next = self.addresses.len() + 1;
            return format!("0x#{}", self.addresses.entry(digits.to_owned()).or_insert(next));
        }
        match word.parse::<u32>() {
            Ok(port) if in_address && EPHEMERAL_PORTS.contains(&port) => {
                let next = self.ports.len() + 1;
                format!("port#{}", self.ports.entry(port).or_insert(next))
            }
            _ => word.to_owned(),
        }
    }
}

/// An object's address has at least nine hexadecimal digits; shorter ones are numbers of the program.
fn is_address(digits: &str) -> bool {
    digits.len() >= 9 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::Normaliser;

    #[test]
    fn only_what_may_differ_is_replaced() {
        let check = |text: &str, normal: &str| assert_eq!(Normaliser::default().stdout(text), normal);
        check("('127.0.1.1', 45342), ('::1', 45343)", "('127.0.0.1', port#1), ('::1', port#2)");
        check("('a', 45342)('a', 45342) 45342 -45342", "('a', port#1)('a', port#1) 45342 -45342");
        check("<A object at 0x7f04d1c05e50> 0xff", "<A object at 0x#1> 0xff");
        check("('a', 4000) ('a', x45342) ('a', 145342)", "('a', 4000) ('a', x45342) ('a', 145342)");
    }

    #[test]
    fn library_entries_of_a_traceback_are_left_out() {
        let text = "Traceback (most recent call last):\n  File \"a.py\", line 2, in <module>\n    f()\n  File \"/lib/json.py\", line 3, in loads\n    raise\n    ^^^^^\nValueError: x\n";
        let normal = Normaliser::default().stderr(text, |file| file == "a.py");
        assert_eq!(
            normal,
            "Traceback (most recent call last):\n  File \"a.py\", line 2, in <module>\n    f()\nValueError: x\n"
        );
    }
}
