//! The report as text and as JSON. Wording and form only.

use super::{Finding, Report};
use std::fmt::{self, Write};

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inside = "  ".repeat(self.nesting as usize);
        write!(f, "{inside}{}: at {}: {}", self.severity.name(), self.at, self.message)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for finding in &self.findings {
            writeln!(f, "{finding}")?;
        }
        for fault in &self.faults {
            writeln!(f, "fault: at {}: {}", fault.error.at.0, fault.error)?;
        }
        let calls = self.calls().count();
        let pickles = if self.pickles == 1 { "1 pickle".to_owned() } else { format!("{} pickles", self.pickles) };
        match (self.worst(), calls) {
            (None, _) if !self.faults.is_empty() => writeln!(f, "{pickles}, nothing found before the fault"),
            (None, _) => writeln!(f, "{pickles}, nothing found"),
            (Some(worst), 0) => writeln!(f, "{pickles}, worst finding: {}", worst.name()),
            (Some(worst), 1) => writeln!(f, "{pickles}, worst finding: {}, 1 call would be made", worst.name()),
            (Some(worst), calls) => {
                writeln!(f, "{pickles}, worst finding: {}, {calls} calls would be made", worst.name())
            }
        }
    }
}

/// Appends a JSON string.
fn push_json(out: &mut String, text: &str) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..='\x1f' => {
                let _ = write!(out, "\\u{:04x}", u32::from(character));
            }
            _ => out.push(character),
        }
    }
    out.push('"');
}

impl Report {
    /// The report as one JSON object on one line.
    #[must_use]
    pub fn to_json(&self) -> String {
        let mut out = format!("{{\"suspicious\":{},\"pickles\":{},\"findings\":[", self.is_suspicious(), self.pickles);
        for (index, finding) in self.findings.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let _ = write!(
                out,
                "{comma}{{\"severity\":\"{}\",\"kind\":\"{}\"",
                finding.severity.name(),
                finding.kind.name()
            );
            let _ =
                write!(out, ",\"at\":{},\"nesting\":{},\"opcode\":\"{}\"", finding.at, finding.nesting, finding.opcode);
            for (name, text) in
                [("callable", &finding.callable), ("arguments", &finding.arguments), ("message", &finding.message)]
            {
                let _ = write!(out, ",\"{name}\":");
                push_json(&mut out, text);
            }
            out.push('}');
        }
        out.push_str("],\"faults\":[");
        for (index, fault) in self.faults.iter().enumerate() {
            let comma = if index > 0 { "," } else { "" };
            let _ = write!(out, "{comma}{{\"at\":{},\"nesting\":{},\"error\":", fault.error.at.0, fault.nesting);
            push_json(&mut out, &fault.error.to_string());
            out.push('}');
        }
        out.push_str("]}");
        out
    }
}

#[cfg(test)]
mod tests {
    use crate::inspect;

    #[test]
    fn a_report_reads_like_this() {
        let report = inspect(b"cos\nsystem\n(S'echo \"pwned\"'\ntR.");
        assert_eq!(
            report.to_string(),
            "dangerous: at 0: GLOBAL would import os.system\n\
             dangerous: at 29: REDUCE would call os.system('echo \"pwned\"',)\n\
             1 pickle, worst finding: dangerous, 1 call would be made\n"
        );
        assert_eq!(
            report.to_json(),
            "{\"suspicious\":true,\"pickles\":1,\"findings\":[{\"severity\":\"dangerous\",\"kind\":\"import\",\"at\":0,\
             \"nesting\":0,\"opcode\":\"GLOBAL\",\"callable\":\"os.system\",\"arguments\":\"\",\
             \"message\":\"GLOBAL would import os.system\"},{\"severity\":\"dangerous\",\"kind\":\"call\",\"at\":29,\
             \"nesting\":0,\"opcode\":\"REDUCE\",\"callable\":\"os.system\",\"arguments\":\"('echo \\\"pwned\\\"',)\",\
             \"message\":\"REDUCE would call os.system('echo \\\"pwned\\\"',)\"}],\"faults\":[]}"
        );
        assert_eq!(inspect(b"N.").to_string(), "1 pickle, nothing found\n");
    }
}
