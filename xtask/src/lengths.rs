//! Which files and functions are longer than a reader likes. A report, never a failure: a table may be long.

use crate::source::SourceFile;

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;

/// A warning for each file above 500 lines and each function above 70, tests aside.
pub(crate) fn warnings(files: &[SourceFile]) -> Vec<String> {
    let mut warnings = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs") && !file.is_test()) {
        let lines = file.shipped_lines().count();
        if lines > FILE_LINES {
            warnings.push(format!("{}: {lines} lines of code", file.path));
        }
        for (line, name, length) in functions(file) {
            if length > FUNCTION_LINES {
                warnings.push(format!("{}:{line}: `{name}` has {length} lines", file.path));
            }
        }
    }
    warnings
}

/// First line, name and length of each function. Formatted code closes a body at the column where its `fn` line began.
fn functions(file: &SourceFile) -> Vec<(usize, String, usize)> {
    let lines: Vec<(usize, &str)> = file.shipped_lines().collect();
    let mut found = Vec::new();
    for (index, (number, line)) in lines.iter().enumerate() {
        let Some(name) = function_name(line) else { continue };
        let indent = &line[..line.len() - line.trim_start().len()];
        let ends = lines[index..].iter().find(|(_, line)| line.strip_prefix(indent).is_some_and(ends_function));
        if let Some((end, _)) = ends {
            found.push((*number, name.to_owned(), end - number + 1));
        }
    }
    found
}

/// A closing brace, a body on the same line, or the end of a declaration without a body.
fn ends_function(rest: &str) -> bool {
    let ends_here = rest.ends_with(';') || rest.ends_with('}');
    rest == "}" || !rest.starts_with(' ') && ends_here
}

fn function_name(line: &str) -> Option<&str> {
    let mut rest = line.trim_start();
    while let Some(after) =
        ["pub ", "pub(crate) ", "pub(super) ", "const ", "async "].iter().find_map(|word| rest.strip_prefix(word))
    {
        rest = after;
    }
    let rest = rest.strip_prefix("fn ")?;
    rest.split(['(', '<']).next()
}

#[cfg(test)]
mod tests {
    use super::functions;
    use crate::source::SourceFile;

    #[test]
    fn functions_end_at_their_own_brace() {
        let text = "impl A {\n    pub(crate) fn one(&self) {\n        if x {\n        }\n    }\n\n    fn two();\n}\n\nfn three<T>() {\n}\n";
        let file = SourceFile { path: "a.rs".into(), text: text.into() };
        let names: Vec<(usize, String, usize)> = functions(&file);
        assert_eq!(names, [(2, "one".into(), 4), (7, "two".into(), 1), (10, "three".into(), 2)]);
    }
}
