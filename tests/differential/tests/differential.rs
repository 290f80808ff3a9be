//! One test a program or group.
fn main() {}
