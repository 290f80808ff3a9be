//! Writes `tests/fixtures/`: what `CPython` 3.11 makes of a sample of pickles, for machines without it.

#[path = "../tests/oracle/mod.rs"]
mod oracle;

fn main() {
    for (mode, numbers, fields) in [
        ("literals", [8_u32, 100].as_slice(), 7),
        ("values", [5_u32, 120].as_slice(), 11),
        ("truncations", &[6, 20], 3),
        ("mutations", &[7, 500], 3),
    ] {
        let output = oracle::ask(mode, numbers).expect("python3 is CPython 3.11");
        println!("{mode}: {} records, {} bytes", oracle::records(&output, fields).len(), output.len());
        std::fs::write(oracle::fixture(mode), output).expect("the fixture is written");
    }
}
