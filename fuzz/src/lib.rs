//! What the fuzz targets share: what must hold of every input, and how inputs are changed.

pub mod mutate;
pub mod properties;
