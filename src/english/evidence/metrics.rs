//! Notes on metrics.

pub(crate) const WITHOUT_A_NAME: &str = "a metric without a name";
pub(crate) fn answers(error: &str, name: &str) -> String {
    format!("Azure Monitor answers {error} for {name}: values may be missing.")
}

pub(crate) fn no_values(name: &str) -> String {
    format!("{name} has no values here.")
}

pub(crate) fn not_judged(names: &str) -> String {
    format!(
        "Of metrics, only HealthyHostCount and UnhealthyHostCount are judged; not judged: {names}."
    )
}

pub(crate) fn no_average(aggregation: &str) -> String {
    format!("There is no average: the {aggregation} of each interval is used.")
}

pub(crate) fn ask_for_average(aggregation: &str) -> String {
    format!(
        "There is no average: the {aggregation} of each interval is used. Ask with `--aggregation Average`."
    )
}

pub(crate) fn no_time(values: usize) -> String {
    match values {
        1 => "1 value has no time that can be read (expected one such as 2026-11-20T08:00:00Z) and is left out.".to_owned(),
        _ => format!(
            "{values} values have no time that can be read (expected one such as 2026-11-20T08:00:00Z) and are left out."
        ),
    }
}

pub(crate) const NOT_SPLIT: &str = "The values are not split by pool: ask with `--dimension BackendSettingsPool` to see which one fails.";
pub(crate) const MONTH_FIRST: &str = "These dates can be read two ways: they are taken as month first. If the other is meant, write them as 2026-11-20.";
pub(crate) const DAY_FIRST: &str = "These dates can be read two ways: they are taken as day first. If the other is meant, write them as 2026-11-20.";
pub(crate) fn other_dates(rows: usize) -> String {
    match rows {
        1 => "1 row has a date that does not fit the others and is left out.".to_owned(),
        _ => format!("{rows} rows have a date that does not fit the others and are left out."),
    }
}
