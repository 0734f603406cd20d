//! Notes on text that is nothing known.

pub(crate) const NO_OUTPUT: &str = "Text from here on that is no output was passed over.";
pub(crate) const NOTHING: &str = "There is nothing here.";
pub(crate) const UNKNOWN_JSON: &str = "This is JSON of no kind that is read here. Expected the output of `az network application-gateway show-backend-health`, or a gateway, probe, backend setting or pool.";
pub(crate) const UNKNOWN_TEXT: &str = "Nothing here is known. Expected the output of `az network application-gateway show-backend-health`, the portal's Backend health, or a probe's message.";
