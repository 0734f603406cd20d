//! Where something is in the portal.

pub(crate) const BACKEND_HEALTH: &str = "Application gateway > Monitoring > Backend health";
pub(crate) const CONNECTION_TROUBLESHOOT: &str =
    "Application gateway > Monitoring > Connection troubleshoot";
pub(crate) const RESOURCE_HEALTH: &str = "Application gateway > Help > Resource health";
pub(crate) const OVERVIEW: &str = "Application gateway > Overview";
pub(crate) const HEALTH_PROBES: &str = "Application gateway > Settings > Health probes";
pub(crate) const BACKEND_SETTINGS: &str = "Application gateway > Settings > Backend settings";
pub(crate) const BACKEND_POOLS: &str = "Application gateway > Settings > Backend pools";
pub(crate) const METRICS: &str = "Application gateway > Monitoring > Metrics";
