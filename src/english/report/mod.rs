//! What reports say, a file for each form.

pub(crate) mod check;
pub(crate) mod common;
pub(crate) mod compare;
pub(crate) mod json;
pub(crate) mod markdown;
pub(crate) mod openssl;
pub(crate) mod playbook;
pub(crate) mod short;
pub(crate) mod summary;
pub(crate) mod text;
