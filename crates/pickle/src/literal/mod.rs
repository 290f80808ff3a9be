//! A Python literal expression as a graph: what follows `>>>` when somebody tries `pickle.dumps`.
//! Displays, constants, signs, `1+2j`, and the few calls that have no literal: `set()`, `frozenset(...)`,
//! `bytearray(...)`, `float('nan')`. Identity is what `CPython`'s compiler gives: equal constants of one expression
//! are one object. Recursion is bounded by the parser's own limit of 200 brackets.

mod tokens;

use crate::fault::{ExceptionClass, PickleError};
use crate::graph::{Graph, Node, NodeId, Object};
use crate::keys::{KeyProblem, KeyTables};
use crate::set_order;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::collections::BTreeMap;
use std::rc::Rc;
use tokens::{Token, Tokens};

/// Brackets within brackets that `CPython`'s parser accepts.
const DEPTH_MAX: usize = 200;

/// The value of a literal expression.
///
/// # Errors
/// `SyntaxError` with the position in `at`; `TypeError` for an unhashable key; what else the expression would raise.
pub fn parse_literal(text: &str) -> Result<(Graph, NodeId), PickleError> {
    let mut parser = Parser {
        tokens: Tokens::new(text)?,
        graph: Graph::new(),
        keys: KeyTables::default(),
        constants: BTreeMap::new(),
        depth: 0,
        slots: BTreeMap::new(),
    };
    let value = parser.tuple_or_expression()?;
    if let Some((at, token)) = parser.tokens.peek() {
        return Err(syntax(*at, format!("unexpected {} after the value", token.describe())));
    }
    Ok((parser.graph, value.id))
}

fn syntax(at: usize, message: impl Into<String>) -> PickleError {
    PickleError::new(at, ExceptionClass::Syntax, message)
}

/// A value, and whether the compiler would make it a constant.
#[derive(Clone, Copy)]
struct Value {
    id: NodeId,
    constant: bool,
}

/// What makes two constants one object: type and value, `-0.0` apart from `0.0`.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Constant {
    Str(Vec<u8>),
    Bytes(Vec<u8>),
    Int(BigInt),
    Float(u64),
    Complex(u64, u64),
    Tuple(Vec<NodeId>),
    Name(&'static str),
}

/// What a set is made from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Origin {
    /// A display in braces.
    Display,
    /// The items of a list or tuple.
    Items,
    /// Another set, of so many slots, whose order they have.
    Copy(usize),
}

struct Parser<'t> {
    tokens: Tokens<'t>,
    graph: Graph,
    keys: KeyTables,
    constants: BTreeMap<Constant, NodeId>,
    depth: usize,
    /// Slots of each set's table.
    slots: BTreeMap<NodeId, usize>,
}

impl Parser<'_> {
    fn constant(&mut self, key: Constant, node: impl FnOnce(&mut Graph) -> Node) -> Value {
        let id = match self.constants.get(&key) {
            Some(id) => *id,
            None => {
                let node = node(&mut self.graph);
                let id = self.graph.add(node);
                self.constants.insert(key, id);
                id
            }
        };
        Value { id, constant: true }
    }

    fn name(&mut self, name: &'static str, node: Node) -> Value {
        self.constant(Constant::Name(name), |_| node)
    }

    fn int(&mut self, value: BigInt) -> Value {
        self.constant(Constant::Int(value.clone()), |_| {
            value.to_i64().map_or_else(|| Node::BigInt(Rc::new(value)), Node::Int)
        })
    }

    fn float(&mut self, value: f64) -> Value {
        self.constant(Constant::Float(value.to_bits()), |_| Node::Float(value))
    }

    fn complex(&mut self, real: f64, imaginary: f64) -> Value {
        let key = Constant::Complex(real.to_bits(), imaginary.to_bits());
        if let Some(id) = self.constants.get(&key) {
            return Value { id: *id, constant: true };
        }
        let callable = self.graph.add_global("builtins", "complex");
        let real = self.graph.add(Node::Float(real));
        let imaginary = self.graph.add(Node::Float(imaginary));
        let args = self.graph.add(Node::Tuple(vec![real, imaginary]));
        self.constant(key, |_| Node::Object(Box::new(Object::call(callable, args))))
    }

    fn at(&self) -> usize {
        self.tokens.at()
    }

    fn deeper(&mut self) -> Result<(), PickleError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX { Err(syntax(self.at(), "too many nested parentheses")) } else { Ok(()) }
    }

    /// `a`, or `a, b`, `a,`: a tuple needs no brackets at the top.
    fn tuple_or_expression(&mut self) -> Result<Value, PickleError> {
        let first = self.expression()?;
        if !self.tokens.take(b',') {
            return Ok(first);
        }
        let mut elements = vec![first];
        while self.tokens.peek().is_some_and(|(_, token)| !matches!(token, Token::Sign(b')'))) {
            elements.push(self.expression()?);
            if !self.tokens.take(b',') {
                break;
            }
        }
        Ok(self.tuple(&elements))
    }

    fn tuple(&mut self, elements: &[Value]) -> Value {
        let ids: Vec<NodeId> = elements.iter().map(|value| value.id).collect();
        if elements.iter().all(|value| value.constant) {
            return self.constant(Constant::Tuple(ids.clone()), |_| Node::Tuple(ids));
        }
        Value { id: self.graph.add(Node::Tuple(ids)), constant: false }
    }

    /// A value, or the sum that spells a complex number.
    fn expression(&mut self) -> Result<Value, PickleError> {
        let at = self.at();
        let mut left = self.signed()?;
        while let Some((_, Token::Sign(sign @ (b'+' | b'-')))) = self.tokens.peek() {
            let minus = *sign == b'-';
            self.tokens.advance();
            let right = self.signed()?;
            let (Some(a), Some(b)) = (self.parts(left), self.parts(right)) else {
                return Err(syntax(at, "only numbers can be added in a literal, as in 1+2j"));
            };
            if a.1.is_none() && b.1.is_none() {
                return Err(syntax(at, "a sum in a literal must spell a complex number, as in 1+2j"));
            }
            let (real, imaginary) = (b.0, b.1.unwrap_or(0.0));
            let (real, imaginary) = if minus { (-real, -imaginary) } else { (real, imaginary) };
            left = self.complex(a.0 + real, a.1.unwrap_or(0.0) + imaginary);
        }
        Ok(left)
    }

    /// Real and imaginary part of a number.
    fn parts(&self, value: Value) -> Option<(f64, Option<f64>)> {
        match self.graph.node(value.id) {
            Node::Int(value) => Some((*value as f64, None)),
            Node::Float(value) => Some((*value, None)),
            Node::Object(object) if value.constant => match self.graph.node(object.args) {
                Node::Tuple(parts) => match (self.graph.node(parts[0]), self.graph.node(parts[1])) {
                    (Node::Float(real), Node::Float(imaginary)) => Some((*real, Some(*imaginary))),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        }
    }

    fn signed(&mut self) -> Result<Value, PickleError> {
        let at = self.at();
        let mut signs = Vec::new();
        while let Some((_, Token::Sign(sign @ (b'+' | b'-')))) = self.tokens.peek() {
            signs.push(*sign);
            self.tokens.advance();
        }
        let mut value = self.atom()?;
        for sign in signs.into_iter().rev() {
            let number = match self.graph.node(value.id) {
                Node::Bool(value) => Some(BigInt::from(u8::from(*value))),
                Node::Int(value) => Some(BigInt::from(*value)),
                Node::BigInt(value) => Some(BigInt::clone(value)),
                _ => None,
            };
            value = match (number, self.parts(value)) {
                (Some(number), _) => self.int(if sign == b'-' { -number } else { number }),
                (None, Some(_)) if sign == b'+' => value,
                (None, Some((real, None))) => self.float(-real),
                (None, Some((real, Some(imaginary)))) => self.complex(-real, -imaginary),
                (None, None) => return Err(syntax(at, "only a number can have a sign")),
            };
        }
        Ok(value)
    }

    fn atom(&mut self) -> Result<Value, PickleError> {
        let Some((at, token)) = self.tokens.advance() else { return Err(syntax(self.at(), "a value is missing")) };
        match token {
            Token::Int(value) => Ok(self.int(value)),
            Token::Float(value) => Ok(self.float(value)),
            Token::Imaginary(value) => Ok(self.complex(0.0, value)),
            Token::Str(text) => Ok(self.str(text)),
            Token::Bytes(bytes) => Ok(self.bytes(bytes)),
            Token::Sign(b'(') => self.parenthesised(),
            Token::Sign(b'[') => {
                let elements = self.elements(b']')?;
                let ids = elements.into_iter().map(|value| value.id).collect();
                Ok(Value { id: self.graph.add(Node::List(ids)), constant: false })
            }
            Token::Sign(b'{') => self.braces(),
            Token::Name(name) => self.named(at, name),
            token => Err(syntax(at, format!("unexpected {}", token.describe()))),
        }
    }

    fn str(&mut self, mut text: Vec<u8>) -> Value {
        while let Some((_, Token::Str(_))) = self.tokens.peek() {
            if let Some((_, Token::Str(more))) = self.tokens.advance() {
                text.extend(more);
            }
        }
        self.constant(Constant::Str(text.clone()), |graph| Node::Str(graph.keep(&text)))
    }

    fn bytes(&mut self, mut bytes: Vec<u8>) -> Value {
        while let Some((_, Token::Bytes(_))) = self.tokens.peek() {
            if let Some((_, Token::Bytes(more))) = self.tokens.advance() {
                bytes.extend(more);
            }
        }
        self.constant(Constant::Bytes(bytes.clone()), |graph| Node::Bytes(graph.keep(&bytes)))
    }

    fn parenthesised(&mut self) -> Result<Value, PickleError> {
        self.deeper()?;
        let value = if self.tokens.take(b')') {
            self.depth -= 1;
            return Ok(self.tuple(&[]));
        } else {
            self.tuple_or_expression()?
        };
        self.close(b')')?;
        Ok(value)
    }

    fn close(&mut self, bracket: u8) -> Result<(), PickleError> {
        self.depth -= 1;
        if self.tokens.take(bracket) {
            return Ok(());
        }
        let wanted = char::from(bracket);
        match self.tokens.peek() {
            Some((at, token)) => Err(syntax(*at, format!("'{wanted}' or ',' is wanted, not {}", token.describe()))),
            None => Err(syntax(self.at(), format!("'{wanted}' is missing at the end"))),
        }
    }

    /// Values up to a closing bracket.
    fn elements(&mut self, bracket: u8) -> Result<Vec<Value>, PickleError> {
        self.deeper()?;
        let mut elements = Vec::new();
        while !matches!(self.tokens.peek(), Some((_, Token::Sign(sign))) if *sign == bracket) {
            elements.push(self.expression()?);
            if !self.tokens.take(b',') {
                break;
            }
        }
        self.close(bracket)?;
        Ok(elements)
    }

    fn key_problem(&self, at: usize, problem: KeyProblem) -> PickleError {
        match problem {
            KeyProblem::Unhashable(name) => {
                PickleError::new(at, ExceptionClass::Type, format!("unhashable type: '{name}'"))
            }
            KeyProblem::TooMuchWork => {
                PickleError::new(at, ExceptionClass::Limit, "telling the keys apart takes more work than is allowed")
            }
        }
    }

    /// A dict or a set.
    fn braces(&mut self) -> Result<Value, PickleError> {
        let at = self.at();
        self.deeper()?;
        if self.tokens.take(b'}') {
            self.depth -= 1;
            return Ok(Value { id: self.graph.add(Node::Dict(Vec::new())), constant: false });
        }
        let first = self.expression()?;
        if !self.tokens.take(b':') {
            let mut elements = vec![first];
            while self.tokens.take(b',') && !matches!(self.tokens.peek(), Some((_, Token::Sign(b'}')))) {
                elements.push(self.expression()?);
            }
            self.close(b'}')?;
            return self.set(at, &elements, Origin::Display, false);
        }
        let dict = self.graph.add(Node::Dict(Vec::new()));
        let mut pairs: Vec<(NodeId, NodeId)> = Vec::new();
        let mut key = first.id;
        loop {
            let value = self.expression()?.id;
            let found = self.keys.find_or_note(&self.graph, dict, key, pairs.len(), |at| pairs[at].0);
            match found.map_err(|problem| self.key_problem(at, problem))? {
                Some(known) => pairs[known].1 = value,
                None => pairs.push((key, value)),
            }
            if !self.tokens.take(b',') || matches!(self.tokens.peek(), Some((_, Token::Sign(b'}')))) {
                break;
            }
            key = self.expression()?.id;
            if !self.tokens.take(b':') {
                return Err(syntax(self.at(), "':' is missing after a key"));
            }
        }
        self.close(b'}')?;
        *self.graph.node_mut(dict) = Node::Dict(pairs);
        Ok(Value { id: dict, constant: false })
    }

    /// A set of these elements. The compiler makes a frozenset of three or more constants and copies it, which may
    /// change the order.
    fn set(&mut self, at: usize, elements: &[Value], origin: Origin, frozen: bool) -> Result<Value, PickleError> {
        let id = self.graph.add(Node::None);
        let mut distinct: Vec<NodeId> = Vec::new();
        for element in elements {
            let found = self.keys.find_or_note(&self.graph, id, element.id, distinct.len(), |at| distinct[at]);
            if found.map_err(|problem| self.key_problem(at, problem))?.is_none() {
                distinct.push(element.id);
            }
        }
        let (ordered, slots) = match origin {
            Origin::Copy(slots) => {
                let copy = set_order::order_of_copy(&self.graph, &distinct, slots);
                (copy, set_order::copied_table_size(distinct.len()))
            }
            Origin::Display if elements.len() > 2 && elements.iter().all(|value| value.constant) => {
                // The compiler makes a frozenset, rebuilds it when it merges its constants, and the set is a copy.
                let constant = set_order::iteration_order(&self.graph, &distinct);
                let constant = set_order::iteration_order(&self.graph, &constant);
                let copy = set_order::order_of_copy(&self.graph, &constant, set_order::table_size(constant.len()));
                (copy, set_order::copied_table_size(distinct.len()))
            }
            Origin::Display | Origin::Items => {
                (set_order::iteration_order(&self.graph, &distinct), set_order::table_size(distinct.len()))
            }
        };
        self.slots.insert(id, slots);
        *self.graph.node_mut(id) = if frozen { Node::FrozenSet(ordered) } else { Node::Set(ordered) };
        Ok(Value { id, constant: false })
    }

    fn named(&mut self, at: usize, name: &str) -> Result<Value, PickleError> {
        match name {
            "None" => return Ok(self.name("None", Node::None)),
            "True" => return Ok(self.name("True", Node::Bool(true))),
            "False" => return Ok(self.name("False", Node::Bool(false))),
            "set" | "frozenset" | "bytearray" | "float" if self.tokens.take(b'(') => {}
            _ => return Err(syntax(at, format!("`{name}` is not part of a literal"))),
        }
        let arguments = self.elements(b')')?;
        let argument = match arguments.as_slice() {
            [] => None,
            [one] => Some(one.id),
            _ => return Err(syntax(at, format!("{name}() takes one argument here"))),
        };
        match name {
            "bytearray" => {
                let span = match argument.map(|id| self.graph.node(id)) {
                    None => self.graph.keep(b""),
                    Some(Node::Bytes(span) | Node::ByteArray(span)) => *span,
                    Some(_) => return Err(syntax(at, "bytearray() takes a bytes literal here")),
                };
                Ok(Value { id: self.graph.add(Node::ByteArray(span)), constant: false })
            }
            "float" => {
                let text = match argument.map(|id| self.graph.node(id)) {
                    Some(Node::Str(span)) => self.graph.bytes(*span),
                    _ => return Err(syntax(at, "float() takes a string here, such as 'nan'")),
                };
                let Some(value) = crate::number::python_float(text) else {
                    let shown = crate::text::str_repr(text);
                    let message = format!("could not convert string to float: {shown}");
                    return Err(PickleError::new(at, ExceptionClass::Value, message));
                };
                Ok(Value { id: self.graph.add(Node::Float(value)), constant: false })
            }
            _ => {
                let source = argument.map(|id| self.graph.node(id));
                let slots = argument.and_then(|id| self.slots.get(&id));
                let origin = slots.map_or(Origin::Items, |slots| Origin::Copy(*slots));
                let elements = match source {
                    None => Vec::new(),
                    Some(Node::List(items) | Node::Tuple(items) | Node::Set(items) | Node::FrozenSet(items)) => {
                        items.iter().map(|id| Value { id: *id, constant: false }).collect()
                    }
                    Some(_) => return Err(syntax(at, format!("{name}() takes a list, tuple or set here"))),
                };
                self.set(at, &elements, origin, name == "frozenset")
            }
        }
    }
}
