//! What was repaired in JSON, and where reading it ends.

pub(crate) const TOO_DEEP: &str = "Reading stops here: the values are nested more than 128 deep.";
pub(crate) const TOO_MUCH: &str = "Reading stops here: too much that is no JSON.";
pub(crate) const CUT_OFF: &str = "The text ends here before everything is closed: it was cut off.";
pub(crate) const CUT_OFF_IN_STRING: &str = "The text ends here inside a string: it was cut off.";
pub(crate) const PASSED_OVER: &str = "Text that is no JSON was passed over here.";
pub(crate) const NAMES: &str = "Names without quotes were read as they are.";
pub(crate) const VALUES: &str = "Values without quotes were read as they are.";
pub(crate) const COMMA_BEFORE_CLOSE: &str = "A comma before a closing bracket was passed over.";
pub(crate) const LONE_COMMA: &str = "A comma with nothing before it was passed over.";
pub(crate) const BRACE_BEFORE_BRACKET: &str =
    "Expected `}` before this `]`: it was taken as there.";
pub(crate) const BRACE_BEFORE_BRACE: &str = "Expected `}` before this `{`: it was taken as there.";
pub(crate) const BRACKET_BEFORE_BRACE: &str =
    "Expected `]` before this `}`: it was taken as there.";
pub(crate) const BRACE_BEFORE_NAME: &str = "Expected `{` before this name: it was taken as there.";
pub(crate) const COLON_AFTER_NAME: &str = "Expected `:` after a name.";
pub(crate) const COLON_AFTER_THIS: &str = "Expected `:` after this: it was passed over.";
pub(crate) const A_VALUE: &str = "Expected a value here.";
pub(crate) const A_COMMA: &str = "Expected a comma here.";
pub(crate) const STRINGS_JOINED: &str = "Strings that follow each other were put together.";
pub(crate) const SINGLE_QUOTES: &str = "Single quotes were taken for double ones.";
pub(crate) const CURLY_QUOTES: &str = "Curly quotes were taken for straight ones.";
pub(crate) const QUOTE_BEFORE: &str = "Expected a closing quote before this.";
pub(crate) const QUOTE_BEFORE_END: &str = "Expected a closing quote before the end of this line.";
pub(crate) const QUOTES_INSIDE: &str = "Quotes inside a string were taken as part of it.";
pub(crate) const BACKSLASH_PASSED: &str = "A backslash that escapes nothing was passed over.";
pub(crate) const BACKSLASH_TAKEN: &str = "A backslash that escapes nothing was taken as it is.";
