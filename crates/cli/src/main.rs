//! The native program `sockscope`.

fn main() {
    println!("sockscope");
}
