//! The access log, and the codes in it.

pub(crate) const TITLE: &str = "What the access log says";
pub(crate) const TO_CODES: &str = "What each error_info code means";
pub(crate) const CODES_LEAD: &str = "The access log has one in each row: `error_info` in the log, `error_info_s` in the table `AzureDiagnostics`, `ErrorInfo` in `AGWAccessLogs`.";
pub(crate) const CODES_TITLE: &str = "Codes of the access log\u{2019}s error_info";
