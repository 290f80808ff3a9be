//! Every chore of the repository, as one program: `cargo xtask help` lists them.

fn main() {
    println!("cargo xtask serve | test | build | bench | fixtures | tidy");
}
