//! Writes the hostile pickles of the tests into a folder, for other scanners: `... --example hostile FOLDER`.
//! The first line of output for each is its file, its technique, the callable, and what our report makes of it.

#[path = "../tests/hostile_table/mod.rs"]
mod hostile_table;

fn main() {
    let folder = std::path::PathBuf::from(std::env::args().nth(1).expect("a folder"));
    std::fs::create_dir_all(&folder).expect("the folder is made");
    for (index, row) in hostile_table::all().into_iter().enumerate() {
        let file = format!("{index:02}.pkl");
        std::fs::write(folder.join(&file), &row.bytes).expect("the file is written");
        let report = sockscope_pickle::inspect(&row.bytes);
        let worst = report.worst().map_or("nothing", sockscope_pickle::Severity::name);
        println!("{file}\t{}\t{}\t{}\t{worst}", row.name, row.callable, row.arguments);
    }
}
