//! `try`: with handlers, with handlers of groups (`except*`), with `finally`, which is compiled once for each way out.

use super::code::Op;
use super::{Compiler, Done, Nest};
use crate::syntax::SourceProblem;
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

impl<'a> Compiler<'a> {
    pub(super) fn try_statement(&mut self, attempt: &'a ast::StmtTry) -> Done {
        self.line_mark();
        if attempt.finalbody.is_empty() {
            return self.try_except(attempt);
        }
        self.nowhere();
        let setup = self.emit(Op::SetupTry(0));
        self.unit().nest.push(Nest::Finally(&attempt.finalbody));
        if attempt.handlers.is_empty() {
            self.body(&attempt.body)?;
            self.body(&attempt.orelse)?;
        } else {
            self.try_except(attempt)?;
        }
        self.nowhere();
        self.emit(Op::PopBlock);
        self.unit().nest.pop();
        self.body(&attempt.finalbody)?;
        self.nowhere();
        let end = self.emit(Op::Jump(0));
        self.land(setup);
        self.unit().nest.push(Nest::FinallyAfterException);
        self.body(&attempt.finalbody)?;
        self.unit().nest.pop();
        self.nowhere();
        self.emit(Op::Reraise);
        self.land(end);
        Ok(())
    }

    fn try_except(&mut self, attempt: &'a ast::StmtTry) -> Done {
        if attempt.is_star {
            return self.try_except_star(attempt);
        }
        let mut ends = vec![self.attempted(attempt)?];
        let count = attempt.handlers.len();
        for (at, handler) in attempt.handlers.iter().enumerate() {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            let head = self.at(handler.range());
            let next = match &handler.type_ {
                Some(class) => {
                    self.emit(Op::Copy(1));
                    self.expression(class)?;
                    self.emit(Op::MatchException);
                    Some(self.emit(Op::PopJumpIfFalse(0)))
                }
                None => {
                    if at + 1 < count {
                        return self.problem(handler.range(), "default 'except:' must be last");
                    }
                    None
                }
            };
            let cleanup = match &handler.name {
                Some(name) => {
                    self.store(&name.id);
                    self.nowhere();
                    Some(self.emit(Op::SetupTry(0)))
                }
                None => {
                    self.emit(Op::Pop);
                    None
                }
            };
            let name = handler.name.as_ref().map(|name| name.id.as_str());
            self.unit().nest.push(Nest::Handler(name));
            self.body(&handler.body)?;
            self.unit().nest.pop();
            self.nowhere();
            if cleanup.is_some() {
                self.emit(Op::PopBlock);
            }
            self.emit(Op::PopExcept);
            if let Some(name) = name {
                self.forget(name);
            }
            ends.push(self.emit(Op::Jump(0)));
            if let (Some(cleanup), Some(name)) = (cleanup, name) {
                self.land(cleanup);
                self.nowhere();
                self.forget(name);
                self.emit(Op::Reraise);
            }
            if let Some(next) = next {
                self.land(next);
            }
            self.back_to(head);
        }
        self.nowhere();
        self.emit(Op::Reraise);
        self.land_all(&ends);
        Ok(())
    }

    /// What is tried, and what follows when that went well, which ends in the jump that is given. The handlers come next.
    fn attempted(&mut self, attempt: &'a ast::StmtTry) -> Result<usize, SourceProblem> {
        self.nowhere();
        let setup = self.emit(Op::SetupTry(0));
        self.unit().nest.push(Nest::Try);
        self.body(&attempt.body)?;
        self.nowhere();
        self.emit(Op::PopBlock);
        self.unit().nest.pop();
        self.body(&attempt.orelse)?;
        self.nowhere();
        let end = self.emit(Op::Jump(0));
        self.land(setup);
        Ok(end)
    }

    /// Each handler gets the part of the group that it matches. On the stack, above the former exception: the exception as it came, a list of
    /// what the handlers raised, and what nobody has handled yet.
    fn try_except_star(&mut self, attempt: &'a ast::StmtTry) -> Done {
        let end = self.attempted(attempt)?;
        self.emit(Op::BuildList(0));
        self.emit(Op::Copy(2));
        for handler in &attempt.handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            self.star_handler(handler)?;
        }
        self.nowhere();
        self.emit(Op::ListAppend(1));
        self.emit(Op::RejoinGroup);
        self.emit(Op::Swap(2));
        self.emit(Op::PopExcept);
        self.emit(Op::Copy(1));
        let nothing = self.emit(Op::PopJumpIfNone(0));
        self.emit(Op::Reraise);
        self.land(nothing);
        self.emit(Op::Pop);
        self.land(end);
        Ok(())
    }

    fn star_handler(&mut self, handler: &'a ast::ExceptHandlerExceptHandler) -> Done {
        let head = self.at(handler.range());
        let Some(class) = &handler.type_ else {
            return self.problem(handler.range(), "expected one or more exception types");
        };
        self.expression(class)?;
        // Leaves what is not matched, and the matched part or `None` above it.
        self.emit(Op::MatchGroup);
        self.emit(Op::UnpackSequence(2));
        self.emit(Op::Copy(1));
        let unmatched = self.emit(Op::PopJumpIfNone(0));
        self.emit(Op::Handle);
        match &handler.name {
            Some(name) => self.store(&name.id),
            None => {
                self.emit(Op::Pop);
            }
        }
        self.nowhere();
        let cleanup = self.emit(Op::SetupTry(0));
        self.unit().nest.push(Nest::StarHandler);
        self.body(&handler.body)?;
        self.unit().nest.pop();
        self.nowhere();
        self.emit(Op::PopBlock);
        let name = handler.name.as_ref().map(|name| name.id.as_str());
        if let Some(name) = name {
            self.forget(name);
        }
        let next = self.emit(Op::Jump(0));
        self.land(cleanup);
        // What the handler raised joins the list, below the rest and the exception that was handled.
        self.emit(Op::ListAppend(3));
        self.emit(Op::PopExcept);
        if let Some(name) = name {
            self.forget(name);
        }
        let raised = self.emit(Op::Jump(0));
        self.land(unmatched);
        self.emit(Op::Pop);
        self.land(next);
        self.land(raised);
        self.back_to(head);
        Ok(())
    }

    /// Nothing leaves an `except*` body from the nest at `keep` on but its end or an exception.
    pub(super) fn not_in_star_handler(&mut self, keep: usize, range: TextRange) -> Done {
        if self.unit().nest.iter().skip(keep).any(|nest| matches!(nest, Nest::StarHandler)) {
            return self.problem(range, "'break', 'continue' and 'return' cannot appear in an except* block");
        }
        Ok(())
    }
}
