//! Expressions. The position of each instruction is that of the expression whose failure it would be.

use super::code::{Binary, Compare, Op, Unary};
use super::scope::{ScopeKind, key};
use super::{Compiler, Constant, Done, Reach};
use num_bigint::BigInt;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::Ranged;

/// Functions that ask for the names where they are called.
const SCOPED: [&str; 7] = ["eval", "exec", "globals", "locals", "vars", "dir", "_caller"];

pub(super) fn binary_operator(operator: ast::Operator) -> Binary {
    match operator {
        ast::Operator::Add => Binary::Add,
        ast::Operator::Sub => Binary::Sub,
        ast::Operator::Mult => Binary::Mul,
        ast::Operator::MatMult => Binary::MatMul,
        ast::Operator::Div => Binary::Div,
        ast::Operator::Mod => Binary::Mod,
        ast::Operator::Pow => Binary::Pow,
        ast::Operator::LShift => Binary::LShift,
        ast::Operator::RShift => Binary::RShift,
        ast::Operator::BitOr => Binary::Or,
        ast::Operator::BitXor => Binary::Xor,
        ast::Operator::BitAnd => Binary::And,
        ast::Operator::FloorDiv => Binary::FloorDiv,
    }
}

fn compare_operator(operator: ast::CmpOp) -> Op {
    match operator {
        ast::CmpOp::Eq => Op::Compare(Compare::Eq),
        ast::CmpOp::NotEq => Op::Compare(Compare::Ne),
        ast::CmpOp::Lt => Op::Compare(Compare::Lt),
        ast::CmpOp::LtE => Op::Compare(Compare::Le),
        ast::CmpOp::Gt => Op::Compare(Compare::Gt),
        ast::CmpOp::GtE => Op::Compare(Compare::Ge),
        ast::CmpOp::Is => Op::Is(false),
        ast::CmpOp::IsNot => Op::Is(true),
        ast::CmpOp::In => Op::Contains(false),
        ast::CmpOp::NotIn => Op::Contains(true),
    }
}

impl<'a> Compiler<'a> {
    pub(super) fn expression(&mut self, expr: &'a Expr) -> Done {
        let old = self.at(expr.range());
        self.expression_here(expr)?;
        self.back_to(old);
        Ok(())
    }

    fn expression_here(&mut self, expr: &'a Expr) -> Done {
        if let Some(constant) = constant_of(expr, 0) {
            self.constant(&constant);
            return Ok(());
        }
        match expr {
            Expr::Name(name) => self.load(&name.id),
            Expr::BinOp(operation) => {
                self.expression(&operation.left)?;
                self.expression(&operation.right)?;
                self.emit(Op::Binary(binary_operator(operation.op)));
            }
            Expr::UnaryOp(operation) => {
                self.expression(&operation.operand)?;
                self.emit(Op::Unary(match operation.op {
                    ast::UnaryOp::Invert => Unary::Invert,
                    ast::UnaryOp::Not => Unary::Not,
                    ast::UnaryOp::UAdd => Unary::Pos,
                    ast::UnaryOp::USub => Unary::Neg,
                }));
            }
            Expr::BoolOp(operation) => self.bool_operation(operation)?,
            Expr::Compare(comparison) => self.comparison(comparison)?,
            Expr::Call(call) => self.call(call)?,
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                let name = self.mangled(&attribute.attr.id);
                let at = self.name(&name);
                self.begin_at(attribute.attr.range());
                self.emit(Op::LoadAttr(at));
            }
            Expr::Subscript(subscript) => {
                self.check_subscript(subscript);
                self.expression(&subscript.value)?;
                self.expression(&subscript.slice)?;
                self.emit(Op::Subscript);
            }
            Expr::Slice(slice) => {
                for part in [&slice.lower, &slice.upper] {
                    match part {
                        Some(part) => self.expression(part)?,
                        None => self.constant(&Constant::None),
                    }
                }
                if let Some(step) = &slice.step {
                    self.expression(step)?;
                }
                self.emit(Op::BuildSlice(if slice.step.is_some() { 3 } else { 2 }));
            }
            Expr::If(choice) => {
                let mut otherwise = Vec::new();
                self.jump_if(&choice.test, false, &mut otherwise)?;
                self.expression(&choice.body)?;
                let end = self.emit(Op::Jump(0));
                self.land_all(&otherwise);
                self.expression(&choice.orelse)?;
                self.land(end);
            }
            Expr::Named(named) => {
                self.expression(&named.value)?;
                self.emit(Op::Copy(1));
                self.assign(&named.target)?;
            }
            Expr::Tuple(tuple) => {
                if tuple.elts.iter().any(Expr::is_starred_expr) {
                    self.spread(&tuple.elts)?;
                    self.emit(Op::ListToTuple);
                } else {
                    for element in &tuple.elts {
                        self.expression(element)?;
                    }
                    self.emit(Op::BuildTuple(tuple.elts.len() as u32));
                }
            }
            Expr::List(list) => {
                if list.elts.iter().any(Expr::is_starred_expr) {
                    self.spread(&list.elts)?;
                } else if let Some(constants) = constants_of(&list.elts) {
                    self.emit(Op::BuildList(0));
                    self.constant(&Constant::Tuple(constants));
                    self.emit(Op::ListExtend(1));
                } else if list.elts.len() > 30 {
                    self.spread(&list.elts)?;
                } else {
                    for element in &list.elts {
                        self.expression(element)?;
                    }
                    self.emit(Op::BuildList(list.elts.len() as u32));
                }
            }
            Expr::Set(set) => {
                if set.elts.iter().any(Expr::is_starred_expr) {
                    self.emit(Op::BuildSet(0));
                    for element in &set.elts {
                        match element {
                            Expr::Starred(starred) => {
                                self.expression(&starred.value)?;
                                self.emit(Op::SetUpdate(1));
                            }
                            _ => {
                                self.expression(element)?;
                                self.emit(Op::SetAdd(1));
                            }
                        }
                    }
                } else {
                    // Three constants or more are one frozenset, which is rebuilt in its own order when constants are shared, and
                    // then merged into an empty set: each step can change the order.
                    let constant = set.elts.len() > 2 && set.elts.iter().all(is_constant);
                    if constant {
                        self.emit(Op::BuildSet(0));
                        self.emit(Op::BuildSet(0));
                        self.emit(Op::BuildList(0));
                    }
                    for element in &set.elts {
                        self.expression(element)?;
                    }
                    self.emit(Op::BuildSet(set.elts.len() as u32));
                    if set.elts.len() >= 3 && set.elts.iter().all(|element| constant_of(element, 0).is_some()) {
                        // A constant display is the copy of a frozen set, which can change the order.
                        self.emit(Op::CopySet);
                    }
                    if constant {
                        self.emit(Op::ListExtend(1));
                        self.emit(Op::SetUpdate(1));
                        self.emit(Op::SetUpdate(1));
                    }
                }
            }
            Expr::Dict(dict) => self.dict(dict)?,
            Expr::Lambda(lambda) => self.lambda(lambda)?,
            Expr::ListComp(comp) => self.comprehension(key(comp), "<listcomp>", &comp.generators, &[&comp.elt])?,
            Expr::SetComp(comp) => self.comprehension(key(comp), "<setcomp>", &comp.generators, &[&comp.elt])?,
            Expr::DictComp(comp) => match &comp.key {
                Some(dict_key) => {
                    self.comprehension(key(comp), "<dictcomp>", &comp.generators, &[dict_key, &comp.value])?;
                }
                None => return self.problem(comp.range(), "dict unpacking cannot be used in dict comprehension"),
            },
            Expr::Generator(comp) => self.comprehension(key(comp), "<genexpr>", &comp.generators, &[&comp.elt])?,
            Expr::Yield(give) => {
                self.require_function(expr, "'yield' outside function")?;
                match &give.value {
                    Some(value) => self.expression(value)?,
                    None => self.constant(&Constant::None),
                }
                self.emit(Op::Yield);
            }
            Expr::YieldFrom(give) => {
                self.require_function(expr, "'yield' outside function")?;
                self.expression(&give.value)?;
                self.emit(Op::GetIter);
                self.constant(&Constant::None);
                self.emit(Op::YieldFrom);
            }
            Expr::FString(text) => self.formatted(text)?,
            Expr::Starred(starred) => {
                return self.problem(starred.range(), "can't use starred expression here");
            }
            Expr::Await(wait) => return self.unsupported(wait.range(), "`await`"),
            Expr::TString(text) => return self.problem(text.range(), "invalid syntax"),
            // The other numbers are constants; `complex` is a class of the prelude.
            Expr::NumberLiteral(number) => {
                let ast::Number::Complex { real, imag } = number.value else { return Ok(()) };
                self.emit(Op::PushNull);
                self.load("complex");
                self.constant(&Constant::Float(real.to_bits()));
                self.constant(&Constant::Float(imag.to_bits()));
                self.emit(Op::Call(2));
            }
            other => return self.problem(other.range(), "invalid syntax"),
        }
        Ok(())
    }

    fn require_function(&mut self, expr: &Expr, text: &str) -> Done {
        if self.unit().kind == ScopeKind::Function {
            return Ok(());
        }
        self.problem(expr.range(), text)
    }

    fn spread(&mut self, elements: &'a [Expr]) -> Done {
        self.emit(Op::BuildList(0));
        for element in elements {
            match element {
                Expr::Starred(starred) => {
                    self.expression(&starred.value)?;
                    self.emit(Op::ListExtend(1));
                }
                _ => {
                    self.expression(element)?;
                    self.emit(Op::ListAppend(1));
                }
            }
        }
        Ok(())
    }

    fn dict(&mut self, dict: &'a ast::ExprDict) -> Done {
        if dict.items.iter().all(|item| item.key.is_some()) && dict.items.len() <= 15 {
            for item in &dict.items {
                if let Some(dict_key) = &item.key {
                    self.expression(dict_key)?;
                }
                self.expression(&item.value)?;
            }
            self.emit(Op::BuildDict(dict.items.len() as u32));
            return Ok(());
        }
        self.emit(Op::BuildDict(0));
        for item in &dict.items {
            match &item.key {
                Some(dict_key) => {
                    self.expression(dict_key)?;
                    self.expression(&item.value)?;
                    self.emit(Op::DictInsert(1));
                }
                None => {
                    self.expression(&item.value)?;
                    self.emit(Op::DictUpdate(1));
                }
            }
        }
        Ok(())
    }

    fn bool_operation(&mut self, operation: &'a ast::ExprBoolOp) -> Done {
        let mut ends = Vec::new();
        for (at, value) in operation.values.iter().enumerate() {
            self.expression(value)?;
            if at + 1 < operation.values.len() {
                self.emit(Op::Copy(1));
                ends.push(self.emit(match operation.op {
                    ast::BoolOp::And => Op::PopJumpIfFalse(0),
                    ast::BoolOp::Or => Op::PopJumpIfTrue(0),
                }));
                self.emit(Op::Pop);
            }
        }
        self.land_all(&ends);
        Ok(())
    }

    fn comparison(&mut self, comparison: &'a ast::ExprCompare) -> Done {
        self.check_comparison(comparison);
        self.expression(&comparison.left)?;
        let last = comparison.ops.len() - 1;
        let mut cleanups = Vec::new();
        for (at, (operator, right)) in comparison.ops.iter().zip(comparison.comparators.iter()).enumerate() {
            self.expression(right)?;
            if at == last {
                self.emit(compare_operator(*operator));
                break;
            }
            self.emit(Op::Swap(2));
            self.emit(Op::Copy(2));
            self.emit(compare_operator(*operator));
            self.emit(Op::Copy(1));
            cleanups.push(self.emit(Op::PopJumpIfFalse(0)));
            self.emit(Op::Pop);
        }
        if !cleanups.is_empty() {
            let end = self.emit(Op::Jump(0));
            self.land_all(&cleanups);
            self.emit(Op::Swap(2));
            self.emit(Op::Pop);
            self.land(end);
        }
        Ok(())
    }

    /// Jumps if the truth of `expr` is `wanted`.
    pub(super) fn jump_if(&mut self, expr: &'a Expr, wanted: bool, jumps: &mut Vec<usize>) -> Done {
        match expr {
            Expr::UnaryOp(operation) if operation.op == ast::UnaryOp::Not => {
                return self.jump_if(&operation.operand, !wanted, jumps);
            }
            Expr::BoolOp(operation) => {
                let stops_early = (operation.op == ast::BoolOp::Or) == wanted;
                let (last, first) = operation.values.split_last().expect("invariant: an operation has operands");
                if stops_early {
                    for value in first {
                        self.jump_if(value, wanted, jumps)?;
                    }
                    return self.jump_if(last, wanted, jumps);
                }
                let mut skips = Vec::new();
                for value in first {
                    self.jump_if(value, !wanted, &mut skips)?;
                }
                self.jump_if(last, wanted, jumps)?;
                self.land_all(&skips);
                return Ok(());
            }
            Expr::BooleanLiteral(literal) => {
                if literal.value == wanted {
                    jumps.push(self.emit(Op::Jump(0)));
                }
                return Ok(());
            }
            Expr::NumberLiteral(ast::ExprNumberLiteral { value: ast::Number::Int(int), .. }) => {
                if (int.as_u64() != Some(0)) == wanted {
                    jumps.push(self.emit(Op::Jump(0)));
                }
                return Ok(());
            }
            Expr::Compare(comparison) if comparison.ops.len() == 1 => {
                self.check_comparison(comparison);
                let operator = compare_operator(comparison.ops[0]);
                self.expression(&comparison.left)?;
                self.expression(&comparison.comparators[0])?;
                let old = self.at(expr.range());
                if let (Op::Compare(compare), false) = (operator, wanted) {
                    jumps.push(self.emit(Op::CompareJump(compare, 0)));
                }
                self.emit(operator);
                jumps.push(self.emit(if wanted { Op::PopJumpIfTrue(0) } else { Op::PopJumpIfFalse(0) }));
                self.back_to(old);
                return Ok(());
            }
            _ => {}
        }
        self.expression(expr)?;
        let old = self.at(expr.range());
        jumps.push(self.emit(if wanted { Op::PopJumpIfTrue(0) } else { Op::PopJumpIfFalse(0) }));
        self.back_to(old);
        Ok(())
    }

    fn call(&mut self, call: &'a ast::ExprCall) -> Done {
        if self.super_call(call) {
            return Ok(());
        }
        match call.func.as_ref() {
            Expr::Attribute(attribute) => {
                self.expression(&attribute.value)?;
                let old = self.at(attribute.range());
                let name = self.mangled(&attribute.attr.id);
                let at = self.name(&name);
                self.begin_at(attribute.attr.range());
                self.emit(Op::LoadMethod(at));
                self.back_to(old);
                self.begin_at(attribute.attr.range());
            }
            function => {
                self.check_callee(call);
                self.emit(Op::PushNull);
                self.expression(function)?;
            }
        }
        let scoped = matches!(call.func.as_ref(), Expr::Name(name) if SCOPED.contains(&name.id.as_str()));
        let scoped = if scoped { Some(Op::NoteScope) } else { None };
        self.call_arguments(&call.arguments, 0, scoped)
    }

    /// `super()` without arguments: the class and the first argument are put in.
    fn super_call(&mut self, call: &'a ast::ExprCall) -> bool {
        let Expr::Name(name) = call.func.as_ref() else { return false };
        if name.id.as_str() != "super" || !call.arguments.is_empty() {
            return false;
        }
        let scope = self.unit().scope;
        if self.scopes.reach(scope, "__class__") != Reach::Free {
            return false;
        }
        let Some(first) = self.scopes.all[scope].bound.first().cloned() else { return false };
        self.emit(Op::PushNull);
        self.load("super");
        self.load("__class__");
        self.load(&first);
        self.emit(Op::Call(2));
        true
    }

    /// Arguments and the call, with `first` right before it; `before` of them are on the stack already.
    pub(super) fn call_arguments(&mut self, arguments: &'a ast::Arguments, before: u32, first: Option<Op>) -> Done {
        let mut seen: Vec<&str> = Vec::new();
        for keyword in &arguments.keywords {
            if let Some(name) = &keyword.arg {
                if seen.contains(&name.id.as_str()) {
                    return self.problem(keyword.range(), format!("keyword argument repeated: {}", name.id));
                }
                seen.push(&name.id);
            }
        }
        let spread = arguments.args.iter().any(Expr::is_starred_expr)
            || arguments.keywords.iter().any(|keyword| keyword.arg.is_none())
            || arguments.args.len() > 1000;
        if !spread {
            for argument in &arguments.args {
                match argument {
                    // Without parentheses of its own, its place is that of the call's.
                    Expr::Generator(generator) if !generator.parenthesized => {
                        let old = self.at(arguments.range());
                        self.expression_here(argument)?;
                        self.back_to(old);
                    }
                    _ => self.expression(argument)?,
                }
            }
            let mut names = Vec::new();
            for keyword in &arguments.keywords {
                self.expression(&keyword.value)?;
                if let Some(name) = &keyword.arg {
                    names.push(Constant::Str(name.id.as_str().into()));
                }
            }
            let count = (before as usize + arguments.args.len() + names.len()) as u16;
            if let Some(op) = first {
                self.emit(op);
            }
            if names.is_empty() {
                self.emit(Op::Call(count));
            } else {
                let at = self.constant_index(&Constant::Tuple(names));
                self.emit(Op::CallKeywords(count, at as u16));
            }
            return Ok(());
        }
        self.emit(Op::BuildList(before));
        for argument in &arguments.args {
            match argument {
                Expr::Starred(starred) => {
                    self.expression(&starred.value)?;
                    // Only where it is all there is does a message name the function.
                    let alone = arguments.args.len() == 1;
                    self.emit(if alone { Op::ArgumentsExtend } else { Op::ListExtend(1) });
                }
                _ => {
                    self.expression(argument)?;
                    self.emit(Op::ListAppend(1));
                }
            }
        }
        self.emit(Op::ListToTuple);
        if arguments.keywords.is_empty() {
            self.emit(Op::CallSpread(false));
            return Ok(());
        }
        self.emit(Op::BuildDict(0));
        for keyword in &arguments.keywords {
            match &keyword.arg {
                Some(name) => {
                    self.constant(&Constant::Str(name.id.as_str().into()));
                    self.expression(&keyword.value)?;
                    self.emit(Op::BuildDict(1));
                }
                None => self.expression(&keyword.value)?,
            }
            self.emit(Op::DictMerge(1));
        }
        self.emit(Op::CallSpread(true));
        Ok(())
    }

    fn lambda(&mut self, lambda: &'a ast::ExprLambda) -> Done {
        let parts = match &lambda.parameters {
            Some(parameters) => self.defaults(parameters)?,
            None => 0,
        };
        let scope = self.scopes.of_node(key(lambda));
        let line = self.line(lambda);
        self.enter(scope, "<lambda>", line);
        self.expression(&lambda.body)?;
        let old = self.at(lambda.body.range());
        if self.scopes.all[scope].generator {
            self.emit(Op::Pop);
            self.constant(&Constant::None);
        }
        self.emit(Op::Return);
        self.back_to(old);
        let code = match &lambda.parameters {
            Some(parameters) => self.leave_with(parameters),
            None => self.leave(0, 0, 0, (false, false)),
        };
        self.function_object(code, parts, scope)
    }

    /// A comprehension is a function of the first iterator.
    fn comprehension(
        &mut self,
        node: usize,
        name: &str,
        generators: &'a [ast::Comprehension],
        elements: &[&'a Expr],
    ) -> Done {
        if let Some(comprehension) = generators.iter().find(|comprehension| comprehension.is_async) {
            return self.unsupported(comprehension.range(), "an asynchronous comprehension");
        }
        let place = self.unit().place;
        let scope = self.scopes.of_node(node);
        self.enter(scope, name, place.line);
        self.unit().place = place;
        match name {
            "<listcomp>" => self.emit(Op::BuildList(0)),
            "<setcomp>" => self.emit(Op::BuildSet(0)),
            "<dictcomp>" => self.emit(Op::BuildDict(0)),
            _ => 0,
        };
        self.generators(name, generators, 0, elements, place)?;
        self.unit().place = place;
        if name == "<genexpr>" {
            self.constant(&Constant::None);
        }
        self.emit(Op::Return);
        let code = self.leave(1, 1, 0, (false, false));
        self.emit(Op::PushNull);
        self.function_object(code, 0, scope)?;
        self.expression(&generators[0].iter)?;
        self.emit(Op::GetIter);
        self.emit(Op::Call(1));
        Ok(())
    }

    fn generators(
        &mut self,
        name: &str,
        generators: &'a [ast::Comprehension],
        at: usize,
        elements: &[&'a Expr],
        place: super::Place,
    ) -> Done {
        let comprehension = &generators[at];
        if at == 0 {
            let slot = self.slot(".0");
            self.emit(Op::LoadFast(slot));
        } else {
            self.expression(&comprehension.iter)?;
            self.emit(Op::GetIter);
        }
        let start = self.label();
        self.unit().place = place;
        let next = self.emit(Op::ForIter(0));
        self.assign(&comprehension.target)?;
        let mut skips = Vec::new();
        for condition in &comprehension.ifs {
            self.jump_if(condition, false, &mut skips)?;
        }
        if at + 1 < generators.len() {
            self.generators(name, generators, at + 1, elements, place)?;
        } else {
            for element in elements {
                self.expression(element)?;
            }
            let depth = generators.len() as u16 + 1;
            let old = elements.last().map(|element| self.at(element.range()));
            match name {
                "<listcomp>" => {
                    self.emit(Op::ListAppend(depth));
                }
                "<setcomp>" => {
                    self.emit(Op::SetAdd(depth));
                }
                "<dictcomp>" => {
                    self.emit(Op::DictInsert(depth));
                }
                _ => {
                    self.emit(Op::Yield);
                    self.emit(Op::Pop);
                }
            }
            if let Some(old) = old {
                self.back_to(old);
            }
        }
        self.land_all(&skips);
        self.unit().place = place;
        self.emit(Op::JumpBack(start as u32));
        self.land(next);
        Ok(())
    }

    fn formatted(&mut self, text: &'a ast::ExprFString) -> Done {
        let mut count = 0;
        let mut pending = String::new();
        for part in &text.value {
            match part {
                ast::FStringPart::Literal(literal) => pending.push_str(literal),
                ast::FStringPart::FString(part) => {
                    count += self.formatted_elements(&part.elements, &mut pending)?;
                }
            }
        }
        if !pending.is_empty() || count == 0 {
            self.constant(&Constant::Str(pending.into()));
            count += 1;
        }
        if count > 1 {
            self.emit(Op::BuildString(count));
        }
        Ok(())
    }

    fn formatted_elements(
        &mut self,
        elements: &'a ast::InterpolatedStringElements,
        pending: &mut String,
    ) -> Result<u32, crate::syntax::SourceProblem> {
        let mut count = 0;
        for element in elements {
            match element {
                ast::InterpolatedStringElement::Literal(literal) => pending.push_str(literal),
                ast::InterpolatedStringElement::Interpolation(interpolation) => {
                    let mut conversion = interpolation.conversion.to_byte().unwrap_or(0);
                    if let Some(debug) = &interpolation.debug_text {
                        pending.push_str(debug.as_str());
                        if conversion == 0 && interpolation.format_spec.is_none() {
                            conversion = b'r';
                        }
                    }
                    if !pending.is_empty() {
                        self.constant(&Constant::Str(std::mem::take(pending).into()));
                        count += 1;
                    }
                    self.expression(&interpolation.expression)?;
                    if let Some(spec) = &interpolation.format_spec {
                        let mut literal = String::new();
                        let mut parts = self.formatted_elements(&spec.elements, &mut literal)?;
                        if !literal.is_empty() || parts == 0 {
                            self.constant(&Constant::Str(literal.into()));
                            parts += 1;
                        }
                        if parts > 1 {
                            self.emit(Op::BuildString(parts));
                        }
                    }
                    self.emit(Op::Format(conversion, interpolation.format_spec.is_some()));
                    count += 1;
                }
            }
        }
        Ok(count)
    }
}

/// The values of a display of at least three constants: it is built in one go, without steps for its lines.
fn constants_of(elements: &[Expr]) -> Option<Vec<Constant>> {
    if elements.len() < 3 {
        return None;
    }
    elements.iter().map(|element| constant_of(element, 0)).collect()
}

/// The value of an expression that is a constant.
pub(super) fn constant_of(expr: &Expr, depth: u32) -> Option<Constant> {
    if depth > 20 {
        return None;
    }
    Some(match expr {
        Expr::NoneLiteral(_) => Constant::None,
        Expr::EllipsisLiteral(_) => Constant::Ellipsis,
        Expr::BooleanLiteral(literal) => Constant::Bool(literal.value),
        Expr::StringLiteral(literal) => Constant::Str(literal.value.to_str().into()),
        Expr::BytesLiteral(literal) => Constant::Bytes(literal.value.bytes().collect()),
        Expr::NumberLiteral(literal) => match &literal.value {
            ast::Number::Int(int) => match int.as_i64() {
                Some(int) => Constant::Int(int),
                None => Constant::Big(big_literal(&int.to_string())?),
            },
            ast::Number::Float(float) => Constant::Float(float.to_bits()),
            ast::Number::Complex { .. } => return None,
        },
        Expr::UnaryOp(operation) if operation.op == ast::UnaryOp::USub => {
            match constant_of(&operation.operand, depth + 1)? {
                Constant::Int(int) => match int.checked_neg() {
                    Some(int) => Constant::Int(int),
                    None => Constant::Big(-BigInt::from(int)),
                },
                Constant::Big(big) => match i64::try_from(-&big) {
                    Ok(int) => Constant::Int(int),
                    Err(_) => Constant::Big(-big),
                },
                Constant::Float(bits) => Constant::Float((-f64::from_bits(bits)).to_bits()),
                _ => return None,
            }
        }
        Expr::Tuple(tuple) => {
            let items: Option<Vec<Constant>> =
                tuple.elts.iter().map(|element| constant_of(element, depth + 1)).collect();
            Constant::Tuple(items?)
        }
        _ => return None,
    })
}

/// A whole number's literal with its prefix.
fn big_literal(text: &str) -> Option<BigInt> {
    let text = text.replace('_', "").to_ascii_lowercase();
    let (digits, radix) = match text.get(..2) {
        Some("0x") => (&text[2..], 16),
        Some("0o") => (&text[2..], 8),
        Some("0b") => (&text[2..], 2),
        _ => (text.as_str(), 10),
    };
    BigInt::parse_bytes(digits.as_bytes(), radix)
}

/// Whether an expression is folded to a constant.
fn is_constant(expression: &Expr) -> bool {
    match expression {
        Expr::UnaryOp(unary) => is_constant(&unary.operand),
        Expr::Tuple(tuple) => tuple.elts.iter().all(is_constant),
        _ => expression.is_literal_expr(),
    }
}
