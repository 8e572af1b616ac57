pub fn run(_: &[&str]) -> crate::failure::Result {
    Ok(())
}
