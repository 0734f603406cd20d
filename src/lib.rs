//! Application Gateway Doctor: from what a person pasted to what is wrong and what to do.
