//! (header to come)
pub mod playbook_file;
