//! Which names of a function, class body or comprehension are local, cells, free or global.
//! One walk over the syntax tree collects what each scope binds and uses; a second step resolves uses against enclosing scopes.

use crate::syntax::SourceProblem;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_pattern, walk_stmt};
use ruff_python_ast::{self as ast, Expr, ExprContext, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};
use std::collections::{BTreeMap, BTreeSet};

/// What kind of code a scope becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ScopeKind {
    Module,
    Class,
    Function,
    Comprehension,
}

/// How a name is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reach {
    Local,
    Cell,
    Free,
    Global,
    /// In a class body or module: by name.
    Name,
}

/// One scope.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) kind: ScopeKind,
    parent: usize,
    /// Bound names in order of their first binding.
    pub(super) bound: Vec<String>,
    used: BTreeSet<String>,
    globals: BTreeSet<String>,
    nonlocals: BTreeSet<String>,
    pub(super) cells: BTreeSet<String>,
    pub(super) free: BTreeSet<String>,
    pub(super) generator: bool,
    /// Name of the innermost class around, for private names.
    pub(super) class: Option<String>,
}

/// All scopes of a text, found by the address of their node.
#[derive(Debug)]
pub(super) struct Scopes {
    pub(super) all: Vec<Scope>,
    by_node: BTreeMap<usize, usize>,
}

/// `__x` inside a class is `_Class__x`.
pub(super) fn mangle(class: Option<&str>, name: &str) -> String {
    match class {
        Some(class) if name.starts_with("__") && !name.ends_with("__") && !name.contains('.') => {
            let class = class.trim_start_matches('_');
            if class.is_empty() { name.to_owned() } else { format!("_{class}{name}") }
        }
        _ => name.to_owned(),
    }
}

pub(super) fn key<T>(node: &T) -> usize {
    std::ptr::from_ref(node).addr()
}

impl Scopes {
    pub(super) fn of_node(&self, node: usize) -> usize {
        self.by_node.get(&node).copied().unwrap_or(0)
    }

    pub(super) fn reach(&self, scope: usize, name: &str) -> Reach {
        let found = &self.all[scope];
        match found.kind {
            ScopeKind::Module => Reach::Name,
            ScopeKind::Class => {
                if found.globals.contains(name) {
                    Reach::Global
                } else if found.bound.iter().any(|bound| bound == name) && !found.nonlocals.contains(name) {
                    // Free only for what is inside the class.
                    Reach::Name
                } else if found.free.contains(name) {
                    Reach::Free
                } else {
                    Reach::Name
                }
            }
            _ => {
                if found.cells.contains(name) {
                    Reach::Cell
                } else if found.free.contains(name) {
                    Reach::Free
                } else if found.globals.contains(name) || !found.bound.iter().any(|bound| bound == name) {
                    Reach::Global
                } else {
                    Reach::Local
                }
            }
        }
    }

    fn resolve(&mut self) -> Result<(), (String, usize)> {
        for at in 0..self.all.len() {
            if self.all[at].kind == ScopeKind::Module {
                continue;
            }
            let wanted: Vec<String> = self.all[at].used.iter().chain(&self.all[at].nonlocals).cloned().collect();
            for name in wanted {
                let own = &self.all[at];
                if own.globals.contains(&name) {
                    continue;
                }
                let nonlocal = own.nonlocals.contains(&name);
                if !nonlocal && own.bound.contains(&name) && own.kind != ScopeKind::Class {
                    continue;
                }
                if !nonlocal && own.kind == ScopeKind::Class && own.bound.contains(&name) && name != "__class__" {
                    continue;
                }
                if let Some(owner) = self.owner(at, &name) {
                    self.all[owner].cells.insert(name.clone());
                    let mut scope = at;
                    while scope != owner {
                        self.all[scope].free.insert(name.clone());
                        scope = self.all[scope].parent;
                    }
                } else if nonlocal {
                    return Err((name, at));
                }
            }
        }
        Ok(())
    }

    /// The enclosing function (or class, for `__class__`) that binds a name.
    fn owner(&self, from: usize, name: &str) -> Option<usize> {
        let mut scope = self.all[from].parent;
        loop {
            let candidate = &self.all[scope];
            match candidate.kind {
                ScopeKind::Module => return None,
                ScopeKind::Class if name == "__class__" => return Some(scope),
                ScopeKind::Class => {}
                _ => {
                    if candidate.globals.contains(name) {
                        return None;
                    }
                    if candidate.bound.iter().any(|bound| bound == name) && !candidate.nonlocals.contains(name) {
                        return Some(scope);
                    }
                }
            }
            scope = candidate.parent;
        }
    }
}

/// Collects scopes.
struct Collector {
    scopes: Scopes,
    current: usize,
    problem: Option<(String, TextRange)>,
    nonlocal_places: Vec<(String, TextRange)>,
}

/// The scopes of a module.
pub(super) fn analyse(
    body: &[Stmt],
    problem: impl Fn(String, TextRange) -> SourceProblem,
) -> Result<Scopes, SourceProblem> {
    let mut collector = Collector {
        scopes: Scopes { all: Vec::new(), by_node: BTreeMap::new() },
        current: 0,
        problem: None,
        nonlocal_places: Vec::new(),
    };
    collector.push(ScopeKind::Module, 0, None);
    collector.current = 0;
    collector.visit_body(body);
    if let Some((text, range)) = collector.problem {
        return Err(problem(text, range));
    }
    if let Err((name, _)) = collector.scopes.resolve() {
        let range = collector
            .nonlocal_places
            .iter()
            .find(|(known, _)| *known == name)
            .map_or_else(TextRange::default, |(_, range)| *range);
        return Err(problem(format!("no binding for nonlocal '{name}' found"), range));
    }
    Ok(collector.scopes)
}

impl Collector {
    fn push(&mut self, kind: ScopeKind, node: usize, class: Option<String>) -> usize {
        let inherited = self.scopes.all.get(self.current).and_then(|scope| scope.class.clone());
        self.scopes.all.push(Scope {
            kind,
            parent: self.current,
            bound: Vec::new(),
            used: BTreeSet::new(),
            globals: BTreeSet::new(),
            nonlocals: BTreeSet::new(),
            cells: BTreeSet::new(),
            free: BTreeSet::new(),
            generator: false,
            class: class.or(inherited),
        });
        let at = self.scopes.all.len() - 1;
        self.scopes.by_node.insert(node, at);
        at
    }

    fn own(&mut self) -> &mut Scope {
        &mut self.scopes.all[self.current]
    }

    fn mangled(&self, name: &str) -> String {
        mangle(self.scopes.all[self.current].class.as_deref(), name)
    }

    fn bind(&mut self, name: &str) {
        let name = self.mangled(name);
        let scope = self.own();
        if !scope.bound.contains(&name) {
            scope.bound.push(name);
        }
    }

    fn use_name(&mut self, name: &str) {
        let name = self.mangled(name);
        if name == "super" && self.own().kind != ScopeKind::Module {
            self.own().used.insert("__class__".to_owned());
        }
        self.own().used.insert(name);
    }

    fn parameters(&mut self, parameters: &ast::Parameters) {
        let plain = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        for parameter in plain {
            self.parameter(&parameter.parameter);
        }
        if let Some(parameter) = &parameters.vararg {
            self.parameter(parameter);
        }
        if let Some(parameter) = &parameters.kwarg {
            self.parameter(parameter);
        }
    }

    fn parameter(&mut self, parameter: &ast::Parameter) {
        let name = self.mangled(&parameter.name.id);
        if self.own().bound.contains(&name) && self.problem.is_none() {
            let text = format!("duplicate argument '{name}' in function definition");
            self.problem = Some((text, parameter.name.range()));
        }
        self.bind(&parameter.name.id);
    }

    fn defaults(&mut self, parameters: &ast::Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    fn inside(&mut self, kind: ScopeKind, node: usize, class: Option<String>, act: impl FnOnce(&mut Self)) {
        let outer = self.current;
        let inner = self.push(kind, node, class);
        self.current = inner;
        act(self);
        self.current = outer;
    }

    fn comprehension(&mut self, node: usize, elements: &[&Expr], generators: &[ast::Comprehension], generator: bool) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.inside(ScopeKind::Comprehension, node, None, |collector| {
            collector.own().bound.push(".0".to_owned());
            collector.own().generator = generator;
            for (at, comprehension) in generators.iter().enumerate() {
                collector.visit_expr(&comprehension.target);
                if at > 0 {
                    collector.visit_expr(&comprehension.iter);
                }
                for condition in &comprehension.ifs {
                    collector.visit_expr(condition);
                }
            }
            for element in elements {
                collector.visit_expr(element);
            }
        });
    }

    fn declare(&mut self, names: &[ast::Identifier], global: bool) {
        for name in names {
            let mangled = self.mangled(&name.id);
            let kind = if global { "global" } else { "nonlocal" };
            let scope = self.own();
            let text = if scope.bound.contains(&mangled) {
                Some(format!("name '{mangled}' is assigned to before {kind} declaration"))
            } else if scope.used.contains(&mangled) {
                Some(format!("name '{mangled}' is used prior to {kind} declaration"))
            } else if !global && scope.kind == ScopeKind::Module {
                Some("nonlocal declaration not allowed at module level".to_owned())
            } else {
                None
            };
            if global {
                scope.globals.insert(mangled.clone());
            } else {
                scope.nonlocals.insert(mangled.clone());
                self.nonlocal_places.push((mangled.clone(), name.range()));
            }
            if let Some(text) = text
                && self.problem.is_none()
            {
                self.problem = Some((text, name.range()));
            }
        }
    }
}

impl<'a> Visitor<'a> for Collector {
    fn visit_stmt(&mut self, stmt: &'a Stmt) {
        match stmt {
            Stmt::FunctionDef(function) => {
                for decorator in &function.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                self.defaults(&function.parameters);
                for parameter in function.parameters.iter() {
                    if let Some(annotation) = parameter.annotation() {
                        self.visit_expr(annotation);
                    }
                }
                if let Some(returns) = &function.returns {
                    self.visit_expr(returns);
                }
                self.bind(&function.name.id);
                self.inside(ScopeKind::Function, key(function), None, |collector| {
                    collector.parameters(&function.parameters);
                    collector.visit_body(&function.body);
                });
            }
            Stmt::ClassDef(class) => {
                for decorator in &class.decorator_list {
                    self.visit_expr(&decorator.expression);
                }
                if let Some(arguments) = &class.arguments {
                    self.visit_arguments(arguments);
                }
                self.bind(&class.name.id);
                let name = class.name.id.to_string();
                self.inside(ScopeKind::Class, key(class), Some(name), |collector| {
                    collector.visit_body(&class.body);
                });
            }
            Stmt::Global(global) => self.declare(&global.names, true),
            Stmt::Nonlocal(nonlocal) => self.declare(&nonlocal.names, false),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let name = alias.asname.as_ref().map_or_else(
                        || alias.name.id.split('.').next().unwrap_or_default().to_owned(),
                        |name| name.id.to_string(),
                    );
                    self.bind(&name);
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in import.names.iter().filter(|alias| alias.name.id.as_str() != "*") {
                    let name = alias.asname.as_ref().unwrap_or(&alias.name).id.to_string();
                    self.bind(&name);
                }
            }
            Stmt::Try(attempt) => {
                for handler in &attempt.handlers {
                    let ast::ExceptHandler::ExceptHandler(handler) = handler;
                    if let Some(name) = &handler.name {
                        self.bind(&name.id);
                    }
                }
                walk_stmt(self, stmt);
            }
            Stmt::AugAssign(assign) => {
                if let Expr::Name(name) = assign.target.as_ref() {
                    self.use_name(&name.id);
                }
                walk_stmt(self, stmt);
            }
            Stmt::AnnAssign(assign) => {
                let in_function = self.own().kind == ScopeKind::Function;
                self.visit_expr(&assign.target);
                if !in_function {
                    self.visit_expr(&assign.annotation);
                }
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
            }
            _ => walk_stmt(self, stmt),
        }
    }

    fn visit_expr(&mut self, expr: &'a Expr) {
        match expr {
            Expr::Name(name) => match name.ctx {
                ExprContext::Store | ExprContext::Del => self.bind(&name.id),
                _ => self.use_name(&name.id),
            },
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.inside(ScopeKind::Function, key(lambda), None, |collector| {
                    if let Some(parameters) = &lambda.parameters {
                        collector.parameters(parameters);
                    }
                    collector.visit_expr(&lambda.body);
                });
            }
            Expr::ListComp(comp) => self.comprehension(key(comp), &[&comp.elt], &comp.generators, false),
            Expr::SetComp(comp) => self.comprehension(key(comp), &[&comp.elt], &comp.generators, false),
            Expr::DictComp(comp) => match &comp.key {
                Some(dict_key) => {
                    self.comprehension(key(comp), &[dict_key, &comp.value], &comp.generators, false);
                }
                None => self.comprehension(key(comp), &[&comp.value], &comp.generators, false),
            },
            Expr::Generator(comp) => self.comprehension(key(comp), &[&comp.elt], &comp.generators, true),
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.own().generator = true;
                walk_expr(self, expr);
            }
            Expr::Named(named) => {
                if let Expr::Name(name) = named.target.as_ref() {
                    // Inside a comprehension it binds in the function around.
                    let inner = self.current;
                    let mut chain = vec![inner];
                    while self.own().kind == ScopeKind::Comprehension {
                        self.current = self.own().parent;
                        chain.push(self.current);
                    }
                    self.bind(&name.id);
                    let module = matches!(self.own().kind, ScopeKind::Module);
                    let mangled = self.mangled(&name.id);
                    self.current = inner;
                    for scope in &chain[..chain.len() - 1] {
                        if module {
                            self.scopes.all[*scope].globals.insert(mangled.clone());
                        } else {
                            self.scopes.all[*scope].nonlocals.insert(mangled.clone());
                        }
                    }
                }
                self.visit_expr(&named.value);
            }
            _ => walk_expr(self, expr),
        }
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        match pattern {
            Pattern::MatchStar(star) => {
                if let Some(name) = &star.name {
                    self.bind(&name.id);
                }
            }
            Pattern::MatchAs(alias) => {
                if let Some(name) = &alias.name {
                    self.bind(&name.id);
                }
                walk_pattern(self, pattern);
            }
            Pattern::MatchMapping(mapping) => {
                if let Some(name) = &mapping.rest {
                    self.bind(&name.id);
                }
                walk_pattern(self, pattern);
            }
            _ => walk_pattern(self, pattern),
        }
    }
}
