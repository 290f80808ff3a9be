//! Taking the arguments of natives apart, with the complaints that `CPython`'s argument clinic makes.
//! A native is named as in its messages: `str.split` for a method, `sorted` for a function; messages about numbers use the short name.

use crate::machine::Machine;
use crate::native::{Args, Divert};
use crate::object::Object;
use crate::value::Value;
use num_bigint::BigInt;
use num_traits::ToPrimitive;
use std::rc::Rc;

/// The name without its type.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

/// Number of values before the arguments that a program wrote: the receiver of a method. Names are constants, so that this is one too
/// where it is inlined.
#[inline]
fn own(name: &str) -> usize {
    usize::from(name.bytes().any(|byte| byte == b'.'))
}

impl Machine {
    fn no_keywords(&mut self, args: Args<'_>, name: &str) -> Result<(), Divert> {
        if args.keywords.is_empty() {
            return Ok(());
        }
        Err(self.type_error(&format!("{name}() takes no keyword arguments")))
    }

    /// A call with no arguments but the receiver.
    pub(crate) fn take_none(&mut self, args: Args<'_>, name: &str) -> Result<(), Divert> {
        self.no_keywords(args, name)?;
        let given = args.len().saturating_sub(own(name));
        if given == 0 {
            return Ok(());
        }
        Err(self.type_error(&format!("{name}() takes no arguments ({given} given)")))
    }

    /// A call with exactly one argument.
    #[inline]
    pub(crate) fn take_one(&mut self, args: Args<'_>, name: &str) -> Result<Value, Divert> {
        let from = own(name);
        match args.get(from) {
            Some(argument) if args.len() == from + 1 && args.keywords.is_empty() => Ok(argument),
            _ => Err(self.not_one_argument(args, name)),
        }
    }

    #[cold]
    fn not_one_argument(&mut self, args: Args<'_>, name: &str) -> Divert {
        if let Err(divert) = self.no_keywords(args, name) {
            return divert;
        }
        let given = args.len().saturating_sub(own(name));
        self.type_error(&format!("{name}() takes exactly one argument ({given} given)"))
    }

    /// A call with `least` to `most` positional arguments; absent ones are `None`.
    pub(crate) fn take<const N: usize>(
        &mut self,
        args: Args<'_>,
        name: &str,
        least: usize,
    ) -> Result<[Option<Value>; N], Divert> {
        self.no_keywords(args, name)?;
        let from = own(name);
        let given = args.len().saturating_sub(from);
        if given < least || given > N {
            let (bound, number) = match (least == N, given < least) {
                (true, _) => ("", N),
                (false, true) => ("at least ", least),
                (false, false) => ("at most ", N),
            };
            let text = format!("{} expected {bound}{number} argument{}, got {given}", short(name), plural(number));
            return Err(self.type_error(&text));
        }
        Ok(std::array::from_fn(|at| args.get(from + at)))
    }

    /// A call whose arguments may be named. The first `positional` of `names` may also be given by position; a name that is empty
    /// can only be. `least` of them must be given.
    pub(crate) fn take_named<const N: usize>(
        &mut self,
        args: Args<'_>,
        name: &str,
        names: [&str; N],
        positional: usize,
        least: usize,
    ) -> Result<[Option<Value>; N], Divert> {
        let from = own(name);
        let given = args.len().saturating_sub(from);
        let all = given + args.keywords.len();
        if args.keywords.is_empty() && (least..=positional.min(N)).contains(&given) {
            return Ok(std::array::from_fn(|at| args.get(from + at)));
        }
        let short = short(name);
        if all > N || given > positional {
            let text = if positional == 0 {
                format!("{short}() takes no positional arguments")
            } else if all > N && positional == N {
                let bound = if least == N { "exactly" } else { "at most" };
                format!("{short}() takes {bound} {N} argument{} ({all} given)", plural(N))
            } else {
                let bound = if least >= positional { "exactly" } else { "at most" };
                format!(
                    "{short}() takes {bound} {positional} positional argument{} ({given} given)",
                    plural(positional)
                )
            };
            return Err(self.type_error(&text));
        }
        let mut values: [Option<Value>; N] = std::array::from_fn(|at| args.get(from + at).filter(|_| at < given));
        for (key, value) in args.keywords {
            let key = self.heap.name(*key);
            let Some(at) = names.iter().position(|known| !known.is_empty() && *known == &*key) else {
                let text = format!("'{key}' is an invalid keyword argument for {short}()");
                return Err(self.type_error(&text));
            };
            if values[at].is_some() {
                let text = format!("argument for {short}() given by name ('{key}') and position ({})", at + 1);
                return Err(self.type_error(&text));
            }
            values[at] = Some(*value);
        }
        if let Some(at) = values[..least].iter().position(Option::is_none) {
            let text = if names[at].is_empty() {
                let bound = if least == positional && N == least { "exactly" } else { "at least" };
                format!("{short}() takes {bound} {least} positional argument{} ({given} given)", plural(least))
            } else {
                format!("{short}() missing required argument '{}' (pos {})", names[at], at + 1)
            };
            return Err(self.type_error(&text));
        }
        Ok(values)
    }

    /// The receiver of a method of `str`.
    pub(crate) fn receiver_text(&mut self, args: Args<'_>, name: &str) -> Result<Rc<str>, Divert> {
        match self.text(args.receiver()) {
            Some(text) => Ok(text),
            None => Err(self.wrong_receiver(args.receiver(), "str", name)),
        }
    }

    /// The complaint about a method that was taken from its class and given something else.
    pub(crate) fn wrong_receiver(&mut self, value: Value, class: &str, name: &str) -> Divert {
        if value.is_unbound() {
            return self.type_error(&format!("unbound method {name}() needs an argument"));
        }
        let found = self.class_name(value);
        let text = format!("descriptor '{}' for '{class}' objects doesn't apply to a '{found}' object", short(name));
        self.type_error(&text)
    }

    /// A `str` argument; the complaint is `{what} must be str, not int`.
    pub(crate) fn text_argument(&mut self, value: Value, what: &str) -> Result<Rc<str>, Divert> {
        match self.text(value) {
            Some(text) => Ok(text),
            None => {
                let found = self.none_or_class_name(value);
                Err(self.type_error(&format!("{what} must be str, not {found}")))
            }
        }
    }

    /// How messages of the argument clinic call a value's type: `None` for `None`.
    pub(crate) fn none_or_class_name(&self, value: Value) -> String {
        if value.is_none() { "None".to_owned() } else { self.class_name(value).to_string() }
    }

    /// An integer argument by `__index__`, as wide as it is.
    pub(crate) fn big_argument(&mut self, value: Value) -> Result<BigInt, Divert> {
        match self.index(value)?.and_then(|index| self.big(index)) {
            Some(big) => Ok(big),
            None => {
                let found = self.class_name(value);
                Err(self.type_error(&format!("'{found}' object cannot be interpreted as an integer")))
            }
        }
    }

    /// The number behind an `int` or `bool`, or a subclass's instance.
    pub(crate) fn big(&self, value: Value) -> Option<BigInt> {
        match value {
            Value::Int(small) => Some(small.into()),
            Value::Bool(truth) => Some(i64::from(truth).into()),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Int(small) => Some((*small).into()),
                Object::Big(big) => Some(big.as_ref().clone()),
                _ => None,
            },
            _ => None,
        }
    }

    /// The number behind an `int` or `bool` if it fits 64 bits.
    pub(crate) fn small(&self, value: Value) -> Option<i64> {
        match value {
            Value::Int(small) => Some(small),
            Value::Bool(truth) => Some(i64::from(truth)),
            Value::Obj(handle) => match self.heap.get(handle) {
                Object::Int(small) => Some(*small),
                Object::Big(big) => big.to_i64(),
                _ => None,
            },
            _ => None,
        }
    }

    /// An integer argument by `__index__` that C keeps in a `Py_ssize_t`.
    pub(crate) fn size_argument(&mut self, value: Value) -> Result<i64, Divert> {
        if let Value::Int(small) = value {
            return Ok(small);
        }
        let big = self.big_argument(value)?;
        big.to_i64().map_or_else(|| Err(self.overflow_error("Python int too large to convert to C ssize_t")), Ok)
    }

    /// An optional [`Machine::size_argument`].
    pub(crate) fn size_or(&mut self, value: Option<Value>, default: i64) -> Result<i64, Divert> {
        value.map_or(Ok(default), |value| self.size_argument(value))
    }

    /// Where `start` and `end` of `find(x, start, end)` fall in `len` items; `None` if the start is past the end.
    pub(crate) fn bounds(
        &mut self,
        start: Option<Value>,
        end: Option<Value>,
        len: usize,
    ) -> Result<Option<(usize, usize)>, Divert> {
        let start = self.slice_bound(start, 0, len)?;
        let end = self.slice_bound(end, len as i64, len)?.min(len as i64);
        Ok((start <= end && start <= len as i64).then_some((start as usize, end as usize)))
    }

    fn slice_bound(&mut self, value: Option<Value>, default: i64, len: usize) -> Result<i64, Divert> {
        let Some(value) = value.filter(|value| !value.is_none()) else { return Ok(default) };
        if self.small(value).is_none() && !self.has_index(value) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        let big = self.big_argument(value)?;
        let far = if big.sign() == num_bigint::Sign::Minus { i64::MIN / 2 } else { i64::MAX / 2 };
        let bound = big.to_i64().unwrap_or(far);
        Ok(if bound < 0 { (bound + len as i64).max(0) } else { bound })
    }

    /// Whether a value's class has `__index__`.
    pub(crate) fn has_index(&mut self, value: Value) -> bool {
        if self.big(value).is_some() {
            return true;
        }
        let class = self.class_of(value);
        self.lookup(class, crate::names::INDEX).is_some()
    }

    /// A count where negative or absent means "all".
    pub(crate) fn count_or_all(&mut self, value: Option<Value>) -> Result<usize, Divert> {
        Ok(usize::try_from(self.size_or(value, -1)?).unwrap_or(usize::MAX))
    }

    /// `mapping[key]`, or `None` where that raises `LookupError`.
    pub(crate) fn item_or_missing(&mut self, mapping: Value, key: Value) -> Result<Option<Value>, Divert> {
        if let Some(Object::Dict(_)) = self.heap.object(mapping)
            && let Value::Obj(dict) = mapping
            && self.class_of(mapping) == crate::builtins::classes::DICT
        {
            return self.dict_get(dict, key);
        }
        let getter = Value::Native(&crate::machine::operators::SUBSCRIPT);
        match self.try_call(getter, &[mapping, key])? {
            Ok(value) => Ok(Some(value)),
            Err(raised) if self.is_instance_of(raised, crate::builtins::classes::LOOKUP_ERROR) => Ok(None),
            Err(raised) => Err(self.raise(raised)),
        }
    }

    /// Whether `value[key]` means anything.
    pub(crate) fn has_getitem(&mut self, value: Value) -> bool {
        let class = self.class_of(value);
        self.lookup(class, crate::names::GETITEM).is_some()
            || matches!(
                self.heap.object(value),
                Some(
                    Object::Dict(_)
                        | Object::List(_)
                        | Object::Str(_)
                        | Object::Bytes(_)
                        | Object::ByteArray(_)
                        | Object::Proxy(_)
                        | Object::Range(_)
                )
            )
    }
}
