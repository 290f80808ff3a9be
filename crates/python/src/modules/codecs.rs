//! `codecs`: encodings by name and incremental decoders; the codecs are [`crate::text::codec`]'s.

use super::ModuleSpec;
use crate::builtins::classes;
use crate::builtins::formatting;
use crate::machine::Machine;
use crate::native::{Args, Divert, function};
use crate::object::{Object, State};
use crate::text::codec::{Codec, Decoder};
use crate::value::Value;

type Answer = Result<Value, Divert>;

pub(crate) static MODULE: ModuleSpec = ModuleSpec {
    name: "codecs",
    functions: &[
        function("_decoder", |m, a| {
            let codec = codec(m, a.get(0))?;
            let state = State::Decoder(Box::new(Decoder::new(codec)));
            Ok(Value::Obj(m.heap.alloc(classes::STATE, Object::State(Box::new(state)))))
        }),
        function("_feed", feed),
        function("_check", |m, a| {
            codec(m, a.get(0))?;
            Ok(Value::None)
        }),
    ],
    fill: None,
    python: Some(include_str!("codecs.py")),
};

fn codec(m: &mut Machine, name: Option<Value>) -> Result<Codec, Divert> {
    let name = m.text_argument(name.unwrap_or(Value::None), "lookup() argument")?;
    Codec::find(&name).map_err(|fault| m.fault(&fault))
}

/// `(decoder, data, errors, final)`.
fn feed(m: &mut Machine, args: Args<'_>) -> Answer {
    let [decoder, data, errors, last] = m.take(args, "decode", 4)?;
    let data_value = data.unwrap_or(Value::None);
    let data = m.octets_argument(data_value)?.data;
    let errors = m.text_argument(errors.unwrap_or(Value::None), "errors")?;
    let last = last.map_or(Ok(false), |last| m.truth(last))?;
    m.reserve(data.len())?;
    let Some(handle) = decoder.and_then(Value::handle) else { return Err(m.type_error("a decoder is wanted")) };
    let Object::State(state) = m.heap.get_mut(handle) else { return Err(m.type_error("a decoder is wanted")) };
    let State::Decoder(decoder) = state.as_mut() else { return Err(m.type_error("a decoder is wanted")) };
    let mut whole = decoder.pending().to_vec();
    match decoder.feed(&data, &errors, last) {
        Ok(text) => Ok(m.heap.new_str(&text)),
        Err(error) => {
            whole.extend_from_slice(&data);
            let whole = m.heap.new_bytes(crate::object::text::Bytes::new(whole.into()));
            Err(formatting::codec_error(m, classes::UNICODE_DECODE_ERROR, whole, &error))
        }
    }
}
