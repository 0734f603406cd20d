//! From a tree to metrics: what `az monitor metrics list`, the REST call and `Get-AzMetric` print.

use super::recognise::Told;
use super::value::{Value, same_key};
use crate::gateway::ResourceId;
use crate::language::evidence::metrics as say;
use crate::metrics::{Amount, Metric, Metrics, Point, Series, interval_seconds, split_dimension};
use crate::order;
use crate::time::written::{self, DateOrder};

/// The aggregations that tell how many servers there were, the best first.
const AGGREGATIONS: [&str; 3] = ["average", "minimum", "maximum"];

/// Whether the names are those of an answer with metrics, or of one metric.
pub(super) fn is_metrics(value: &Value<'_>) -> bool {
    let all = |names: &[&str]| names.iter().all(|name| value.has(name));
    value.has("timeseries")
        || all(&["timespan", "interval", "value"])
        || value.get("data").is_some_and(|data| {
            let mut points = data.elements().iter();
            points.any(|point| point.has("timeStamp"))
        })
}

/// Reads an answer, or one metric of it, and tells what was left out.
pub(super) fn read(value: &Value<'_>) -> (Metrics, Vec<Told>) {
    let mut reader = Reader::default();
    let interval = value.text_of("interval").and_then(interval_seconds);
    if is_one(value) {
        reader.metric(value, interval);
    } else {
        let all = value.get("value").map(Value::elements).unwrap_or_default();
        for metric in all {
            reader.metric(metric, interval);
        }
    }
    reader.finish(value.at)
}

fn is_one(value: &Value<'_>) -> bool {
    value.has("timeseries") || value.has("data")
}

#[derive(Default)]
struct Reader {
    metrics: Metrics,
    notes: Vec<Told>,
    others: Vec<String>,
    unread: usize,
    other_aggregation: Option<&'static str>,
    zoned: bool,
    unzoned: bool,
}

impl Reader {
    fn metric(&mut self, value: &Value<'_>, interval: Option<i64>) {
        let name = value.get("name").and_then(|name| match name.text() {
            Some(text) => Some(text),
            None => name
                .text_of("value")
                .or_else(|| name.text_of("localizedValue")),
        });
        let name = name.unwrap_or(say::WITHOUT_A_NAME);
        if let Some(error) = value
            .text_of("errorCode")
            .filter(|code| !code.eq_ignore_ascii_case("Success"))
        {
            let text = say::answers(error, name);
            self.notes.push((value.at, text));
        }
        let Some(metric) = Metric::in_name(name) else {
            self.others.push(name.to_owned());
            return;
        };
        let gateway = value.text_of("id").and_then(ResourceId::parse);
        let gateway = ResourceId {
            child: None,
            ..gateway.unwrap_or_default()
        };
        let series = match value.get("timeseries") {
            Some(series) if !series.elements().is_empty() => series.elements(),
            // PowerShell's older form has the values beside the name.
            _ => std::slice::from_ref(value),
        };
        for one in series {
            let (pool, setting) = dimension(one);
            let points = one.get("data").map(Value::elements).unwrap_or_default();
            let points = points.iter().filter_map(|point| self.point(point));
            let points: Vec<Point> = points.collect();
            if points.is_empty() {
                let text = say::no_values(name);
                self.notes.push((one.at, text));
                continue;
            }
            self.metrics.series.push(Series {
                metric,
                gateway: gateway.clone(),
                pool,
                setting,
                interval,
                points,
            });
        }
    }

    fn point(&mut self, point: &Value<'_>) -> Option<Point> {
        let time = point.text_of("timeStamp")?;
        let Some(at) = written::read(time, DateOrder::MonthFirst) else {
            self.unread += 1;
            return None;
        };
        self.zoned |= at.zoned;
        self.unzoned |= !at.zoned;
        let number = |name: &str| {
            let text = point.text_of(name)?;
            Amount::parse(text, text.contains(','))
        };
        let found = AGGREGATIONS
            .into_iter()
            .find_map(|name| Some((name, number(name)?)));
        if let Some((name, _)) = found.filter(|(name, _)| *name != "average") {
            self.other_aggregation = Some(name);
        }
        Some(Point {
            at: at.at,
            value: found.map(|(_, value)| value),
        })
    }

    fn finish(mut self, at: usize) -> (Metrics, Vec<Told>) {
        let mut tell = |text: String| self.notes.push((at, text));
        if !self.others.is_empty() {
            order::sort(&mut self.others);
            self.others.dedup();
            tell(say::not_judged(&self.others.join(", ")));
        }
        if let Some(name) = self.other_aggregation {
            tell(say::ask_for_average(name));
        }
        if self.unread > 0 {
            tell(say::no_time(self.unread));
        }
        let series = &self.metrics.series;
        if !series.is_empty() && series.iter().all(|series| series.pool.is_none()) {
            tell(say::NOT_SPLIT.to_owned());
        }
        self.metrics.local_time = self.unzoned && !self.zoned;
        (self.metrics, self.notes)
    }
}

/// The pool and setting that a series is of.
fn dimension(series: &Value<'_>) -> (Option<String>, Option<String>) {
    let values = ["metadatavalues", "metadatavalue", "metadata"]
        .iter()
        .find_map(|name| series.get(name));
    for one in values.map(Value::elements).unwrap_or_default() {
        let name = one.get("name");
        let name = name.and_then(|name| name.text().or_else(|| name.text_of("value")));
        let Some(value) = one.text_of("value") else {
            continue;
        };
        if name.is_some_and(|name| same_key(name, "backendsettingspool")) || value.contains('~') {
            return split_dimension(value);
        }
    }
    (None, None)
}
