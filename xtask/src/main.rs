//! (header to come)
fn main() {}
