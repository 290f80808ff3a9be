//! placeholder
pub(crate) fn run(_options: &[String]) -> anyhow::Result<()> {
    Ok(())
}
