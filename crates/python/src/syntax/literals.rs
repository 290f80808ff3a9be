//! Literals that act as controls: the number in `recv(7)`, and the text or bytes that end up in a `send`.

use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{self as ast, Expr, Number, Stmt};
use ruff_text_size::{Ranged, TextRange};
use std::collections::BTreeMap;
use std::ops::Range;

/// What kind of literal it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LiteralKind {
    /// A whole number given to `recv`, `recv_into`, `recvfrom`.
    Size,
    /// A `str` that is encoded and sent.
    Text,
    /// A `bytes` that is sent.
    Bytes,
}

/// A literal that a control may edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Literal {
    /// Byte range of the literal, quotes and prefix included.
    pub range: Range<u32>,
    /// Its kind.
    pub kind: LiteralKind,
    /// Byte range of the call that it flows into.
    pub call: Range<u32>,
}

/// Literals of a text, ascending by place; none if the text cannot be parsed.
#[must_use]
pub fn literals(text: &str) -> Vec<Literal> {
    let Ok(parsed) = super::parse(text) else { return Vec::new() };
    let mut names = Names::default();
    names.visit_body(&parsed.syntax().body);
    let mut finder = Finder { names: names.once, found: Vec::new() };
    finder.visit_body(&parsed.syntax().body);
    finder.found.sort_by_key(|literal| literal.range.start);
    finder.found.dedup_by(|a, b| a.range == b.range);
    finder.found
}

/// Names that are assigned exactly once, with what they are assigned.
#[derive(Default)]
struct Names<'a> {
    once: BTreeMap<String, Option<&'a Expr>>,
}

impl<'a> Visitor<'a> for Names<'a> {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        if let Stmt::Assign(assign) = stmt
            && let [Expr::Name(name)] = assign.targets.as_slice()
        {
            let place = self.once.entry(name.id.to_string()).or_insert(Some(&assign.value));
            if !place.is_some_and(|known| std::ptr::eq(known, assign.value.as_ref())) {
                *place = None;
            }
            return;
        }
        walk_stmt(self, stmt);
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr
            && !matches!(name.ctx, ast::ExprContext::Load)
        {
            self.once.insert(name.id.to_string(), None);
        }
        walk_expr(self, expr);
    }
}

struct Finder<'a> {
    names: BTreeMap<String, Option<&'a Expr>>,
    found: Vec<Literal>,
}

fn bytes_of(range: TextRange) -> Range<u32> {
    range.start().to_u32()..range.end().to_u32()
}

impl<'a> Finder<'a> {
    fn add(&mut self, range: TextRange, kind: LiteralKind, call: TextRange) {
        self.found.push(Literal { range: bytes_of(range), kind, call: bytes_of(call) });
    }

    /// The literal behind an expression that is sent.
    fn payload(&mut self, expr: &'a Expr, call: TextRange, depth: u32) {
        if depth > 8 {
            return;
        }
        match expr {
            Expr::BytesLiteral(literal) => self.add(literal.range(), LiteralKind::Bytes, call),
            Expr::StringLiteral(literal) => self.add(literal.range(), LiteralKind::Text, call),
            Expr::Name(name) => {
                if let Some(Some(value)) = self.names.get(name.id.as_str()).copied() {
                    self.payload(value, call, depth + 1);
                }
            }
            Expr::Call(inner) => match inner.func.as_ref() {
                Expr::Name(name) if matches!(name.id.as_str(), "bytes" | "bytearray" | "str") => {
                    if let Some(first) = inner.arguments.args.first() {
                        self.payload(first, call, depth + 1);
                    }
                }
                Expr::Attribute(attribute) if attribute.attr.id.as_str() == "encode" => {
                    self.payload(&attribute.value, call, depth + 1);
                }
                _ => {}
            },
            Expr::BinOp(operation) => {
                self.payload(&operation.left, call, depth + 1);
                self.payload(&operation.right, call, depth + 1);
            }
            _ => {}
        }
    }
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Call(call) = expr
            && let Expr::Attribute(attribute) = call.func.as_ref()
        {
            let first = call.arguments.args.first();
            match (attribute.attr.id.as_str(), first) {
                ("recv" | "recvfrom" | "recv_into", Some(first)) => {
                    let direct = match first {
                        Expr::Name(name) => self.names.get(name.id.as_str()).copied().flatten().unwrap_or(first),
                        _ => first,
                    };
                    if let Expr::NumberLiteral(literal) = direct
                        && matches!(literal.value, Number::Int(_))
                    {
                        self.add(literal.range(), LiteralKind::Size, call.range());
                    }
                }
                ("send" | "sendall" | "sendto", Some(first)) => self.payload(first, call.range(), 0),
                _ => {}
            }
        }
        walk_expr(self, expr);
    }
}
