//! `match` statements: each pattern tests the subject on top of the stack and leaves it there; captured values are stored as the
//! test goes, so a case that fails late has already bound the names before it (`CPython` binds them at the end).

use super::code::{Compare, Op};
use super::{Compiler, Constant, Done};
use ruff_python_ast::{self as ast, Expr, Pattern};
use ruff_text_size::Ranged;

impl<'a> Compiler<'a> {
    pub(super) fn match_statement(&mut self, matching: &'a ast::StmtMatch) -> Done {
        self.expression(&matching.subject)?;
        let mut ends = Vec::new();
        for case in &matching.cases {
            let old = self.at(case.pattern.range());
            let mut fails = Vec::new();
            self.emit(Op::Copy(1));
            self.pattern(&case.pattern, &mut fails)?;
            if let Some(guard) = &case.guard {
                self.jump_if(guard, false, &mut fails)?;
            }
            self.emit(Op::Pop);
            self.body(&case.body)?;
            self.nowhere();
            ends.push(self.emit(Op::Jump(0)));
            self.land_all(&fails);
            self.back_to(old);
        }
        self.nowhere();
        self.emit(Op::Pop);
        self.land_all(&ends);
        Ok(())
    }

    /// Takes the subject from the stack; jumps to `fails` (with nothing of its own left) if it does not match.
    fn pattern(&mut self, pattern: &'a Pattern, fails: &mut Vec<usize>) -> Done {
        let old = self.at(pattern.range());
        match pattern {
            Pattern::MatchValue(value) => {
                self.expression(&value.value)?;
                self.emit(Op::Compare(Compare::Eq));
                fails.push(self.emit(Op::PopJumpIfFalse(0)));
            }
            Pattern::MatchSingleton(singleton) => {
                self.constant(&match singleton.value {
                    ast::Singleton::None => Constant::None,
                    ast::Singleton::True => Constant::Bool(true),
                    ast::Singleton::False => Constant::Bool(false),
                });
                self.emit(Op::Is(false));
                fails.push(self.emit(Op::PopJumpIfFalse(0)));
            }
            Pattern::MatchAs(alias) => match (&alias.pattern, &alias.name) {
                (Some(inner), name) => {
                    self.emit(Op::Copy(1));
                    let mut inner_fails = Vec::new();
                    self.pattern(inner, &mut inner_fails)?;
                    match name {
                        Some(name) => self.store(&name.id),
                        None => {
                            self.emit(Op::Pop);
                        }
                    }
                    self.drop_on_failure(&inner_fails, 1, fails);
                }
                (None, Some(name)) => self.store(&name.id),
                (None, None) => {
                    self.emit(Op::Pop);
                }
            },
            Pattern::MatchOr(either) => {
                let mut ends = Vec::new();
                let last = either.patterns.len() - 1;
                for (at, alternative) in either.patterns.iter().enumerate() {
                    if at == last {
                        self.pattern(alternative, fails)?;
                        break;
                    }
                    self.emit(Op::Copy(1));
                    let mut next = Vec::new();
                    self.pattern(alternative, &mut next)?;
                    self.emit(Op::Pop);
                    ends.push(self.emit(Op::Jump(0)));
                    self.land_all(&next);
                }
                self.land_all(&ends);
            }
            Pattern::MatchSequence(sequence) => self.sequence_pattern(&sequence.patterns, fails)?,
            Pattern::MatchMapping(mapping) => self.mapping_pattern(mapping, fails)?,
            Pattern::MatchClass(class) => self.class_pattern(class, fails)?,
            Pattern::MatchStar(star) => return self.problem(star.range(), "can't use starred pattern here"),
        }
        self.back_to(old);
        Ok(())
    }

    /// Failures that leave `count` values on the stack drop them before they go on to `fails`.
    fn drop_on_failure(&mut self, inner: &[usize], count: usize, fails: &mut Vec<usize>) {
        if inner.is_empty() {
            return;
        }
        let past = self.emit(Op::Jump(0));
        self.land_all(inner);
        for _ in 0..count {
            self.emit(Op::Pop);
        }
        fails.push(self.emit(Op::Jump(0)));
        self.land(past);
    }

    fn sequence_pattern(&mut self, patterns: &'a [Pattern], fails: &mut Vec<usize>) -> Done {
        let star = patterns.iter().position(|pattern| matches!(pattern, Pattern::MatchStar(_)));
        let mut own = Vec::new();
        self.emit(Op::MatchSequence);
        own.push(self.emit(Op::PopJumpIfFalse(0)));
        self.emit(Op::Length);
        let least = patterns.len() - usize::from(star.is_some());
        self.constant(&Constant::Int(least as i64));
        self.emit(Op::Compare(if star.is_some() { Compare::Ge } else { Compare::Eq }));
        own.push(self.emit(Op::PopJumpIfFalse(0)));
        self.drop_on_failure(&own, 1, fails);
        if let Some(at) = star {
            self.emit(Op::UnpackRest(at as u16, (patterns.len() - at - 1) as u16));
        }
        self.emit(Op::UnpackSequence(patterns.len() as u16));
        for (at, pattern) in patterns.iter().enumerate() {
            let left = patterns.len() - at - 1;
            match pattern {
                Pattern::MatchStar(star) => match &star.name {
                    Some(name) => self.store(&name.id),
                    None => {
                        self.emit(Op::Pop);
                    }
                },
                _ => {
                    let mut inner = Vec::new();
                    self.pattern(pattern, &mut inner)?;
                    self.drop_on_failure(&inner, left, fails);
                }
            }
        }
        Ok(())
    }

    fn mapping_pattern(&mut self, mapping: &'a ast::PatternMatchMapping, fails: &mut Vec<usize>) -> Done {
        let mut own = Vec::new();
        self.emit(Op::MatchMapping);
        own.push(self.emit(Op::PopJumpIfFalse(0)));
        for key in &mapping.keys {
            self.expression(key)?;
        }
        self.emit(Op::BuildTuple(mapping.keys.len() as u32));
        // subject, keys → subject, keys, values or None
        self.emit(Op::MatchKeys);
        self.emit(Op::Copy(1));
        let missing = self.emit(Op::PopJumpIfNone(0));
        self.emit(Op::UnpackSequence(mapping.keys.len() as u16));
        for (at, pattern) in mapping.patterns.iter().enumerate() {
            let mut inner = Vec::new();
            self.pattern(pattern, &mut inner)?;
            self.drop_on_failure(&inner, mapping.patterns.len() - at - 1 + 2, fails);
        }
        if let Some(name) = &mapping.rest {
            // A copy of the subject without the keys: our own function.
            self.emit(Op::PushNull);
            self.load("__rest_of_mapping__");
            self.emit(Op::Copy(4));
            self.emit(Op::Copy(4));
            self.emit(Op::Call(2));
            self.store(&name.id);
        }
        self.emit(Op::Pop);
        self.emit(Op::Pop);
        let past = self.emit(Op::Jump(0));
        self.land(missing);
        self.emit(Op::Pop);
        self.emit(Op::Pop);
        self.land_all(&own);
        self.emit(Op::Pop);
        fails.push(self.emit(Op::Jump(0)));
        self.land(past);
        Ok(())
    }

    fn class_pattern(&mut self, class: &'a ast::PatternMatchClass, fails: &mut Vec<usize>) -> Done {
        let (Expr::Name(_) | Expr::Attribute(_)) = class.cls.as_ref() else {
            return self.problem(class.range(), "invalid syntax");
        };
        self.expression(&class.cls)?;
        let names: Vec<Constant> =
            class.arguments.keywords.iter().map(|keyword| Constant::Str(keyword.attr.id.as_str().into())).collect();
        let positional = class.arguments.patterns.len();
        let at = self.constant_index(&Constant::Tuple(names));
        self.emit(Op::MatchClass(at as u16, positional as u16));
        self.emit(Op::Copy(1));
        let missing = self.emit(Op::PopJumpIfNone(0));
        let patterns: Vec<&'a Pattern> = class
            .arguments
            .patterns
            .iter()
            .chain(class.arguments.keywords.iter().map(|keyword| &keyword.pattern))
            .collect();
        self.emit(Op::UnpackSequence(patterns.len() as u16));
        for (at, pattern) in patterns.iter().enumerate() {
            let mut inner = Vec::new();
            self.pattern(pattern, &mut inner)?;
            self.drop_on_failure(&inner, patterns.len() - at - 1, fails);
        }
        let past = self.emit(Op::Jump(0));
        self.land(missing);
        self.emit(Op::Pop);
        fails.push(self.emit(Op::Jump(0)));
        self.land(past);
        Ok(())
    }
}
