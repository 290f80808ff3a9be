//! Item assignment of `bytearray` and `memoryview`. Bytes that a program writes have no history: origins under them are cut away.

use super::Machine;
use crate::native::Divert;
use crate::object::text::{append_origins, slice_origins};
use crate::object::{Object, Range};
use crate::value::{Handle, Value};

impl Machine {
    /// The array behind a writable buffer, and which part of it.
    fn writable(&mut self, object: Value) -> Result<(Handle, usize, usize), Divert> {
        match self.heap.object(object) {
            Some(Object::ByteArray(array)) => {
                let len = array.data.len();
                if let Value::Obj(handle) = object {
                    return Ok((handle, 0, len));
                }
            }
            Some(Object::MemoryView(view)) => {
                let view = **view;
                if let Value::Obj(handle) = view.owner
                    && !view.readonly
                    && matches!(self.heap.get(handle), Object::ByteArray(_))
                {
                    return Ok((handle, view.start, view.len));
                }
                return Err(self.type_error("cannot modify read-only memory"));
            }
            _ => {}
        }
        let text = format!("'{}' object does not support item assignment", self.class_name(object));
        Err(self.type_error(&text))
    }

    /// `buffer[key] = value`.
    pub(crate) fn store_in_buffer(&mut self, object: Value, key: Value, value: Value) -> Result<(), Divert> {
        let (handle, first, len) = self.writable(object)?;
        let view = matches!(self.heap.object(object), Some(Object::MemoryView(_)));
        if let Some(Object::Slice(parts)) = self.heap.object(key) {
            let parts = **parts;
            let (start, stop, step) = self.slice_bounds(parts, len)?;
            let count = Range { start, stop, step }.len() as usize;
            let (data, origins) = match self.traced(value) {
                Some(traced) => traced,
                None if view => {
                    let text = format!("a bytes-like object is required, not '{}'", self.class_name(value));
                    return Err(self.type_error(&text));
                }
                None => (self.bytes_of_items(value)?.into(), Vec::new()),
            };
            if (step != 1 || view) && data.len() != count {
                let text = if view {
                    "memoryview assignment: lvalue and rvalue have different structures".to_owned()
                } else {
                    format!("attempt to assign bytes of size {} to extended slice of size {count}", data.len())
                };
                return Err(self.value_error(&text));
            }
            self.reserve(data.len())?;
            let Object::ByteArray(array) = self.heap.get_mut(handle) else { return Ok(()) };
            if step == 1 {
                let from = first + start as usize;
                let to = from + count;
                let old_len = array.data.len();
                array.data.splice(from..to, data.iter().copied());
                let mut all = slice_origins(&array.origins, 0, from, 0);
                append_origins(&mut all, slice_origins(&origins, 0, data.len(), from));
                append_origins(&mut all, slice_origins(&array.origins, to, old_len, from + data.len()));
                array.origins = all;
            } else {
                for (index, byte) in data.iter().enumerate() {
                    array.data[first + (start + index as i64 * step) as usize] = *byte;
                }
                array.origins = Vec::new();
            }
            return Ok(());
        }
        let at = first + self.store_index(key, len, if view { "memoryview" } else { "bytearray" })?;
        let byte = self.byte_of(value)?;
        if let Object::ByteArray(array) = self.heap.get_mut(handle) {
            array.data[at] = byte;
            let len = array.data.len();
            let mut all = slice_origins(&array.origins, 0, at, 0);
            append_origins(&mut all, slice_origins(&array.origins, at + 1, len, at + 1));
            array.origins = all;
        }
        Ok(())
    }

    /// `del bytearray[key]`.
    pub(crate) fn delete_in_buffer(&mut self, object: Value, key: Value) -> Result<(), Divert> {
        let (handle, _, len) = self.writable(object)?;
        let (start, stop, step) = match self.heap.object(key) {
            Some(Object::Slice(parts)) => {
                let parts = **parts;
                self.slice_bounds(parts, len)?
            }
            _ => {
                let at = self.store_index(key, len, "bytearray")? as i64;
                (at, at + 1, 1)
            }
        };
        let count = Range { start, stop, step }.len() as i64;
        let mut doomed: Vec<usize> = (0..count).map(|index| (start + index * step) as usize).collect();
        doomed.sort_unstable();
        if let Object::ByteArray(array) = self.heap.get_mut(handle) {
            for at in doomed.into_iter().rev() {
                let len = array.data.len();
                let mut all = slice_origins(&array.origins, 0, at, 0);
                append_origins(&mut all, slice_origins(&array.origins, at + 1, len, at));
                array.origins = all;
                array.data.remove(at);
            }
        }
        Ok(())
    }

    fn byte_of(&mut self, value: Value) -> Result<u8, Divert> {
        let number = self.index_or_error(value)?;
        u8::try_from(number).map_err(|_| self.value_error("byte must be in range(0, 256)"))
    }

    fn bytes_of_items(&mut self, value: Value) -> Result<Vec<u8>, Divert> {
        let items = self.items(value)?;
        items.into_iter().map(|item| self.byte_of(item)).collect()
    }
}
