//! What `CPython`'s compiler warns about: code that is valid, and hardly meant. The texts go to standard error before the program runs.
//! Invalid escape sequences are not among them: Python 3.11 keeps silent about those unless it is asked.

use super::Compiler;
use ruff_python_ast::{self as ast, Expr};
use ruff_text_size::{Ranged, TextRange};

/// A warning of the compiler, with the line that it is about.
#[derive(Debug)]
pub(crate) struct Warning {
    pub(crate) line: u32,
    pub(crate) text: String,
}

impl Compiler<'_> {
    fn warn(&mut self, range: TextRange, text: String) {
        let line = self.place_of(range).line;
        self.warnings.push(Warning { line, text });
    }

    pub(super) fn check_comparison(&mut self, comparison: &ast::ExprCompare) {
        let mut left = &*comparison.left;
        for (operator, right) in comparison.ops.iter().zip(comparison.comparators.iter()) {
            let text = match operator {
                ast::CmpOp::Is => r#""is" with a literal. Did you mean "=="?"#,
                ast::CmpOp::IsNot => r#""is not" with a literal. Did you mean "!="?"#,
                _ => "",
            };
            if !text.is_empty() && (is_value(left) || is_value(right)) {
                return self.warn(comparison.range(), text.to_owned());
            }
            left = right;
        }
    }

    pub(super) fn check_callee(&mut self, call: &ast::ExprCall) {
        if let Some(kind) = kind_of(&call.func).filter(|kind| *kind != "function") {
            let text = format!("'{kind}' object is not callable; perhaps you missed a comma?");
            self.warn(call.range(), text);
        }
    }

    pub(super) fn check_subscript(&mut self, subscript: &ast::ExprSubscript) {
        let Some(kind) = kind_of(&subscript.value) else { return };
        if matches!(
            kind,
            "NoneType" | "ellipsis" | "int" | "bool" | "float" | "complex" | "set" | "generator" | "function"
        ) {
            let text = format!("'{kind}' object is not subscriptable; perhaps you missed a comma?");
            return self.warn(subscript.range(), text);
        }
        let Some(index) = kind_of(&subscript.slice) else { return };
        if kind != "dict" && !matches!(index, "int" | "bool" | "slice") {
            let text = format!("{kind} indices must be integers or slices, not {index}; perhaps you missed a comma?");
            self.warn(subscript.range(), text);
        }
    }

    pub(super) fn check_assertion(&mut self, assert: &ast::StmtAssert) {
        if matches!(&*assert.test, Expr::Tuple(tuple) if !tuple.is_empty()) {
            self.warn(assert.range(), "assertion is always true, perhaps remove parentheses?".to_owned());
        }
    }
}

/// Whether an expression is a constant that is no singleton.
fn is_value(expr: &Expr) -> bool {
    !matches!(expr, Expr::NoneLiteral(_) | Expr::BooleanLiteral(_) | Expr::EllipsisLiteral(_)) && is_folded(expr)
}

/// Whether `CPython` makes a constant of an expression.
fn is_folded(expr: &Expr) -> bool {
    let mut pending = vec![expr];
    while let Some(expr) = pending.pop() {
        match expr {
            Expr::FString(_) => return false,
            Expr::UnaryOp(operation) => pending.push(&operation.operand),
            Expr::BinOp(operation) => pending.extend([&*operation.left, &*operation.right]),
            Expr::Tuple(tuple) => pending.extend(&tuple.elts),
            other if other.is_literal_expr() => {}
            _ => return false,
        }
    }
    true
}

/// The type of what an expression makes, where its form tells.
fn kind_of(expr: &Expr) -> Option<&'static str> {
    Some(match expr {
        Expr::NoneLiteral(_) => "NoneType",
        Expr::EllipsisLiteral(_) => "ellipsis",
        Expr::BooleanLiteral(_) => "bool",
        Expr::StringLiteral(_) | Expr::FString(_) => "str",
        Expr::BytesLiteral(_) => "bytes",
        Expr::NumberLiteral(literal) => match literal.value {
            ast::Number::Int(_) => "int",
            ast::Number::Float(_) => "float",
            ast::Number::Complex { .. } => "complex",
        },
        Expr::UnaryOp(operation) if operation.op != ast::UnaryOp::Not && operation.operand.is_number_literal_expr() => {
            return kind_of(&operation.operand);
        }
        Expr::Tuple(_) => "tuple",
        Expr::List(_) | Expr::ListComp(_) => "list",
        Expr::Dict(_) | Expr::DictComp(_) => "dict",
        Expr::Set(_) | Expr::SetComp(_) => "set",
        Expr::Generator(_) => "generator",
        Expr::Lambda(_) => "function",
        Expr::Slice(_) => "slice",
        _ => return None,
    })
}
