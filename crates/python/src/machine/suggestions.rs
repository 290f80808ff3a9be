//! "Did you mean": a name close to the one that was not found, by the distances and in the order of `Python/suggestions.c`.

use super::Machine;
use crate::builtins::classes;
use crate::names;
use crate::value::{Handle, Value};

/// Among more names than this nothing is looked for.
const CANDIDATES_MAX: usize = 750;
/// Texts that differ in more characters than this are not compared.
const LENGTH_MAX: usize = 40;

impl Machine {
    /// A name close to the one that was not found.
    pub(super) fn suggestion(&mut self, exception: Value) -> Option<String> {
        let name = self.text(self.own_attribute(exception, names::NAME_ATTR)?)?;
        if self.is_instance_of(exception, classes::ATTRIBUTE_ERROR) {
            let object = self.own_attribute(exception, names::OBJ_ATTR)?;
            return closest(&name, &crate::builtins::generic::names_of(self, object));
        }
        if !self.is_instance_of(exception, classes::NAME_ERROR) {
            return None;
        }
        let entry = self.heap.exception(exception)?.trace.first()?.clone();
        let own = entry.code.locals.len() - usize::from(entry.code.free);
        let locals: Vec<String> =
            entry.code.locals[..own].iter().map(|name| self.heap.name(*name).to_string()).collect();
        if !entry.code.namespace
            && let Some(found) = closest(&name, &locals)
        {
            return Some(found);
        }
        let globals = self.names_in_order(self.main);
        let builtins = || {
            let mut names = self.names_in_order(self.builtins);
            names.sort_by(|a, b| builtin_rank(a).cmp(&builtin_rank(b)));
            names
        };
        closest(&name, &globals).or_else(|| closest(&name, &builtins()))
    }

    fn names_in_order(&self, namespace: Handle) -> Vec<String> {
        let entries = self.heap.dict(namespace).iter();
        entries.filter_map(|entry| self.text(entry.key)).map(|name| name.to_string()).collect()
    }
}

/// Functions come first, by name, then classes that are no exceptions, by name.
fn builtin_rank(name: &str) -> (u8, &str) {
    const LAST_AMONG_EQUALS: [&str; 5] = ["open", "quit", "exit", "EnvironmentError", "IOError"];
    if LAST_AMONG_EQUALS.contains(&name) {
        return (3, "");
    }
    if name.starts_with(|first: char| first.is_ascii_uppercase()) {
        return (2, "");
    }
    let is_function = crate::builtins::functions::FUNCTIONS.iter().any(|native| native.name == name);
    (if is_function { 0 } else { 1 }, name)
}

/// The first of the candidates with the least distance, if it is near enough: a third of the lengths.
fn closest(name: &str, candidates: &[String]) -> Option<String> {
    const MOVE: usize = 2;
    if candidates.len() >= CANDIDATES_MAX {
        return None;
    }
    let mut best: Option<(usize, &String)> = None;
    for candidate in candidates.iter().filter(|candidate| *candidate != name) {
        let mut limit = (name.len() + candidate.len() + 3) * MOVE / 6;
        if let Some((distance, _)) = best {
            limit = limit.min(distance.saturating_sub(1));
        }
        match edit_distance(name.as_bytes(), candidate.as_bytes()) {
            Some(distance) if distance <= limit => best = Some((distance, candidate)),
            _ => {}
        }
    }
    best.map(|(_, candidate)| candidate.clone())
}

/// Edit distance over bytes in which a change of case costs one and any other step two; `None` for long texts.
fn edit_distance(a: &[u8], b: &[u8]) -> Option<usize> {
    let same_start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let same_end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - same_end], &b[..b.len() - same_end]);
    if a.len() > LENGTH_MAX || b.len() > LENGTH_MAX {
        return None;
    }
    let mut row: Vec<usize> = (0..=b.len()).map(|at| at * 2).collect();
    for (at, x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (at + 1) * 2;
        for (other, y) in b.iter().enumerate() {
            let substitution = if x == y {
                0
            } else if x.eq_ignore_ascii_case(y) {
                1
            } else {
                2
            };
            let cost = (diagonal + substitution).min(row[other] + 2).min(row[other + 1] + 2);
            diagonal = row[other + 1];
            row[other + 1] = cost;
        }
    }
    row.last().copied()
}
