//! The service worker of the full page: its list of files and the name of the unit, which is a digest of all of them, come from the
//! finished `dist/`. A page from the disk or from the bridge's own program needs none: there it is left out.

use crate::{dist, shell};
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// What starts the worker; also how others find it, to leave it out.
const START: &str = "<script data-offline>";
const END: &str = "</script>";
const REGISTER: &str = "if (\"serviceWorker\" in navigator && self === top && !/[?&]embed\\b/.test(location.search)) addEventListener(\"load\", () => \
navigator.serviceWorker.register(\"sockscope-worker.js\").then((worker) => worker.waiting?.postMessage(\"take over\"), () => {}));";
const WORKER: &str = "sockscope-worker.js";

/// Puts the worker beside the built page, and its start into it.
pub(crate) fn make() -> Result<()> {
    let folder = dist::folder();
    let template = std::fs::read_to_string(shell::root().join("static").join(WORKER))?;
    let path = folder.join("index.html");
    let page = with_start(&without(&std::fs::read_to_string(&path)?))?;
    std::fs::write(&path, page)?;
    let worker = filled(&template, &unit(&folder)?)?;
    std::fs::write(folder.join(WORKER), worker)?;
    Ok(())
}

/// Files of the full page, and a digest of their bytes.
fn unit(folder: &Path) -> Result<(Vec<String>, String)> {
    let (mut names, mut digest) = (vec!["./".to_owned()], 0xcbf2_9ce4_8422_2325_u64);
    for path in dist::files(folder)? {
        let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
        // The embed script is for other pages.
        if name == WORKER || name == "sockscope-embed.js" {
            continue;
        }
        let bytes = std::fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?;
        // FNV-1a, 64 bits: tells builds apart, keeps nobody out.
        for byte in name.bytes().chain([0]).chain(bytes) {
            digest = (digest ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
        if name != "index.html" {
            names.push(name);
        }
    }
    Ok((names, format!("{digest:016x}")))
}

fn filled(template: &str, (names, digest): &(Vec<String>, String)) -> Result<String> {
    const LIST: &str = "[\"FILES\"]";
    const NAME: &str = "${FAMILY}UNIT";
    ensure!(template.contains(LIST) && template.contains(NAME), "static/{WORKER} has no place for its list");
    Ok(template.replace(LIST, &format!("{names:?}")).replace(NAME, &format!("${{FAMILY}}{digest}")))
}

fn with_start(page: &str) -> Result<String> {
    let end = page.find("</head>").context("dist/index.html has no head")?;
    Ok(format!("{}{START}{REGISTER}{END}{}", &page[..end], &page[end..]))
}

/// `page` without the start of the worker.
pub(crate) fn without(page: &str) -> String {
    let Some((before, rest)) = page.split_once(START) else { return page.to_owned() };
    let behind = rest.split_once(END).map_or("", |(_, behind)| behind);
    format!("{before}{behind}")
}

#[cfg(test)]
mod tests {
    use super::{filled, with_start, without};

    #[test]
    fn the_start_goes_in_and_out() {
        let page = "<html><head><title>x</title></head><body><script>1</script></body>";
        let started = with_start(page).expect("a head");
        assert!(started.contains("register(\"sockscope-worker.js\")"), "{started}");
        assert_eq!(without(&started), page);
        assert_eq!(without(page), page);
    }

    #[test]
    fn the_list_is_filled_in() {
        let template = include_str!("../../static/sockscope-worker.js");
        let worker = filled(template, &(vec!["./".into(), "a-1.js".into()], "00ff".into())).expect("it has places");
        assert!(worker.contains("const FILES = [\"./\", \"a-1.js\"];"), "{worker}");
        assert!(worker.contains("const UNIT = `${FAMILY}00ff`;"), "{worker}");
    }
}
