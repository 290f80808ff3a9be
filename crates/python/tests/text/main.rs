//! The pure functions of `text` against the live CPython: fixed tables of the odd cases, and drawn ones around them.
//! Rows are Python expressions; CPython evaluates them all in one process a test.

#![expect(clippy::unwrap_used, reason = "a failed unwrap is a failed test")]

mod oracle;

use num_bigint::BigInt;
use oracle::{Draw, Oracle};
use sockscope_python::text::codec::{Codec, CodecError, Decoder};
use sockscope_python::text::percent::{self, Count};
use sockscope_python::text::strings::Ends;
use sockscope_python::text::twister::Twister;
use sockscope_python::text::{
    Fault, FaultClass, Integer, IntegerBuf, base64, digest, float, format_spec, hash, integer, json, octets, quote,
    seek, strings, structs, template,
};
use std::ops::Range;

const FLOATS: [f64; 34] = [
    0.0,
    -0.0,
    1.0,
    -1.0,
    0.1,
    0.5,
    1.5,
    2.5,
    0.25,
    3.75,
    1e15,
    1e16,
    1e17,
    123456789012345680.0,
    9999999999999998.0,
    1e22,
    1e23,
    1e-4,
    1e-5,
    0.00012345,
    1e100,
    -1e-100,
    5e-324,
    1.7976931348623157e308,
    2.2250738585072014e-308,
    100.0,
    99.95,
    1e6,
    999999.5,
    1234567.891,
    0.30000000000000004,
    f64::INFINITY,
    f64::NEG_INFINITY,
    2.675,
];

fn python_float(value: f64) -> String {
    format!("float('{}')", float::repr(value))
}

fn drawn_floats(draw: &mut Draw, count: usize) -> Vec<f64> {
    let mut all = FLOATS.to_vec();
    for _ in 0..count {
        let bits = f64::from_bits(draw.next());
        if !bits.is_nan() {
            all.push(bits);
        }
        all.push((draw.next() % 2_000_000) as f64 / 1000.0 - 1000.0);
        all.push((draw.next() >> 11) as f64 * 2f64.powi((draw.next() % 120) as i32 - 60));
    }
    all
}

fn ints() -> Vec<BigInt> {
    let texts = "0 1 -1 7 9 10 42 -42 127 128 255 256 999 1000 -1000 65535 1234567 -1234567 4294967296 9223372036854775807 \
        -9223372036854775808 9223372036854775808 18446744073709551616 -170141183460469231731687303715884105728 \
        100000000000000000000000000000000000000000000000000";
    texts.split_whitespace().map(|text| text.parse().unwrap()).collect()
}

fn shown(buf: Result<IntegerBuf, Fault>) -> Result<String, Fault> {
    buf.and_then(|buf| integer::to_decimal(buf.as_integer()))
}

fn listed<T>(items: impl IntoIterator<Item = T>, show: impl Fn(T) -> String) -> String {
    format!("[{}]", items.into_iter().map(show).collect::<Vec<_>>().join(", "))
}

fn codec_text(result: Result<String, CodecError>, class: &str) -> Result<String, Fault> {
    match result {
        Ok(text) => Ok(text),
        Err(CodecError::Unicode(fault)) => Ok(format!("{class}: {}", fault.text)),
        Err(CodecError::Other(fault)) => Err(fault),
    }
}

#[test]
fn floats_print_and_round_as_in_cpython() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(1);
    for value in drawn_floats(&mut draw, 700) {
        let written = python_float(value);
        oracle.row(written.clone(), Ok(float::repr(value)));
        oracle.row(format!("{written}.hex()"), Ok(quote::text(&float::hex(value))));
        oracle.row(format!("hash({written})"), Ok(hash::hash_float(value).to_string()));
        oracle.row(format!("int({written})"), shown(float::to_integer(value)));
        oracle.row(format!("round({written})"), shown(float::round_to_integer(value)));
        for digits in [0, 1, 2, 3, 10, -1, -2, -5, 17, 400] {
            oracle.row(format!("round({written}, {digits})"), float::round(value, digits).map(float::repr));
        }
        let ratio = float::integer_ratio(value).map(|(top, bottom)| format!("({top}, {bottom})"));
        oracle.row(format!("{written}.as_integer_ratio()"), ratio);
    }
    oracle.finish();
}

#[test]
fn numbers_are_read_as_in_cpython() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(2);
    let fixed = [
        "",
        " ",
        "33\n",
        "+33",
        "1_0       ",
        "-1",
        "--1",
        "1__0",
        "_1",
        "1_",
        "0x1f",
        "0b101",
        "0o17",
        "017",
        "00",
        "0_0",
        "0x_f",
        "0x",
        "١٢",
        "1e5",
        "1.",
        ".5",
        ".",
        "1_0.5_0",
        "1._5",
        "inf",
        "-Infinity",
        "nan",
        "+nan",
        "infin",
        "1e",
        "1e+5",
        "1e_5",
        "1_e5",
        "0x1p3",
        "\u{3000}12\u{2003}",
        "1 2",
        "12abc",
        "a'b",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "z",
        "Z",
        "1\u{0}",
        "1e400",
        "1e-400",
        "é",
        "١.٥",
        "\x1c12\x1f",
        "infinity_",
        "1_000.0",
    ];
    let mut texts: Vec<String> = fixed.iter().map(|text| (*text).to_owned()).collect();
    for _ in 0..400 {
        texts.push(draw.text(&["0", "1", "9", "_", ".", "e", "E", "-", "+", " ", "x", "b", "f", "z", "0x"], 7));
    }
    texts.push("1".repeat(4300));
    texts.push("1".repeat(4301));
    texts.push("a".repeat(300));
    for text in &texts {
        let quoted = quote::ascii(text);
        oracle.row(format!("float({quoted})"), float::parse(text, || quote::text(text)).map(float::repr));
        for base in [10, 0, 2, 16, 36, 1, -5, 37] {
            oracle.row(format!("int({quoted}, {base})"), shown(integer::parse(text, base, || quote::text(text))));
        }
    }
    oracle.row("int(b'33 \\x80\\x04')", shown(integer::parse("33 \u{80}\u{4}", 10, || quote::bytes(b"33 \x80\x04"))));
    for value in ints() {
        let ours = Integer::Big(&value);
        oracle.row(format!("hash({value})"), Ok(hash::hash_integer(ours).to_string()));
        for (name, base) in [("bin", 2), ("oct", 8), ("hex", 16)] {
            oracle.row(format!("{name}({value})"), Ok(quote::text(&integer::with_prefix(ours, base))));
        }
        oracle.row(format!("float({value})"), float::from_big(&value).map(float::repr));
        for (length, little, signed) in
            [(1, true, true), (2, false, true), (8, true, false), (9, false, true), (30, true, true), (0, true, false)]
        {
            let order = if little { "little" } else { "big" };
            let python = if signed { "True" } else { "False" };
            let bytes = integer::to_bytes(ours, length, little, signed);
            let back = bytes.clone().map(|bytes| integer::from_bytes(&bytes, little, signed));
            let call = format!("({value}).to_bytes({length}, '{order}', signed={python})");
            oracle.row(call.clone(), bytes.map(|bytes| quote::bytes(&bytes)));
            oracle.row(format!("int.from_bytes({call}, '{order}', signed={python})"), shown(back));
        }
    }
    oracle.row(
        "str(10**4299)",
        integer::to_decimal(Integer::Big(&BigInt::from(10).pow(4299))).map(|text| quote::text(&text)),
    );
    oracle.row(
        "str(10**4300)",
        integer::to_decimal(Integer::Big(&BigInt::from(10).pow(4300))).map(|text| quote::text(&text)),
    );
    oracle.finish();
}

#[test]
fn format_specs_lay_out_and_refuse_as_in_cpython() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(3);
    let fixed = [
        "",
        "d",
        "5",
        "<5",
        ">5",
        "^5",
        "=5",
        "05",
        "+05d",
        " d",
        "#x",
        "#010x",
        "#b",
        "#o",
        "X",
        "#X",
        "c",
        "5c",
        ",",
        "_",
        "_x",
        "_b",
        ",.2f",
        "010,",
        "08,",
        "09,",
        "012_",
        ".3f",
        ".0f",
        "#.0f",
        ".0e",
        "#.0e",
        "e",
        "E",
        "g",
        "G",
        ".3g",
        "#.3g",
        "%",
        ".1%",
        "n",
        "s",
        ".2s",
        "*^9",
        "é^9",
        "=+8",
        "x<",
        "10 ",
        "xyz",
        "5.",
        ".3",
        ",_",
        "_,",
        "é",
        "\u{1}",
        ",b",
        "_s",
        ",s",
        ",n",
        "z",
        "z.1f",
        "+",
        " ",
        "#",
        "+c",
        "#c",
        "_c",
        "q",
        "99999999999999999999",
        ".99999999999999999999f",
        ".3000000000f",
        ",%",
        "+.3",
        ".17g",
        ".1",
        ".5",
        "0<8",
        "<08",
        "^08.2f",
        "=10",
        "020.3e",
        "+z.0f",
        "-d",
        "08.3f",
        "0=10",
        "F",
        "10F",
        "r",
        "a",
        "{",
        "020,.2f",
        "_.3f",
        "_d",
        "_e",
        "zd",
        "0s",
        "05s",
        ".0",
        "_X",
    ];
    let mut specs: Vec<String> = fixed.iter().map(|text| (*text).to_owned()).collect();
    for _ in 0..500 {
        let fill = draw.text(&["*", "0", "é"], 1);
        let spec = format!(
            "{fill}{}{}{}{}{}{}{}",
            draw.text(&["<", ">", "^", "="], 1),
            draw.text(&["+", "-", " "], 1),
            draw.text(&["#", "0", "z"], 2),
            draw.text(&["1", "12", "8"], 1),
            draw.text(&[",", "_"], 1),
            draw.text(&[".0", ".1", ".3", ".20"], 1),
            draw.text(&["b", "c", "d", "e", "E", "f", "F", "g", "G", "n", "o", "s", "x", "X", "%"], 1),
        );
        specs.push(spec);
    }
    let floats = [
        0.0,
        -0.0,
        1.5,
        -2.75,
        1234567.891,
        1e20,
        -1e-7,
        0.04999,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::NAN,
        12.0,
        999999.95,
    ];
    for spec in &specs {
        let quoted = quote::ascii(spec);
        for value in ints().iter().step_by(3) {
            oracle.row(
                format!("format({value}, {quoted})"),
                match i64::try_from(value) {
                    Ok(small) => format_spec::format_int(Integer::Small(small), spec, "int"),
                    Err(_) => format_spec::format_int(Integer::Big(value), spec, "int"),
                }
                .map(|text| quote::text(&text)),
            );
        }
        if !spec.is_empty() {
            let truth = format_spec::format_int(Integer::Small(1), spec, "bool");
            oracle.row(format!("format(True, {quoted})"), truth.map(|text| quote::text(&text)));
        }
        for value in floats {
            let ours = format_spec::format_float(value, spec).map(|text| quote::text(&text));
            oracle.row(format!("format({}, {quoted})", python_float(value)), ours);
        }
        for text in ["", "a", "héllo", "日本語"] {
            let ours = format_spec::format_str(text, spec).map(|text| quote::text(&text));
            oracle.row(format!("format({}, {quoted})", quote::ascii(text)), ours);
        }
    }
    let mut draw = Draw(4);
    for value in drawn_floats(&mut draw, 300) {
        for spec in [".0f", ".1f", ".2f", ".5e", ".0e", ".3g", ".17g", ".0g", "#g", ".30f", "g", ".4", "012.3f", ",.3f"]
        {
            let ours = format_spec::format_float(value, spec).map(|text| quote::text(&text));
            oracle.row(format!("format({}, '{spec}')", python_float(value)), ours);
        }
    }
    oracle.finish();
}

#[test]
fn quoting_is_cpythons() {
    let mut oracle = Oracle::default();
    for text in [
        "",
        "a",
        "it's",
        "\"",
        "'\"",
        "\\",
        "\t\n\r",
        "\0\x1b\x7f",
        "é",
        "\u{a0}\u{ad}",
        "\u{200b}\u{2028}",
        "\u{e000}",
        "😀",
        "e\u{301}",
        "\u{301}",
        "日本",
        "\u{10ffff}",
        "\u{378}",
        "\u{feff}",
    ] {
        let written = quote::ascii(text);
        oracle.row(written.clone(), Ok(quote::text(text)));
        oracle.row(format!("ascii({written})"), Ok(quote::text(&quote::ascii(text))));
        oracle.row(format!("{written}.encode()"), Ok(quote::bytes(text.as_bytes())));
        oracle.row(format!("hash({written})"), Ok(hash::hash_str(text).to_string()));
        oracle.row(format!("hash({written}.encode())"), Ok(hash::hash_bytes(text.as_bytes()).to_string()));
    }
    for len in 0..40 {
        let text: String = ('a'..='z').cycle().take(len).collect();
        oracle.row(format!("hash('{text}')"), Ok(hash::hash_str(&text).to_string()));
        oracle.row(format!("hash('é{text}')"), Ok(hash::hash_str(&format!("é{text}")).to_string()));
        oracle.row(format!("hash('日{text}')"), Ok(hash::hash_str(&format!("日{text}")).to_string()));
        oracle.row(format!("hash('😀{text}')"), Ok(hash::hash_str(&format!("😀{text}")).to_string()));
        let items: Vec<i64> = (0..len as i64).map(|item| hash::hash_integer(Integer::Small(item * item - 5))).collect();
        oracle.row(
            format!("hash(tuple(i * i - 5 for i in range({len})))"),
            Ok(hash::hash_tuple(items.iter().copied()).to_string()),
        );
        oracle.row(format!("hash(frozenset(i * i - 5 for i in range({len})))"), {
            let mut unique = items.clone();
            unique.sort_unstable();
            unique.dedup();
            Ok(hash::hash_frozen_set(unique.into_iter()).to_string())
        });
    }
    oracle.finish();
}

fn percent_row(template: &str, value: &BigInt, number: f64, text: &str) -> Result<String, Fault> {
    let mut out = String::new();
    for part in percent::parse(template) {
        match part {
            percent::Part::Literal(literal) => out.push_str(literal),
            percent::Part::Percent => out.push('%'),
            percent::Part::Fault(fault) => return Err(fault),
            percent::Part::Conversion(conversion) => {
                assert_ne!(conversion.width, Count::Star);
                out.push_str(&match conversion.kind {
                    'd' | 'i' | 'u' | 'o' | 'x' | 'X' => conversion.integer(Integer::Big(value))?,
                    'e' | 'E' | 'f' | 'F' | 'g' | 'G' => conversion.float(number)?,
                    's' => conversion.text(text)?,
                    'r' => conversion.text(&quote::text(text))?,
                    'a' => conversion.text(&quote::ascii(text))?,
                    'c' => conversion.character('é')?,
                    _ => return Err(conversion.unsupported()),
                });
            }
        }
    }
    Ok(quote::text(&out))
}

#[test]
fn percent_formatting_is_cpythons() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(5);
    let mut templates: Vec<String> = [
        "%",
        "%%",
        "100%%",
        "%5",
        "%(a",
        "%(a)s",
        "%y",
        "%é",
        "%5.",
        "%.s",
        "%ld",
        "%hhd",
        "%99999999999d",
        "%.99999999999f",
        "%-5d|",
        "%#x",
        "%+ d",
        "% d",
        "%05d",
        "%-05d",
        "%#05x",
        "%#o",
        "%.3d",
        "%8.3d",
        "%08.3d",
        "a%sb",
        "%5%|",
    ]
    .iter()
    .map(|text| (*text).to_owned())
    .collect();
    for _ in 0..800 {
        let flags = draw.text(&["-", "+", " ", "#", "0"], 3);
        let width = draw.text(&["1", "8", "12"], 1);
        let precision = draw.text(&[".", ".0", ".1", ".4"], 1);
        templates.push(format!(
            "<%{flags}{width}{precision}{}>",
            draw.pick(&["d", "i", "u", "o", "x", "X", "e", "E", "f", "F", "g", "G", "s", "r", "a", "c"])
        ));
    }
    for (at, template) in templates.iter().enumerate() {
        let values = ints();
        let value = &values[at % values.len()];
        let number = FLOATS[at % FLOATS.len()];
        let text = ["", "a'b", "héllo wörld"][at % 3];
        let kind = template.trim_end_matches(['>', '|']).chars().last().unwrap();
        let argument = match kind {
            'd' | 'i' | 'u' | 'o' | 'x' | 'X' => value.to_string(),
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => python_float(number),
            'c' => "'é'".to_owned(),
            _ => quote::ascii(text),
        };
        let argument = if template.contains("(a") {
            format!("{{'a': {argument}}}")
        } else if matches!(template.as_str(), "%%" | "100%%") {
            "()".to_owned()
        } else {
            format!("({argument},)")
        };
        let text = if template == "a%sb" { "" } else { text };
        let argument = if template == "a%sb" { "('',)".to_owned() } else { argument };
        if template == "%5%|" {
            continue;
        }
        oracle.row(format!("{} % {argument}", quote::ascii(template)), percent_row(template, value, number, text));
    }
    oracle.finish();
}

fn template_row(parts: &[template::Part]) -> Result<String, Fault> {
    let mut out = String::new();
    for part in parts {
        match part {
            template::Part::Literal(literal) => out.push_str(literal),
            template::Part::Fault(fault) => return Err(fault.clone()),
            template::Part::Field(field) => {
                let mut value = match &field.first {
                    template::First::Position(at) if *at < 3 => format!("p{at}"),
                    template::First::Position(at) => return Err(template::missing_position(*at)),
                    template::First::Name(name) if name == "n" => "named".to_owned(),
                    template::First::Name(name) => return Err(Fault::new(FaultClass::Key, quote::text(name))),
                };
                for lookup in &field.lookups {
                    value = match lookup {
                        template::Lookup::Attribute(name) => format!("{value}.{name}"),
                        template::Lookup::Position(at) => format!("{value}[{at}]"),
                        template::Lookup::Fault(fault) => return Err(fault.clone()),
                        template::Lookup::Key(key) => format!("{value}['{key}']"),
                    };
                }
                let spec = template_row(&field.spec)?;
                value = match field.conversion {
                    Some('r' | 'a') => format!("<{value}>"),
                    _ => value,
                };
                out.push_str(&if field.conversion.is_some() {
                    format_spec::format_str(&value, &spec)?
                } else {
                    format!("{value}:{spec}")
                });
            }
        }
    }
    Ok(out)
}

#[test]
fn format_templates_parse_as_in_cpython() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(6);
    let fixed = [
        "",
        "a",
        "{{}}",
        "{",
        "}",
        "{}",
        "{} {}",
        "{0} {2}",
        "{} {0}",
        "{0} {}",
        "{5}",
        "{n}",
        "{m}",
        "{0.a.b}",
        "{0[1][x]}",
        "{0[}",
        "{0[]}",
        "{0.}",
        "{0[1]x}",
        "{!r}",
        "{!r:>8}",
        "{!x}",
        "{!}",
        "{!r",
        "{!rr}",
        "{:{}}",
        "{:{:{}}}",
        "{:{n}.{n}}",
        "{0:}",
        "{:",
        "{0",
        "{0!",
        "{a{b}}",
        "{99999999999999999999}",
        "{0[99999999999999999999]}",
        "{ 0}",
        "{0 }",
        "{-1}",
        "{:}}",
        "{:{{}}}",
        "a}b",
        "x{0!s:^10}y",
        "{0[a]b}",
        "{.a}",
        "{[1]}",
        "{!é}",
        "{:{",
        "}}{",
        "{0:{1}{n}}",
    ];
    let mut templates: Vec<String> = fixed.iter().map(|text| (*text).to_owned()).collect();
    for _ in 0..1500 {
        templates.push(
            draw.text(&["{", "}", "{}", "{0}", "n", "0", "!r", "!", ":", "[", "]", ".", "a", "{n}", "8", "1"], 8),
        );
    }
    for template in &templates {
        let expression = format!("{}.format(V('p0'), V('p1'), V('p2'), n=V('named'))", quote::ascii(template));
        oracle.row(expression, template_row(&template::parse(template)).map(|text| quote::text(&text)));
    }
    oracle.finish();
}

#[test]
fn codecs_encode_decode_and_complain_as_in_cpython() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(7);
    let names = [
        "utf-8",
        "utf-8 ",
        " UTF_8",
        "U8",
        "ascii",
        "US-ASCII",
        "latin-1",
        "iso-8859-1",
        "L1",
        "cp1252",
        "utf-16",
        "utf-16-le",
        "UTF-16BE",
        "utf-32",
        "utf_32_be",
        "utf-8-sig",
        "unicode_escape",
        "nope",
        "utf-9",
        "",
        "utf--8",
        "Windows-1252",
    ];
    let handlers = ["strict", "ignore", "replace", "backslashreplace", "xmlcharrefreplace", "wrong"];
    let texts = ["", "abc", "é", "h€llo é", "日本😀x", "\u{feff}a", "a\\b\n\t'\"", "ÿ\u{80}\u{9f}"];
    for name in names {
        for errors in handlers {
            // Codecs of CPython that are written in Python wrap the fault of a handler in another one.
            let wraps = !["utf-8", "ascii", "latin-1", "iso-8859-1"].contains(&name);
            if errors == "wrong" && wraps {
                continue;
            }
            for text in texts {
                let ours = Codec::find(name).map_err(CodecError::Other).and_then(|codec| {
                    sockscope_python::text::codec::encode(text, codec, errors).map(|bytes| quote::bytes(&bytes))
                });
                oracle.row(
                    format!("{}.encode({}, '{errors}')", quote::ascii(text), quote::text(name)),
                    codec_text(ours, "UnicodeEncodeError"),
                );
            }
        }
    }
    let mut datas: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"abc".to_vec(),
        "h€llo".as_bytes().to_vec(),
        b"caf\xe2".to_vec(),
        b"abcdefg\xe2\x82".to_vec(),
        b"\x80".to_vec(),
        b"\xf0\x9f\x98".to_vec(),
        b"\xed\xa0\x80".to_vec(),
        b"\xff\xfea\0".to_vec(),
        b"\xfe\xff\0a".to_vec(),
        b"\0\xd8a\0".to_vec(),
        b"\0\xdc".to_vec(),
        b"\0\xd8".to_vec(),
        b"a".to_vec(),
        b"\xef\xbb\xbfx".to_vec(),
        b"\x81\x8d".to_vec(),
        b"\\n\\x41\\u20ac\\q\\101".to_vec(),
        b"\\x4".to_vec(),
        b"\\".to_vec(),
        b"\\u12g".to_vec(),
        b"\0\0\xff\xff".to_vec(),
        b"\0\xd8\0\0".to_vec(),
    ];
    for _ in 0..500 {
        let len = draw.next() % 7;
        datas.push(
            (0..len)
                .map(|_| {
                    *draw.pick(&[
                        0x41, 0x80, 0xbf, 0xc2, 0xe0, 0xe2, 0xed, 0xf0, 0xf4, 0x90, 0xff, 0x9f, 0xa0, 0x00, 0xc0, 0xf5,
                    ])
                })
                .collect(),
        );
    }
    for (at, data) in datas.iter().enumerate() {
        for name in &names[..if at < 22 { names.len() } else { 5 }] {
            for errors in &handlers[..if at < 22 { 6 } else { 4 }] {
                let wraps = !["utf-8", "ascii", "latin-1", "iso-8859-1"].contains(name);
                if wraps && matches!(*errors, "wrong" | "xmlcharrefreplace") {
                    continue;
                }
                let ours =
                    sockscope_python::text::codec::decode_named(data, name, errors).map(|text| quote::text(&text));
                // Lone surrogates exist only there.
                if matches!(&ours, Err(CodecError::Other(fault)) if fault.class == FaultClass::Unsupported) {
                    continue;
                }
                oracle.row(
                    format!("{}.decode({}, '{errors}')", quote::bytes(data), quote::text(name)),
                    codec_text(ours, "UnicodeDecodeError"),
                );
            }
        }
        for name in ["utf-8", "utf-16", "utf-16-le", "utf-8-sig", "ascii"] {
            // Without a byte order mark the stream reader of CPython gives up.
            let marked = data.starts_with(b"\xff\xfe") || data.starts_with(b"\xfe\xff");
            if name == "utf-16" && !marked {
                continue;
            }
            let mut decoder = Decoder::new(Codec::find(name).unwrap());
            let pieces: Result<Vec<String>, CodecError> = data
                .iter()
                .enumerate()
                .map(|(at, byte)| decoder.feed(&[*byte], "replace", at + 1 == data.len()))
                .collect();
            let ours = pieces.map(|pieces| listed(pieces, |text| quote::text(&text)));
            let bytes = quote::bytes(data);
            oracle.row(
                format!("(lambda d, b: [d.decode(b[i:i+1], i + 1 == len(b)) for i in range(len(b))])(codecs.getincrementaldecoder('{name}')('replace'), {bytes})"),
                codec_text(ours, "UnicodeDecodeError"),
            );
        }
    }
    oracle.finish();
}

#[test]
fn struct_formats_pack_and_refuse_as_in_cpython() {
    let mut oracle = Oracle::default();
    for format in [
        "",
        "z",
        "3",
        "i z",
        "3 i",
        "<n",
        "<P",
        ">i2",
        " >i",
        "9999999999999999999s",
        "99999999999999999999s",
        "5000000000000000000i",
        "@bi",
        "<bi",
        "bq",
        "n",
        "P",
        "e",
        "p",
        "5p",
        "0s",
        "c",
        "x",
        "?",
        "bi0q",
        "i\0",
        "!HHIQ",
        "=lL",
        "@lL",
        "3xh",
        "@bhilqefd",
        "2h3s",
    ] {
        let size = structs::Format::parse(format).map(|format| format.size.to_string());
        oracle.row(format!("struct.calcsize({})", quote::ascii(format)), size);
    }
    let mut edges: Vec<BigInt> = ints();
    for bits in [7u32, 8, 15, 16, 31, 32, 63, 64, 70] {
        for off in [-1, 0, 1] {
            edges.push((BigInt::from(1) << bits) + off);
            edges.push(-(BigInt::from(1) << bits) + off);
        }
    }
    for order in ["", "@", "=", "<", ">", "!"] {
        for code in "bBhHiIlLqQ".chars() {
            let format = format!("{order}{code}");
            let parsed = structs::Format::parse(&format).unwrap();
            for value in &edges {
                let mut out = vec![0; parsed.size];
                let packed = parsed.pack_int(&parsed.items[0], value, &mut out).map(|()| quote::bytes(&out));
                oracle.row(format!("struct.pack('{format}', {value})"), packed.clone());
                if packed.is_ok() {
                    let structs::Packed::Int(back) = &parsed.unpack(&out)[0] else { panic!("an integer") };
                    oracle
                        .row(format!("struct.unpack('{format}', {})[0]", quote::bytes(&out)), shown(Ok(back.clone())));
                }
            }
        }
        for code in ['e', 'f', 'd'] {
            let format = format!("{order}{code}");
            let parsed = structs::Format::parse(&format).unwrap();
            let mut values = drawn_floats(&mut Draw(8), 100);
            values.extend([
                65504.0,
                65519.9,
                65520.0,
                1e-8,
                2f64.powi(-24),
                2f64.powi(-25),
                6.1e-5,
                6.103515625e-05,
                2049.0,
                2051.0,
            ]);
            for value in values {
                let mut out = vec![0; parsed.size];
                let packed = parsed.pack_float(&parsed.items[0], value, &mut out).map(|()| quote::bytes(&out));
                oracle.row(format!("struct.pack('{format}', {})", python_float(value)), packed);
                let structs::Packed::Float(back) = parsed.unpack(&out)[0] else { panic!("a float") };
                oracle.row(format!("struct.unpack('{format}', {})[0]", quote::bytes(&out)), Ok(float::repr(back)));
            }
        }
    }
    for (format, data) in [
        ("5s", &b"ab"[..]),
        ("2s", b"abcd"),
        ("5p", b"ab"),
        ("2p", b"abcd"),
        ("0s", b"a"),
        ("1p", b"a"),
        ("c", b"a"),
        ("c", b"ab"),
        ("c", b""),
    ] {
        let parsed = structs::Format::parse(format).unwrap();
        let mut out = vec![0; parsed.size];
        let packed = parsed.pack_bytes(&parsed.items[0], data, &mut out).map(|()| quote::bytes(&out));
        oracle.row(format!("struct.pack('{format}', {})", quote::bytes(data)), packed);
    }
    oracle.finish();
}

fn json_shown(events: &[json::Event]) -> String {
    let mut out = String::new();
    let mut after_value = false;
    for event in events {
        if after_value && !matches!(event, json::Event::ArrayEnd | json::Event::ObjectEnd) {
            out.push_str(", ");
        }
        after_value = true;
        match event {
            json::Event::Null => out.push_str("None"),
            json::Event::Bool(value) => out.push_str(if *value { "True" } else { "False" }),
            json::Event::Int(value) => out.push_str(&integer::to_decimal(value.as_integer()).unwrap()),
            json::Event::Float(value) => out.push_str(&float::repr(*value)),
            json::Event::Text(text) => out.push_str(&quote::text(text)),
            json::Event::Key(text) => {
                out.push('(');
                out.push_str(&quote::text(text));
                out.push_str(", ");
                after_value = false;
            }
            json::Event::ArrayStart => {
                out.push('[');
                after_value = false;
            }
            json::Event::ObjectStart => {
                out.push('{');
                after_value = false;
            }
            json::Event::ArrayEnd => out.push(']'),
            json::Event::ObjectEnd => out.push('}'),
        }
    }
    out
}

#[test]
fn json_reads_and_refuses_as_in_cpython() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(9);
    let mut texts: Vec<String> = [
        "",
        " ",
        "null",
        "true",
        "false",
        "nul",
        "1",
        "-1",
        "01",
        "-",
        "1.",
        "1.5",
        "1e5",
        "1E+5",
        "1e",
        "-0",
        "1.5e-3x",
        "NaN",
        "-Infinity",
        "Infinity",
        "\"a\"",
        "\"a",
        "\"\\",
        "\"\\q\"",
        "\"\\u12\"",
        "\"\\u00e9\"",
        "\"\\ud83d\\ude00\"",
        "\"a\nb\"",
        "[1, 2]",
        "[1,]",
        "[,]",
        "[",
        "[1",
        "[1 2]",
        "{",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,",
        "{\"a\":1,}",
        "{a:1}",
        "{\"a\" 1}",
        "{\"a\":1 \"b\":2}",
        "[]",
        "{}",
        "[[[]]]",
        "[1]x",
        "{}{}",
        "{\"a\":1}{\"b\":2}",
        "\u{feff}1",
        "\n\n [1,\n x]",
        "'a'",
        "é",
        "\"é\"",
        "[\"é\", x]",
        "123456789012345678901234567890",
        "1e999",
        "\"\\u\"",
        "\"tab\tx\"",
        "[1}",
        "{\"a\":[}",
    ]
    .iter()
    .map(|text| (*text).to_owned())
    .collect();
    for _ in 0..3000 {
        texts.push(draw.text(
            &[
                "{", "}", "[", "]", ",", ":", "\"a\"", "\"", "1", "-", "1.5", "null", " ", "\n", "\\", "e", "\"k\":",
                "é",
            ],
            9,
        ));
    }
    let pairs = "object_pairs_hook=lambda p: type('O', (), {'__repr__': lambda s: '{' + ', '.join('(' + repr(k) + ', ' + repr(v) for k, v in p) + '}'})()";
    for text in &texts {
        let ours = match json::read(text, false) {
            Ok((events, _)) => Ok(json_shown(&events)),
            Err(error) => Ok(format!("json.decoder.JSONDecodeError: {}", error.message())),
        };
        oracle.row(format!("json.loads({}, {pairs})", quote::ascii(text)), ours);
    }
    for text in ["", "a\"\\/", "\n\r\t\x08\x0c\x01\x7f", "é日😀"] {
        for ascii in [true, false] {
            let mut out = String::new();
            json::write_string(&mut out, text, ascii);
            let python = if ascii { "True" } else { "False" };
            oracle.row(format!("json.dumps({}, ensure_ascii={python})", quote::ascii(text)), Ok(quote::text(&out)));
        }
    }
    for value in FLOATS {
        oracle.row(
            format!("json.dumps({})", python_float(value)),
            json::write_float(value, true).map(|text| quote::text(&text)),
        );
        oracle.row(
            format!("json.dumps({}, allow_nan=False)", python_float(value)),
            json::write_float(value, false).map(|text| quote::text(&text)),
        );
    }
    oracle.finish();
}

fn parts_of(text: &str, ranges: Vec<Range<usize>>) -> Result<String, Fault> {
    Ok(listed(ranges, |range| quote::text(&text[range])))
}

#[test]
fn string_methods_are_cpythons() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(10);
    let pieces = [
        "a", "B", "b", " ", "ab", "é", "É", "ß", "日", "\n", "\r", "\t", "\u{2028}", "\u{3000}", "1", "²", "_", "-",
        "+", "\x1c", "\x0b", "ǆ", "'s", ",",
    ];
    for _ in 0..700 {
        let text = draw.text(&pieces, 8);
        let other = draw.text(&["a", "b", "ab", "é", " ", "B"], 2);
        let written = quote::ascii(&text);
        let sep = quote::ascii(&other);
        for max in [-1i64, 0, 1, 2] {
            let limit = usize::try_from(max).unwrap_or(usize::MAX);
            oracle.row(
                format!("{written}.split(None, {max})"),
                parts_of(&text, seek::split_blank(text.as_bytes(), limit, true)),
            );
            oracle.row(
                format!("{written}.rsplit(None, {max})"),
                parts_of(&text, seek::rsplit_blank(text.as_bytes(), limit, true)),
            );
            if !other.is_empty() {
                oracle.row(
                    format!("{written}.split({sep}, {max})"),
                    parts_of(&text, seek::split(text.as_bytes(), other.as_bytes(), limit)),
                );
                oracle.row(
                    format!("{written}.rsplit({sep}, {max})"),
                    parts_of(&text, seek::rsplit(text.as_bytes(), other.as_bytes(), limit)),
                );
            }
            oracle.row(
                format!("{written}.replace({sep}, 'xy', {max})"),
                strings::replace(&text, &other, "xy", limit).map(|text| quote::text(&text)),
            );
            let bytes =
                octets::replace(text.as_bytes(), other.as_bytes(), b"xy", limit).map(|data| quote::bytes(&data));
            oracle.row(format!("{written}.encode().replace({sep}.encode(), b'xy', {max})"), bytes);
            let split = seek::split_blank(text.as_bytes(), limit, false);
            oracle.row(
                format!("{written}.encode().split(None, {max})"),
                Ok(listed(split, |range| quote::bytes(&text.as_bytes()[range]))),
            );
        }
        for keep in [true, false] {
            let python = if keep { "True" } else { "False" };
            oracle.row(format!("{written}.splitlines({python})"), parts_of(&text, strings::split_lines(&text, keep)));
            let lines = octets::split_lines(text.as_bytes(), keep);
            oracle.row(
                format!("{written}.encode().splitlines({python})"),
                Ok(listed(lines, |range| quote::bytes(&text.as_bytes()[range]))),
            );
        }
        type Change = fn(&str) -> String;
        let changes: [(&str, Change); 6] = [
            ("title", strings::title),
            ("capitalize", strings::capitalize),
            ("swapcase", strings::swapcase),
            ("casefold", strings::casefold),
            ("upper", str::to_uppercase),
            ("lower", str::to_lowercase),
        ];
        for (name, change) in changes {
            oracle.row(format!("{written}.{name}()"), Ok(quote::text(&change(&text))));
        }
        type ChangeBytes = fn(&[u8]) -> Vec<u8>;
        let changes: [(&str, ChangeBytes); 3] =
            [("title", octets::title), ("capitalize", octets::capitalize), ("swapcase", octets::swapcase)];
        for (name, change) in changes {
            oracle.row(format!("{written}.encode().{name}()"), Ok(quote::bytes(&change(text.as_bytes()))));
        }
        let truth = |value: bool| Ok(if value { "True" } else { "False" }.to_owned());
        for (name, class) in [
            ("isalpha", strings::is_alpha as fn(char) -> bool),
            ("isdigit", strings::is_digit),
            ("isnumeric", strings::is_numeric),
            ("isalnum", strings::is_alnum),
            ("isspace", strings::is_space),
        ] {
            oracle.row(format!("{written}.{name}()"), truth(strings::every(&text, class)));
        }
        for (name, class) in [
            ("isupper", strings::is_upper as fn(&str) -> bool),
            ("islower", strings::is_lower),
            ("istitle", strings::is_title),
            ("isidentifier", strings::is_identifier),
        ] {
            oracle.row(format!("{written}.{name}()"), truth(class(&text)));
        }
        for (name, class) in [
            ("isupper", octets::is_upper as fn(&[u8]) -> bool),
            ("islower", octets::is_lower),
            ("istitle", octets::is_title),
        ] {
            oracle.row(format!("{written}.encode().{name}()"), truth(class(text.as_bytes())));
        }
        for (name, ends) in [("strip", Ends::Both), ("lstrip", Ends::Left), ("rstrip", Ends::Right)] {
            oracle.row(format!("{written}.{name}()"), Ok(quote::text(strings::strip(&text, None, ends))));
            oracle.row(format!("{written}.{name}({sep})"), Ok(quote::text(strings::strip(&text, Some(&other), ends))));
            let kept = octets::strip(text.as_bytes(), Some(other.as_bytes()), ends);
            oracle.row(format!("{written}.encode().{name}({sep}.encode())"), Ok(quote::bytes(&text.as_bytes()[kept])));
        }
        for width in [0, 5, 9] {
            let chars = text.chars().count();
            oracle.row(
                format!("{written}.center({width}, '*')"),
                strings::padded(&text, '*', strings::centre_padding(chars, width)).map(|text| quote::text(&text)),
            );
            oracle
                .row(format!("{written}.zfill({width})"), strings::zfill(&text, width).map(|text| quote::text(&text)));
            oracle.row(
                format!("{written}.encode().zfill({width})"),
                octets::zfill(text.as_bytes(), width).map(|data| quote::bytes(&data)),
            );
            oracle.row(
                format!("{written}.expandtabs({width})"),
                strings::expand_tabs(&text, width as i64).map(|text| quote::text(&text)),
            );
            oracle.row(
                format!("{written}.encode().expandtabs({width})"),
                octets::expand_tabs(text.as_bytes(), width as i64).map(|data| quote::bytes(&data)),
            );
        }
        let find = |found: Option<usize>| found.map_or("-1".to_owned(), |at| at.to_string());
        oracle.row(
            format!("{written}.encode().find({sep}.encode())"),
            Ok(find(seek::find(text.as_bytes(), other.as_bytes()))),
        );
        oracle.row(
            format!("{written}.encode().rfind({sep}.encode())"),
            Ok(find(seek::rfind(text.as_bytes(), other.as_bytes()))),
        );
        if !other.is_empty() {
            oracle.row(
                format!("{written}.count({sep})"),
                Ok(seek::find_each(text.as_bytes(), other.as_bytes(), usize::MAX).len().to_string()),
            );
        }
        oracle.row(
            format!("{written}.encode().hex(':', 2)"),
            Ok(quote::text(&octets::hex(text.as_bytes(), Some(':'), 2))),
        );
        oracle.row(
            format!("{written}.encode().hex('-', -3)"),
            Ok(quote::text(&octets::hex(text.as_bytes(), Some('-'), -3))),
        );
    }
    oracle.finish();
}

#[test]
fn a_long_search_is_prepared_and_finds_the_same() {
    let hay = "ab".repeat(40_000) + "abcab" + &"ab".repeat(10);
    let needle = "ab".repeat(200) + "abcab";
    assert_eq!(seek::find(hay.as_bytes(), needle.as_bytes()), hay.find(&needle));
    assert_eq!(seek::rfind(hay.as_bytes(), needle.as_bytes()), hay.rfind(&needle));
    assert_eq!(seek::find(hay.as_bytes(), b"ababac"), None);
}

#[test]
fn seeded_generators_draw_as_cpythons() {
    let mut oracle = Oracle::default();
    let seeds = [
        ("0", Twister::from_integer(&0.into())),
        ("1", Twister::from_integer(&1.into())),
        ("-7", Twister::from_integer(&(-7).into())),
        ("2**100 + 3", Twister::from_integer(&((BigInt::from(1) << 100u32) + 3))),
        ("'lesson'", Twister::from_bytes(b"lesson")),
        ("b''", Twister::from_bytes(b"")),
    ];
    for (seed, twister) in seeds {
        let mut ours = twister.clone();
        let draws: Vec<f64> = (0..700).map(|_| ours.random()).collect();
        oracle.row(
            format!("(random.seed({seed}), [random.random() for _ in range(700)])[1]"),
            Ok(listed(draws, float::repr)),
        );
        let mut ours = twister.clone();
        let bits = [1usize, 5, 31, 32, 33, 64, 65, 100, 0]
            .map(|count| integer::to_decimal(ours.bits(count).as_integer()).unwrap());
        oracle.row(
            format!("(random.seed({seed}), [random.getrandbits(n) for n in (1, 5, 31, 32, 33, 64, 65, 100, 0)])[1]"),
            Ok(listed(bits, |text| text)),
        );
    }
    oracle.finish();
}

#[test]
fn digests_and_base64_are_cpythons() {
    let mut oracle = Oracle::default();
    let mut draw = Draw(11);
    for len in [0usize, 1, 2, 3, 4, 5, 6, 7, 20, 63, 64, 65, 200] {
        let data: Vec<u8> = (0..len).map(|_| draw.next() as u8).collect();
        let written = quote::bytes(&data);
        for (name, size, block) in digest::ALGORITHMS {
            let ours = digest::digest(name, &data).unwrap();
            assert_eq!(ours.len(), size);
            oracle.row(format!("hashlib.{name}({written}).digest()"), Ok(quote::bytes(&ours)));
            oracle.row(
                format!("(hashlib.{name}().digest_size, hashlib.{name}().block_size)"),
                Ok(format!("({size}, {block})")),
            );
        }
        oracle.row(format!("zlib.crc32({written})"), Ok(digest::crc32(&data, 0).to_string()));
        oracle.row(format!("zlib.crc32({written}, 77)"), Ok(digest::crc32(&data, 77).to_string()));
        oracle.row(format!("zlib.adler32({written})"), Ok(digest::adler32(&data, 1).to_string()));
        oracle.row(format!("base64.b64encode({written})"), Ok(quote::bytes(&base64::encode(&data))));
        oracle.row(format!("base64.b32encode({written})"), Ok(quote::bytes(&base64::encode_32(&data))));
        let back = base64::decode_32(&base64::encode_32(&data)).map(|data| quote::bytes(&data));
        oracle.row(written, back);
    }
    for _ in 0..1500 {
        let text = draw.text(&["A", "b", "9", "+", "/", "=", "=", "\n", "-", "Qk"], 9);
        let written = format!("b{}", quote::ascii(&text));
        oracle.row(
            format!("base64.b64decode({written})"),
            base64::decode(text.as_bytes()).map(|data| quote::bytes(&data)),
        );
        let hex = draw.text(&["0", "1", "aF", " ", "g", "é"], 6);
        oracle.row(
            format!("bytes.fromhex({})", quote::ascii(&hex)),
            octets::from_hex(&hex).map(|data| quote::bytes(&data)),
        );
        let hex = draw.text(&["0", "1", "aF", "g"], 6);
        oracle.row(
            format!("binascii.unhexlify(b'{hex}')"),
            octets::unhexlify(hex.as_bytes()).map(|data| quote::bytes(&data)),
        );
    }
    oracle.finish();
}
