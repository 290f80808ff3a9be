//! The methods of `list`, and sorting.
//! Sorting compares in the order in which `CPython`'s `Objects/listobject.c` does for short lists, because a failing comparison names its
//! two operands; longer lists are merged from sorted runs.

use crate::builtins::classes;
use crate::machine::Machine;
use crate::native::{Args, Divert, Native, method};
use crate::object::Object;
use crate::value::{Handle, Value};

type Answer = Result<Value, Divert>;

/// `list.*`.
pub(crate) static METHODS: &[Native] = &[
    method("append", append),
    method("extend", extend),
    method("insert", insert),
    method("pop", pop),
    method("remove", remove),
    method("clear", clear),
    method("index", index),
    method("count", count),
    method("sort", sort),
    method("reverse", reverse),
    method("copy", copy),
];

/// The receiver of a method.
fn receiver(m: &mut Machine, args: Args<'_>, name: &str) -> Result<Handle, Divert> {
    match args.receiver() {
        Value::Obj(handle) if matches!(m.heap.get(handle), Object::List(_)) => Ok(handle),
        value => Err(m.wrong_receiver(value, "list", name)),
    }
}

impl Machine {
    /// A list's items, to be changed.
    pub(crate) fn list_mut(&mut self, list: Handle) -> &mut Vec<Value> {
        let Object::List(items) = self.heap.get_mut(list) else { unreachable!("invariant: the handle is a list's") };
        items
    }

    /// A list's items as they are now.
    pub(crate) fn list_items(&self, list: Handle) -> Vec<Value> {
        if let Object::List(items) = self.heap.get(list) { items.clone() } else { Vec::new() }
    }
}

fn append(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "append")?;
    let item = m.take_one(args, "list.append")?;
    m.heap.used += 16;
    m.list_mut(list).push(item);
    Ok(Value::None)
}

fn extend(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "extend")?;
    let more = m.take_one(args, "list.extend")?;
    let items = m.items(more)?;
    m.reserve(items.len() * 16)?;
    m.heap.used += items.len() * 14;
    m.list_mut(list).extend(items);
    Ok(Value::None)
}

fn insert(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "insert")?;
    let [index, item] = m.take(args, "list.insert", 2)?;
    let index = m.size_or(index, 0)?;
    let items = m.list_mut(list);
    let len = items.len() as i64;
    let at = if index < 0 { (index + len).max(0) } else { index.min(len) };
    items.insert(at as usize, item.unwrap_or(Value::None));
    m.heap.used += 16;
    Ok(Value::None)
}

fn pop(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "pop")?;
    let [index] = m.take(args, "list.pop", 0)?;
    let index = m.size_or(index, -1)?;
    let len = m.list_mut(list).len() as i64;
    if len == 0 {
        return Err(m.index_error("pop from empty list"));
    }
    let at = if index < 0 { index + len } else { index };
    if !(0..len).contains(&at) {
        return Err(m.index_error("pop index out of range"));
    }
    let item = m.list_mut(list).remove(at as usize);
    m.note_dropped(item);
    Ok(item)
}

fn remove(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "remove")?;
    let item = m.take_one(args, "list.remove")?;
    for (at, candidate) in m.list_items(list).into_iter().enumerate() {
        if m.same_or_equal(candidate, item)? {
            let items = m.list_mut(list);
            if at < items.len() {
                items.remove(at);
            }
            m.note_dropped(candidate);
            return Ok(Value::None);
        }
    }
    Err(m.value_error("list.remove(x): x not in list"))
}

fn clear(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "clear")?;
    m.take_none(args, "list.clear")?;
    for item in std::mem::take(m.list_mut(list)) {
        m.note_dropped(item);
    }
    Ok(Value::None)
}

/// Position of an item among others, between two bounds.
pub(crate) fn position(m: &mut Machine, args: Args<'_>, items: &[Value], name: &str) -> Result<Option<usize>, Divert> {
    let [item, start, end] = m.take(args, name, 1)?;
    let item = item.unwrap_or(Value::None);
    for bound in [start, end].into_iter().flatten() {
        if !m.has_index(bound) {
            return Err(m.type_error("slice indices must be integers or have an __index__ method"));
        }
    }
    let Some((start, end)) = m.bounds(start, end, items.len())? else { return Ok(None) };
    for (at, candidate) in items.iter().enumerate().take(end).skip(start) {
        if m.same_or_equal(*candidate, item)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn index(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "index")?;
    let items = m.list_items(list);
    match position(m, args, &items, "list.index")? {
        Some(at) => Ok(Value::Int(at as i64)),
        None => {
            let shown = m.repr(args.get(1).unwrap_or(Value::None))?;
            Err(m.value_error(&format!("{shown} is not in list")))
        }
    }
}

fn count(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "count")?;
    let item = m.take_one(args, "list.count")?;
    let items = m.list_items(list);
    count_in(m, &items, item)
}

/// How many items are equal to one.
pub(crate) fn count_in(m: &mut Machine, items: &[Value], item: Value) -> Answer {
    let mut count = 0;
    for candidate in items {
        count += i64::from(m.same_or_equal(*candidate, item)?);
    }
    Ok(Value::Int(count))
}

fn reverse(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "reverse")?;
    m.take_none(args, "list.reverse")?;
    m.list_mut(list).reverse();
    Ok(Value::None)
}

fn copy(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "copy")?;
    m.take_none(args, "list.copy")?;
    let items = m.list_items(list);
    m.reserve(items.len() * 16)?;
    Ok(m.heap.new_list(items))
}

fn sort(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "sort")?;
    let [key, reverse] = m.take_named(args, "list.sort", ["key", "reverse"], 0, 0)?;
    let items = m.list_items(list);
    let sorted = sorted_items(m, items, key, reverse)?;
    *m.list_mut(list) = sorted;
    Ok(Value::None)
}

/// Items in order, as `sorted` and `list.sort` put them.
pub(crate) fn sorted_items(
    m: &mut Machine,
    mut items: Vec<Value>,
    key: Option<Value>,
    reverse: Option<Value>,
) -> Result<Vec<Value>, Divert> {
    let reverse = reverse.map_or(Ok(false), |reverse| {
        if m.big(reverse).is_some() { m.truth(reverse) } else { m.big_argument(reverse).map(|_| true) }
    })?;
    let mut keys = match key.filter(|key| !key.is_none()) {
        None => items.clone(),
        Some(key) => measures(m, key, &items)?,
    };
    if reverse {
        items.reverse();
        keys.reverse();
    }
    let mut order: Vec<u32> = (0..keys.len() as u32).collect();
    if !sort_quickly(m, &keys, &mut order) {
        if keys.len() > ASKED_IN_PLACE_MAX && keys.iter().any(|key| asks(m, *key)) {
            order = order_by_prelude(m, keys)?;
        } else {
            sort_by_asking(m, &keys, &mut order)?;
        }
    }
    let mut sorted: Vec<Value> = order.into_iter().map(|at| items[at as usize]).collect();
    if reverse {
        sorted.reverse();
    }
    Ok(sorted)
}

/// Longer lists of objects with a `__lt__` of their own are sorted by the prelude, as a native is run again after each answer.
const ASKED_IN_PLACE_MAX: usize = 40;

/// What `key` makes of each item: one question, however many items there are.
pub(crate) fn measures(m: &mut Machine, key: Value, items: &[Value]) -> Result<Vec<Value>, Divert> {
    if let Value::Native(_) = key {
        return items.iter().map(|item| m.call(key, &[*item])).collect();
    }
    let keys = m.prelude_function("_keys");
    let list = m.heap.new_list(items.to_vec());
    let list = m.call(keys, &[key, list])?;
    Ok(m.quick_items(list).unwrap_or_default())
}

/// Whether comparing it may run Python code.
pub(crate) fn asks(m: &Machine, value: Value) -> bool {
    let mut work = vec![(value, 0_u32)];
    while let Some((value, depth)) = work.pop() {
        let Value::Obj(handle) = value else { continue };
        if !classes::is_builtin(m.heap.slot(handle).class) || depth > 4 {
            return true;
        }
        match m.heap.get(handle) {
            Object::Tuple(items) => work.extend(items.iter().map(|item| (*item, depth + 1))),
            Object::List(items) => work.extend(items.iter().map(|item| (*item, depth + 1))),
            _ => {}
        }
    }
    false
}

/// The order that the prelude's stable merge sort finds.
fn order_by_prelude(m: &mut Machine, keys: Vec<Value>) -> Result<Vec<u32>, Divert> {
    let sort = m.prelude_function("_order");
    let len = Value::Int(keys.len() as i64);
    let keys = m.heap.new_list(keys);
    let order = m.call(sort, &[keys, Value::Int(0), len])?;
    let order = m.quick_items(order).unwrap_or_default();
    Ok(order.into_iter().filter_map(|at| if let Value::Int(at) = at { u32::try_from(at).ok() } else { None }).collect())
}

/// Sorts keys that are all `int`s or all `str`s, whose order needs no questions.
fn sort_quickly(m: &Machine, keys: &[Value], order: &mut [u32]) -> bool {
    let ints: Option<Vec<i64>> =
        keys.iter().map(|key| if let Value::Int(int) = key { Some(*int) } else { None }).collect();
    if let Some(ints) = ints {
        order.sort_by_key(|at| ints[*at as usize]);
        return true;
    }
    let texts: Option<Vec<_>> =
        keys.iter().map(|key| m.text(*key).filter(|_| m.class_of(*key) == classes::STR)).collect();
    if let Some(texts) = texts {
        order.sort_by(|a, b| texts[*a as usize].cmp(&texts[*b as usize]));
        return true;
    }
    false
}

/// A stable merge sort with comparisons that may call Python.
fn sort_by_asking(m: &mut Machine, keys: &[Value], order: &mut [u32]) -> Result<(), Divert> {
    let len = order.len();
    let least = least_run(len);
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut start = 0;
    while start < len {
        let mut end = natural_run(m, keys, order, start)?;
        let wanted = (start + least).min(len);
        if end < wanted {
            insert_sorted(m, keys, order, start, end, wanted)?;
            end = wanted;
        }
        runs.push((start, end));
        start = end;
    }
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        for pair in runs.chunks(2) {
            match pair {
                [(start, middle), (_, end)] => {
                    merge(m, keys, order, (*start, *middle, *end))?;
                    merged.push((*start, *end));
                }
                rest => merged.extend_from_slice(rest),
            }
        }
        runs = merged;
    }
    Ok(())
}

/// The run length below which insertion is used.
fn least_run(mut len: usize) -> usize {
    let mut odd = 0;
    while len >= 64 {
        odd |= len & 1;
        len >>= 1;
    }
    len + odd
}

/// The end of the run that begins at `start`; a falling one is turned round.
fn natural_run(m: &mut Machine, keys: &[Value], order: &mut [u32], start: usize) -> Result<usize, Divert> {
    let mut end = start + 1;
    if end >= order.len() {
        return Ok(end);
    }
    let less = |m: &mut Machine, a: u32, b: u32| m.less(keys[a as usize], keys[b as usize]);
    let falling = less(m, order[end], order[start])?;
    end += 1;
    while end < order.len() && less(m, order[end], order[end - 1])? == falling {
        end += 1;
    }
    if falling {
        order[start..end].reverse();
    }
    Ok(end)
}

/// Extends the sorted part `start..sorted` to `end` by binary insertion.
fn insert_sorted(
    m: &mut Machine,
    keys: &[Value],
    order: &mut [u32],
    start: usize,
    sorted: usize,
    end: usize,
) -> Result<(), Divert> {
    for at in sorted..end {
        let pivot = order[at];
        let (mut low, mut high) = (start, at);
        while low < high {
            let middle = low + (high - low) / 2;
            if m.less(keys[pivot as usize], keys[order[middle] as usize])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        order[low..=at].rotate_right(1);
    }
    Ok(())
}

fn merge(
    m: &mut Machine,
    keys: &[Value],
    order: &mut [u32],
    (start, middle, end): (usize, usize, usize),
) -> Result<(), Divert> {
    let left = order[start..middle].to_vec();
    let (mut from_left, mut from_right, mut at) = (0, middle, start);
    while from_left < left.len() && from_right < end {
        if m.less(keys[order[from_right] as usize], keys[left[from_left] as usize])? {
            order[at] = order[from_right];
            from_right += 1;
        } else {
            order[at] = left[from_left];
            from_left += 1;
        }
        at += 1;
    }
    order[at..at + left.len() - from_left].copy_from_slice(&left[from_left..]);
    Ok(())
}

/// An empty `list`, which [`init`] fills.
pub(crate) fn new(m: &mut Machine, args: Args<'_>) -> Answer {
    Ok(m.alloc_as(args.receiver(), Object::List(Vec::new())))
}

/// `list(iterable)`.
pub(crate) fn init(m: &mut Machine, args: Args<'_>) -> Answer {
    let list = receiver(m, args, "__init__")?;
    if !args.keywords.is_empty() && m.class_of(args.receiver()) == classes::LIST {
        return Err(m.type_error("list() takes no keyword arguments"));
    }
    let [iterable] = m.take(Args::new(args.positional), "type.list", 0)?;
    let items = iterable.map_or(Ok(Vec::new()), |iterable| m.items(iterable))?;
    m.reserve(items.len() * 16)?;
    m.heap.used += items.len() * 14;
    *m.list_mut(list) = items;
    Ok(Value::None)
}
