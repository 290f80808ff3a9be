//! The format specification mini-language for `complex`: two floats, laid out each by itself and padded together, as
//! `Python/formatter_unicode.c` does it.

use super::Fault;
use super::format_spec::{Align, Spec, lay_out_float, pad};

/// `format(complex, spec)` for a specification that is not empty.
pub fn format_complex(real: f64, imag: f64, spec: &str) -> Result<String, Fault> {
    let spec = Spec::parse(spec, "complex", Align::Right)?;
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
        Some(kind) => return Err(Spec::unknown_kind(kind, "complex")),
    }
    if spec.fill == '0' {
        return Err(Fault::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Fault::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    let part = |value: f64, sign: Option<char>| {
        let own = Spec { width: None, sign, fill: ' ', align: Align::Right, ..spec };
        // Without a type code it is as in `str`: no point where nothing follows it.
        let text = lay_out_float(&own, value, "complex")?;
        Ok::<_, Fault>(match (spec.kind, text.strip_suffix(".0")) {
            (None, Some(whole)) => whole.to_owned(),
            _ => text,
        })
    };
    let skips_real = spec.kind.is_none() && real == 0.0 && real.is_sign_positive();
    let brackets = spec.kind.is_none() && !skips_real;
    let mut text = String::new();
    if brackets {
        text.push('(');
    }
    if !skips_real {
        text.push_str(&part(real, spec.sign)?);
    }
    text.push_str(&part(imag, if skips_real { spec.sign } else { Some('+') })?);
    text.push('j');
    if brackets {
        text.push(')');
    }
    pad(&spec, text.chars().count(), |out, _| out.push_str(&text))
}
