//! Statements. `finally` and `with` exits are compiled once for each way out, as `CPython` does, so that line events agree.

use super::code::{FunctionParts, Op};
use super::scope::{ScopeKind, key};
use super::{Compiler, Constant, Done, Nest};
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

impl<'a> Compiler<'a> {
    pub(super) fn module_body(&mut self, body: &'a [Stmt]) -> Done {
        if let Some(doc) = docstring(body) {
            let old = self.at(body[0].range());
            self.constant(&Constant::Str(doc.as_str().into()));
            self.store("__doc__");
            self.back_to(old);
        }
        let rest = if docstring(body).is_some() { &body[1..] } else { body };
        self.body(rest)?;
        self.nowhere();
        self.constant(&Constant::None);
        self.emit(Op::Return);
        Ok(())
    }

    pub(super) fn body(&mut self, body: &'a [Stmt]) -> Done {
        for stmt in body {
            self.statement(stmt)?;
        }
        Ok(())
    }

    fn statement(&mut self, stmt: &'a Stmt) -> Done {
        let old = self.at(stmt.range());
        match stmt {
            Stmt::Expr(expr) => self.expression_statement(expr)?,
            Stmt::Assign(assign) => {
                self.expression(&assign.value)?;
                for (at, target) in assign.targets.iter().enumerate() {
                    if at + 1 < assign.targets.len() {
                        self.emit(Op::Copy(1));
                    }
                    self.assign(target)?;
                }
            }
            Stmt::AugAssign(assign) => self.augmented(assign)?,
            Stmt::AnnAssign(assign) => self.annotated(assign)?,
            Stmt::Return(ret) => self.return_statement(ret)?,
            Stmt::If(branch) => self.if_statement(branch)?,
            Stmt::While(repeat) => self.while_statement(repeat)?,
            Stmt::For(repeat) => self.for_statement(repeat)?,
            Stmt::Break(_) => self.break_statement(stmt.range())?,
            Stmt::Continue(_) => self.continue_statement(stmt.range())?,
            Stmt::Pass(_) => self.line_mark(),
            Stmt::FunctionDef(function) => self.function_statement(function)?,
            Stmt::ClassDef(class) => self.class_statement(class)?,
            Stmt::Raise(raise) => {
                let mut count = 0;
                if let Some(exception) = &raise.exc {
                    self.expression(exception)?;
                    count += 1;
                }
                if let Some(cause) = &raise.cause {
                    self.expression(cause)?;
                    count += 1;
                }
                self.emit(Op::Raise(count));
            }
            Stmt::Try(attempt) => self.try_statement(attempt)?,
            Stmt::With(with) => self.with_statement(with, 0)?,
            Stmt::Assert(assert) => {
                self.check_assertion(assert);
                let mut passed = Vec::new();
                self.jump_if(&assert.test, true, &mut passed)?;
                self.at(stmt.range());
                if let Some(range) = last_comparison(&assert.test) {
                    self.at(range);
                }
                if let Some(message) = &assert.msg {
                    self.emit(Op::PushNull);
                    self.emit(Op::AssertionError);
                    self.expression(message)?;
                    self.emit(Op::Call(1));
                } else {
                    self.emit(Op::AssertionError);
                }
                self.emit(Op::Raise(1));
                self.land_all(&passed);
            }
            Stmt::Delete(delete) => {
                for target in &delete.targets {
                    self.delete(target)?;
                }
            }
            Stmt::Import(import) => self.import_statement(import),
            Stmt::ImportFrom(import) => self.import_from_statement(import)?,
            Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::Match(matching) => self.match_statement(matching)?,
            Stmt::TypeAlias(alias) => return self.problem(alias.range(), "invalid syntax"),
            Stmt::IpyEscapeCommand(command) => return self.problem(command.range(), "invalid syntax"),
        }
        self.back_to(old);
        Ok(())
    }

    /// Only marks the line: what `pass` is.
    pub(super) fn line_mark(&mut self) {
        let line = self.unit().place.line;
        if self.unit().marked != line {
            let place = self.unit().place;
            let unit = self.unit();
            unit.marked = line;
            unit.ops.push(Op::Line(line));
            unit.places.push(place);
        }
    }

    fn expression_statement(&mut self, expr: &'a ast::StmtExpr) -> Done {
        if expr.value.is_literal_expr() {
            self.line_mark();
            return Ok(());
        }
        self.expression(&expr.value)?;
        self.emit(Op::Pop);
        Ok(())
    }

    fn augmented(&mut self, assign: &'a ast::StmtAugAssign) -> Done {
        let operator = super::expressions::binary_operator(assign.op);
        match assign.target.as_ref() {
            Expr::Name(name) => {
                let old = self.at(name.range());
                let scope = self.unit().scope;
                let mangled = self.mangled(&name.id);
                let local = self.scopes.reach(scope, &mangled) == super::Reach::Local;
                if local
                    && let Some(amount) = small_amount(assign)
                    && self.place_of(assign.value.range()).line == self.place_of(name.range()).line
                {
                    let slot = self.slot(&mangled);
                    self.emit(Op::AddFastInt(slot, amount));
                }
                self.load(&name.id);
                self.back_to(old);
                self.expression(&assign.value)?;
                self.emit(Op::InPlace(operator));
                self.store(&name.id);
            }
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                self.emit(Op::Copy(1));
                let name = self.mangled(&attribute.attr.id);
                let at = self.name(&name);
                let old = self.at(attribute.range());
                self.emit(Op::LoadAttr(at));
                self.back_to(old);
                self.expression(&assign.value)?;
                self.emit(Op::InPlace(operator));
                self.emit(Op::Swap(2));
                let old = self.at(attribute.range());
                self.emit(Op::StoreAttr(at));
                self.back_to(old);
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.expression(&subscript.slice)?;
                self.emit(Op::Copy(2));
                self.emit(Op::Copy(2));
                let old = self.at(subscript.range());
                self.emit(Op::Subscript);
                self.back_to(old);
                self.expression(&assign.value)?;
                self.emit(Op::InPlace(operator));
                // object, key, value → value, object, key
                self.emit(Op::Swap(3));
                self.emit(Op::Swap(2));
                let old = self.at(subscript.range());
                self.emit(Op::StoreSubscript);
                self.back_to(old);
            }
            other => return self.problem(other.range(), "illegal expression for augmented assignment"),
        }
        Ok(())
    }

    fn annotated(&mut self, assign: &'a ast::StmtAnnAssign) -> Done {
        if let Some(value) = &assign.value {
            self.expression(value)?;
            self.assign(&assign.target)?;
        }
        if matches!(self.unit().kind, ScopeKind::Module | ScopeKind::Class)
            && assign.simple
            && let Expr::Name(name) = assign.target.as_ref()
        {
            self.emit(Op::SetupAnnotations);
            self.annotation(&assign.annotation)?;
            self.load("__annotations__");
            let mangled = self.mangled(&name.id);
            self.constant(&Constant::Str(mangled.as_str().into()));
            self.emit(Op::StoreSubscript);
        }
        Ok(())
    }

    fn annotation(&mut self, annotation: &'a Expr) -> Done {
        if self.future_annotations {
            let range = annotation.range();
            let text = self.source.text.get(range.start().to_usize()..range.end().to_usize()).unwrap_or_default();
            let constant = Constant::Str(text.into());
            self.constant(&constant);
            return Ok(());
        }
        self.expression(annotation)
    }

    /// Stores the value on top.
    pub(super) fn assign(&mut self, target: &'a Expr) -> Done {
        let old = self.at(target.range());
        match target {
            Expr::Name(name) => {
                if ["None", "True", "False", "__debug__"].contains(&name.id.as_str()) {
                    return self.problem(name.range(), format!("cannot assign to {}", name.id));
                }
                self.store(&name.id);
            }
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                let name = self.mangled(&attribute.attr.id);
                let at = self.name(&name);
                self.emit(Op::StoreAttr(at));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.expression(&subscript.slice)?;
                self.emit(Op::StoreSubscript);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                self.unpack(elts, target.range())?;
            }
            Expr::Starred(starred) => {
                return self.problem(starred.range(), "starred assignment target must be in a list or tuple");
            }
            other => {
                return self
                    .problem(other.range(), "cannot assign to expression here. Maybe you meant '==' instead of '='?");
            }
        }
        self.back_to(old);
        Ok(())
    }

    fn unpack(&mut self, targets: &'a [Expr], range: TextRange) -> Done {
        let starred: Vec<usize> =
            targets.iter().enumerate().filter(|(_, target)| target.is_starred_expr()).map(|(at, _)| at).collect();
        match starred.as_slice() {
            [] => {}
            [at] => {
                self.emit(Op::UnpackRest(*at as u16, (targets.len() - at - 1) as u16));
            }
            _ => return self.problem(range, "multiple starred expressions in assignment"),
        }
        self.emit(Op::UnpackSequence(targets.len() as u16));
        for target in targets {
            match target {
                Expr::Starred(starred) => self.assign(&starred.value)?,
                _ => self.assign(target)?,
            }
        }
        Ok(())
    }

    fn delete(&mut self, target: &'a Expr) -> Done {
        let old = self.at(target.range());
        match target {
            Expr::Name(name) => self.delete_name(&name.id),
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                let name = self.mangled(&attribute.attr.id);
                let at = self.name(&name);
                self.emit(Op::DeleteAttr(at));
            }
            Expr::Subscript(subscript) => {
                self.expression(&subscript.value)?;
                self.expression(&subscript.slice)?;
                self.emit(Op::DeleteSubscript);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                for element in elts {
                    self.delete(element)?;
                }
            }
            other => return self.problem(other.range(), "cannot delete expression"),
        }
        self.back_to(old);
        Ok(())
    }

    fn if_statement(&mut self, branch: &'a ast::StmtIf) -> Done {
        let mut ends = Vec::new();
        let mut otherwise = Vec::new();
        self.jump_if(&branch.test, false, &mut otherwise)?;
        self.body(&branch.body)?;
        let count = branch.elif_else_clauses.len();
        if count > 0 {
            self.nowhere();
            ends.push(self.emit(Op::Jump(0)));
        }
        for (at, clause) in branch.elif_else_clauses.iter().enumerate() {
            self.land_all(&std::mem::take(&mut otherwise));
            if let Some(test) = &clause.test {
                self.at(test.range());
                self.jump_if(test, false, &mut otherwise)?;
            }
            self.body(&clause.body)?;
            if at + 1 < count {
                self.nowhere();
                ends.push(self.emit(Op::Jump(0)));
            }
        }
        self.land_all(&otherwise);
        self.land_all(&ends);
        Ok(())
    }

    fn while_statement(&mut self, repeat: &'a ast::StmtWhile) -> Done {
        let start = self.label();
        let mut ends = Vec::new();
        let place = self.at(repeat.range());
        self.line_mark();
        self.jump_if(&repeat.test, false, &mut ends)?;
        let unit = self.unit();
        unit.breaks.push(Vec::new());
        let breaks = unit.breaks.len() - 1;
        unit.nest.push(Nest::Loop { start, breaks, iterator: false });
        self.body(&repeat.body)?;
        self.nowhere();
        self.emit(Op::JumpBack(start as u32));
        self.unit().nest.pop();
        self.land_all(&ends);
        self.body(&repeat.orelse)?;
        let breaks = self.unit().breaks.pop().unwrap_or_default();
        self.land_all(&breaks);
        self.back_to(place);
        Ok(())
    }

    fn for_statement(&mut self, repeat: &'a ast::StmtFor) -> Done {
        if repeat.is_async {
            return self.unsupported(repeat.range(), "`async for`");
        }
        self.expression(&repeat.iter)?;
        // The iteration is of the whole statement, as in CPython: a failing one has no carets.
        self.emit(Op::GetIter);
        let start = self.label();
        let next = self.emit(Op::ForIter(0));
        self.assign(&repeat.target)?;
        let unit = self.unit();
        unit.breaks.push(Vec::new());
        let breaks = unit.breaks.len() - 1;
        unit.nest.push(Nest::Loop { start, breaks, iterator: true });
        self.body(&repeat.body)?;
        self.nowhere();
        self.emit(Op::JumpBack(start as u32));
        self.unit().nest.pop();
        self.land(next);
        self.body(&repeat.orelse)?;
        let breaks = self.unit().breaks.pop().unwrap_or_default();
        self.land_all(&breaks);
        Ok(())
    }

    /// Undoes everything nested above `keep`; with a value on top if `value`.
    fn unwind(&mut self, keep: usize, value: bool) -> Done {
        while self.unit().nest.len() > keep {
            let Some(nest) = self.unit().nest.pop() else { break };
            match nest {
                Nest::Loop { iterator: true, .. } => {
                    if value {
                        self.emit(Op::Swap(2));
                    }
                    self.emit(Op::DropIter);
                }
                Nest::Loop { .. } | Nest::StarHandler => {}
                Nest::Try => {
                    self.emit(Op::PopBlock);
                }
                Nest::Finally(body) => {
                    self.emit(Op::PopBlock);
                    self.body(body)?;
                    // What follows seems to belong to no line, as in `CPython`.
                    self.nowhere();
                }
                Nest::FinallyAfterException => {
                    if value {
                        self.emit(Op::Swap(3));
                        self.emit(Op::Swap(2));
                        self.emit(Op::Pop);
                    } else {
                        self.emit(Op::Pop);
                    }
                    self.emit(Op::PopExcept);
                }
                Nest::Handler(name) => {
                    if name.is_some() {
                        self.emit(Op::PopBlock);
                    }
                    if value {
                        self.emit(Op::Swap(2));
                    }
                    self.emit(Op::PopExcept);
                    if let Some(name) = name {
                        self.forget(name);
                    }
                }
                Nest::With(range) => {
                    self.emit(Op::PopBlock);
                    if value {
                        self.emit(Op::Swap(2));
                    }
                    self.at(range);
                    self.call_exit();
                    self.nowhere();
                }
            }
        }
        Ok(())
    }

    /// Calls the exit function on top with three times `None`.
    fn call_exit(&mut self) {
        self.emit(Op::PushNull);
        self.emit(Op::Swap(2));
        for _ in 0..3 {
            self.constant(&Constant::None);
        }
        self.emit(Op::Call(3));
        self.emit(Op::Pop);
    }

    pub(super) fn forget(&mut self, name: &str) {
        self.constant(&Constant::None);
        self.store(name);
        self.delete_name(name);
    }

    fn return_statement(&mut self, ret: &'a ast::StmtReturn) -> Done {
        if !self.units.iter().any(|unit| unit.kind == ScopeKind::Function) || self.unit().kind == ScopeKind::Class {
            return self.problem(ret.range(), "'return' outside function");
        }
        self.not_in_star_handler(0, ret.value.as_ref().map_or(ret.range(), |value| value.range()))?;
        let nest = self.unit().nest.clone();
        match &ret.value {
            Some(value) => {
                self.expression(value)?;
                self.unwind(0, true)?;
            }
            None => {
                self.line_mark();
                self.unwind(0, false)?;
                self.constant(&Constant::None);
            }
        }
        self.emit(Op::Return);
        self.unit().nest = nest;
        Ok(())
    }

    fn innermost_loop(&mut self) -> Option<usize> {
        self.unit().nest.iter().rposition(|nest| matches!(nest, Nest::Loop { .. }))
    }

    fn break_statement(&mut self, range: TextRange) -> Done {
        let Some(at) = self.innermost_loop() else { return self.problem(range, "'break' outside loop") };
        self.not_in_star_handler(at, range)?;
        let nest = self.unit().nest.clone();
        self.line_mark();
        self.unwind(at + 1, false)?;
        let Nest::Loop { breaks, iterator, .. } = nest[at] else { return Ok(()) };
        if iterator {
            self.emit(Op::DropIter);
        }
        let jump = self.emit(Op::Jump(0));
        let unit = self.unit();
        unit.breaks[breaks].push(jump);
        unit.nest = nest;
        Ok(())
    }

    fn continue_statement(&mut self, range: TextRange) -> Done {
        let Some(at) = self.innermost_loop() else { return self.problem(range, "'continue' not properly in loop") };
        self.not_in_star_handler(at, range)?;
        let nest = self.unit().nest.clone();
        self.line_mark();
        self.unwind(at + 1, false)?;
        let Nest::Loop { start, .. } = nest[at] else { return Ok(()) };
        self.emit(Op::JumpBack(start as u32));
        self.unit().nest = nest;
        Ok(())
    }

    fn with_statement(&mut self, with: &'a ast::StmtWith, at: usize) -> Done {
        if with.is_async {
            return self.unsupported(with.range(), "`async with`");
        }
        let Some(item) = with.items.get(at) else { return self.body(&with.body) };
        self.expression(&item.context_expr)?;
        let range = with.range();
        let old = self.at(range);
        self.emit(Op::EnterWith);
        let setup = self.emit(Op::SetupWith(0));
        self.unit().nest.push(Nest::With(range));
        match &item.optional_vars {
            Some(target) => self.assign(target)?,
            None => {
                self.emit(Op::Pop);
            }
        }
        self.with_statement(with, at + 1)?;
        self.unit().nest.pop();
        self.at(range);
        self.emit(Op::PopBlock);
        self.call_exit();
        let end = self.emit(Op::Jump(0));
        self.land(setup);
        self.at(range);
        self.emit(Op::ExitWithException);
        let suppressed = self.emit(Op::PopJumpIfTrue(0));
        self.nowhere();
        self.emit(Op::Reraise);
        self.land(suppressed);
        self.emit(Op::Pop);
        self.emit(Op::PopExcept);
        self.emit(Op::Pop);
        self.land(end);
        self.back_to(old);
        Ok(())
    }

    fn import_statement(&mut self, import: &'a ast::StmtImport) {
        for alias in &import.names {
            let wants_leaf = alias.asname.is_some();
            self.constant(&Constant::Int(0));
            if wants_leaf {
                self.constant(&Constant::Tuple(Vec::new()));
            } else {
                self.constant(&Constant::None);
            }
            let at = self.name(&alias.name.id);
            self.emit(Op::ImportModule(at));
            match &alias.asname {
                Some(name) => self.store(&name.id),
                None => {
                    let first = alias.name.id.split('.').next().unwrap_or_default().to_owned();
                    self.store(&first);
                }
            }
        }
    }

    fn import_from_statement(&mut self, import: &'a ast::StmtImportFrom) -> Done {
        let module = import.module.as_ref().map(|module| module.id.to_string()).unwrap_or_default();
        if module == "__future__" {
            self.future_annotations |= import.names.iter().any(|alias| alias.name.id.as_str() == "annotations");
        }
        self.constant(&Constant::Int(i64::from(import.level)));
        let names = import.names.iter().map(|alias| Constant::Str(alias.name.id.as_str().into())).collect();
        self.constant(&Constant::Tuple(names));
        let at = self.name(&module);
        self.emit(Op::ImportModule(at));
        if import.names.iter().any(|alias| alias.name.id.as_str() == "*") {
            if self.unit().kind != ScopeKind::Module {
                return self.problem(import.range(), "import * only allowed at module level");
            }
            self.emit(Op::ImportStar);
            return Ok(());
        }
        for alias in &import.names {
            let at = self.name(&alias.name.id);
            self.emit(Op::ImportFrom(at));
            let name = alias.asname.as_ref().unwrap_or(&alias.name).id.to_string();
            self.store(&name);
        }
        self.emit(Op::Pop);
        Ok(())
    }

    fn function_statement(&mut self, function: &'a ast::StmtFunctionDef) -> Done {
        if function.is_async {
            return self.unsupported(function.range(), "`async def`");
        }
        if function.type_params.is_some() {
            return self.problem(function.name.range(), "expected '('");
        }
        for decorator in &function.decorator_list {
            self.emit(Op::PushNull);
            self.expression(&decorator.expression)?;
        }
        // The statement's own line is that of `def`, not of its decorators.
        let first_line = function
            .decorator_list
            .first()
            .map_or_else(|| self.place_of(function.name.range()).line, |decorator| self.line(decorator));
        let old = self.at(function.name.range());
        let mut parts = self.defaults(&function.parameters)?;
        if self.annotations(function)? {
            parts |= FunctionParts::ANNOTATIONS;
        }
        let scope = self.scopes.of_node(key(function));
        self.enter(scope, &function.name.id, first_line);
        let doc = docstring(&function.body);
        let body: &[Stmt] = if doc.is_some() { &function.body[1..] } else { &function.body };
        for stmt in body {
            self.statement(stmt)?;
        }
        self.nowhere();
        self.constant(&Constant::None);
        self.emit(Op::Return);
        let code = self.leave_with(&function.parameters);
        self.function_object(code, parts, scope)?;
        if let Some(doc) = doc {
            // `__doc__` is an attribute of the new function.
            self.constant(&Constant::Str(doc.as_str().into()));
            self.emit(Op::Copy(2));
            let at = self.name("__doc__");
            self.emit(Op::StoreAttr(at));
        }
        for decorator in function.decorator_list.iter().rev() {
            let old = self.at(decorator.expression.range());
            self.emit(Op::Call(1));
            self.back_to(old);
        }
        self.store(&function.name.id);
        self.back_to(old);
        Ok(())
    }

    fn annotations(&mut self, function: &'a ast::StmtFunctionDef) -> Result<bool, crate::syntax::SourceProblem> {
        let mut count = 0;
        for parameter in function.parameters.iter() {
            if let Some(annotation) = parameter.annotation() {
                let name = self.mangled(&parameter.name().id);
                self.constant(&Constant::Str(name.as_str().into()));
                self.annotation(annotation)?;
                count += 1;
            }
        }
        if let Some(returns) = &function.returns {
            self.constant(&Constant::Str("return".into()));
            self.annotation(returns)?;
            count += 1;
        }
        if count > 0 {
            self.emit(Op::BuildDict(count));
        }
        Ok(count > 0)
    }

    /// Pushes defaults; gives the parts that are on the stack.
    pub(super) fn defaults(&mut self, parameters: &'a ast::Parameters) -> Result<u8, crate::syntax::SourceProblem> {
        let mut parts = 0;
        let positional: Vec<&'a Expr> =
            parameters.posonlyargs.iter().chain(&parameters.args).filter_map(|parameter| parameter.default()).collect();
        if !positional.is_empty() {
            for default in &positional {
                self.expression(default)?;
            }
            self.emit(Op::BuildTuple(positional.len() as u32));
            parts |= FunctionParts::DEFAULTS;
        }
        let mut count = 0;
        for parameter in &parameters.kwonlyargs {
            if let Some(default) = parameter.default() {
                let name = self.mangled(&parameter.parameter.name.id);
                self.constant(&Constant::Str(name.as_str().into()));
                self.expression(default)?;
                count += 1;
            }
        }
        if count > 0 {
            self.emit(Op::BuildDict(count));
            parts |= FunctionParts::KEYWORD_DEFAULTS;
        }
        Ok(parts)
    }

    pub(super) fn leave_with(&mut self, parameters: &ast::Parameters) -> std::rc::Rc<super::UnlinkedCode> {
        self.leave(
            (parameters.posonlyargs.len() + parameters.args.len()) as u16,
            parameters.posonlyargs.len() as u16,
            parameters.kwonlyargs.len() as u16,
            (parameters.vararg.is_some(), parameters.kwarg.is_some()),
        )
    }

    /// Pushes the closure, if any, and makes the function.
    pub(super) fn function_object(
        &mut self,
        code: std::rc::Rc<super::UnlinkedCode>,
        mut parts: u8,
        scope: usize,
    ) -> Done {
        let free: Vec<String> = self.scopes.all[scope].free.iter().cloned().collect();
        if !free.is_empty() {
            for name in &free {
                let slot = self.slot(name);
                self.emit(Op::LoadCell(slot));
            }
            self.emit(Op::BuildTuple(free.len() as u32));
            parts |= FunctionParts::CLOSURE;
        }
        let unit = self.unit();
        unit.codes.push(code);
        let at = unit.codes.len() as u16 - 1;
        self.emit(Op::MakeFunction(at, parts));
        Ok(())
    }

    fn class_statement(&mut self, class: &'a ast::StmtClassDef) -> Done {
        if class.type_params.is_some() {
            return self.problem(class.name.range(), "invalid syntax");
        }
        for decorator in &class.decorator_list {
            self.emit(Op::PushNull);
            self.expression(&decorator.expression)?;
        }
        let first_line = class
            .decorator_list
            .first()
            .map_or_else(|| self.place_of(class.name.range()).line, |decorator| self.line(decorator));
        let old = self.at(self.range_from_keyword(class.name.range(), "class", class.range()));
        self.emit(Op::PushNull);
        self.emit(Op::LoadBuildClass);
        let scope = self.scopes.of_node(key(class));
        self.enter(scope, &class.name.id, first_line);
        self.class_body(class, scope)?;
        let code = self.leave(0, 0, 0, (false, false));
        self.function_object(code, 0, scope)?;
        self.constant(&Constant::Str(class.name.id.as_str().into()));
        match &class.arguments {
            Some(arguments) => self.call_arguments(arguments, 2, None)?,
            None => {
                self.emit(Op::Call(2));
            }
        }
        for decorator in class.decorator_list.iter().rev() {
            let old = self.at(decorator.expression.range());
            self.emit(Op::Call(1));
            self.back_to(old);
        }
        self.store(&class.name.id);
        self.back_to(old);
        Ok(())
    }

    /// A definition's range without its decorators: from its keyword, which stands before its name.
    fn range_from_keyword(&self, name: TextRange, keyword: &str, whole: TextRange) -> TextRange {
        let before = &self.source.text[..name.start().to_usize()];
        let start = before.rfind(keyword).and_then(|at| TextSize::try_from(at).ok()).unwrap_or(name.start());
        TextRange::new(start, whole.end())
    }

    fn class_body(&mut self, class: &'a ast::StmtClassDef, scope: usize) -> Done {
        let head = class.decorator_list.first().map_or(class.name.range(), Ranged::range);
        self.at(head);
        let qualname = self.unit().qualname.clone();
        let names = [self.name("__name__"), self.name("__module__"), self.name("__qualname__")];
        self.emit(Op::LoadGlobal(names[0]));
        self.emit(Op::StoreName(names[1]));
        self.constant(&Constant::Str(qualname.as_str().into()));
        self.emit(Op::StoreName(names[2]));
        let doc = docstring(&class.body);
        if let Some(doc) = &doc {
            self.at(class.body[0].range());
            self.constant(&Constant::Str(doc.as_str().into()));
            let at = self.name("__doc__");
            self.emit(Op::StoreName(at));
        }
        let body: &[Stmt] = if doc.is_some() { &class.body[1..] } else { &class.body };
        for stmt in body {
            self.statement(stmt)?;
        }
        self.nowhere();
        if self.scopes.all[scope].cells.contains("__class__") {
            let slot = self.slot("__class__");
            self.emit(Op::LoadCell(slot));
        } else {
            self.constant(&Constant::None);
        }
        self.emit(Op::Return);
        Ok(())
    }
}

/// The comparison that a condition ends with, which is where `CPython` places a failing `assert`.
fn last_comparison(condition: &Expr) -> Option<TextRange> {
    match condition {
        Expr::Compare(comparison) => Some(comparison.range()),
        Expr::UnaryOp(operation) if operation.op == ast::UnaryOp::Not => last_comparison(&operation.operand),
        Expr::BoolOp(operation) => operation.values.iter().rev().find_map(last_comparison),
        Expr::If(choice) => {
            [&choice.orelse, &choice.body, &choice.test].into_iter().find_map(|part| last_comparison(part))
        }
        _ => None,
    }
}

/// The text of a body's first statement, if that is a string.
fn docstring(body: &[Stmt]) -> Option<String> {
    match body.first()? {
        Stmt::Expr(expr) => match expr.value.as_ref() {
            Expr::StringLiteral(text) => Some(text.value.to_str().to_owned()),
            _ => None,
        },
        _ => None,
    }
}

/// `x += 1`: the amount, if it is small.
fn small_amount(assign: &ast::StmtAugAssign) -> Option<i16> {
    let Expr::NumberLiteral(number) = assign.value.as_ref() else { return None };
    let ast::Number::Int(int) = &number.value else { return None };
    let amount = int.as_i32().and_then(|amount| i16::try_from(amount).ok())?;
    match assign.op {
        ast::Operator::Add => Some(amount),
        ast::Operator::Sub => Some(-amount),
        _ => None,
    }
}
