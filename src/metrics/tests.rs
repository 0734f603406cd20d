use super::*;

fn series(metric: Metric, values: &[Option<i64>]) -> Series {
    let start = Timestamp::parse("2026-11-20T00:00:00Z").unwrap().unix();
    let points = values.iter().zip(0..).map(|(value, index)| Point {
        at: Timestamp::from_unix(start + index * 3600).unwrap(),
        value: value.map(|value| Amount::thousandths(value * 1000)),
    });
    Series {
        metric,
        gateway: ResourceId::default(),
        pool: Some("web-pool".to_owned()),
        setting: Some("https".to_owned()),
        interval: None,
        points: points.collect(),
    }
}

fn history(healthy: &[Option<i64>], unhealthy: &[Option<i64>]) -> History {
    let mut all = vec![series(Metric::HealthyHosts, healthy)];
    if !unhealthy.is_empty() {
        all.push(series(Metric::UnhealthyHosts, unhealthy));
    }
    let metrics = Metrics {
        series: all,
        local_time: false,
    };
    let mut found = histories(std::iter::once(&metrics));
    assert_eq!(found.len(), 1);
    found.remove(0)
}

#[test]
fn says_when_it_began_and_that_it_goes_on() {
    let history = history(
        &[Some(2), Some(2), Some(1), Some(0)],
        &[Some(0), Some(0), Some(1), Some(2)],
    );
    assert_eq!(history.interval, Some(3600));
    let drop = history.first_drop().unwrap();
    assert_eq!(drop.from.to_string(), "2026-11-20T02:00:00Z");
    assert_eq!(drop.worst, State::Down);
    assert!(history.goes_on());
    assert_eq!(
        history.sentences(),
        [
            "It began at 2026-11-20 02:00 UTC: until 2026-11-20 01:00 UTC, when 2 were healthy, nothing failed; from then on servers failed, until none was healthy, and so it is at 2026-11-20 03:00 UTC, where the series ends. Each value stands for 1 hour: ask for finer ones to know the minute."
        ]
    );
}

#[test]
fn a_series_that_begins_with_the_failure_does_not_say_when_it_began() {
    let history = history(&[Some(0), Some(2)], &[Some(2), Some(0)]);
    assert_eq!(history.first_drop(), None);
    assert!(!history.goes_on());
    let said = history.sentences().join(" ");
    assert!(
        said.starts_with("When it began is not in the series"),
        "{said}"
    );
    assert!(said.contains("It ended at 2026-11-20 01:00 UTC."), "{said}");
}

#[test]
fn gaps_and_flapping_are_told() {
    let history = history(
        &[
            Some(2),
            Some(1),
            Some(2),
            Some(1),
            None,
            None,
            Some(2),
            Some(1),
        ],
        &[
            Some(0),
            Some(1),
            Some(0),
            Some(1),
            None,
            None,
            Some(0),
            Some(1),
        ],
    );
    assert_eq!(history.episodes.len(), 3);
    assert!(history.is_flapping());
    let gap = history.gaps[0];
    assert_eq!(gap.from.to_string(), "2026-11-20T04:00:00Z");
    assert_eq!(gap.to.to_string(), "2026-11-20T06:00:00Z");
    // What failed before the gap and is well behind it ended somewhere in it.
    assert_eq!(
        history.episodes[1]
            .until
            .map(|at| at.to_string())
            .as_deref(),
        Some("2026-11-20T06:00:00Z")
    );
}

#[test]
fn values_missing_at_either_end_are_gaps() {
    let found = |healthy: &[Option<i64>]| -> Vec<(String, String)> {
        let unhealthy: Vec<Option<i64>> = healthy.iter().map(|value| value.map(|_| 0)).collect();
        let gaps = history(healthy, &unhealthy).gaps;
        let hour = |at: Timestamp| at.to_string().chars().skip(11).take(2).collect();
        gaps.iter()
            .map(|gap| (hour(gap.from), hour(gap.to)))
            .collect()
    };
    let gap = |from: &str, to: &str| (from.to_owned(), to.to_owned());
    assert_eq!(
        found(&[None, None, Some(2), Some(2), None]),
        [gap("00", "02"), gap("04", "05")]
    );
    assert_eq!(
        found(&[Some(2), None, Some(2), None, None]),
        [gap("01", "02"), gap("03", "05")]
    );
    assert_eq!(found(&[Some(2), Some(2)]), []);
    assert_eq!(found(&[None, None]), []);
}

#[test]
fn a_failure_behind_a_gap_may_have_begun_in_it() {
    let history = history(
        &[Some(2), Some(2), None, None, None, Some(0)],
        &[Some(0), Some(0), None, None, None, Some(2)],
    );
    let said = history.sentences().join(" ");
    assert!(said.contains("it may have begun earlier"), "{said}");
}

#[test]
fn healthy_servers_alone_are_measured_against_the_most_there_were() {
    let history = history(&[Some(3), Some(3), Some(2)], &[]);
    assert!(history.healthy_alone);
    assert_eq!(history.states, [State::Well, State::Well, State::Degraded]);
    let said = history.sentences().join(" ");
    assert!(said.contains("Only healthy servers were given"), "{said}");
}

#[test]
fn a_pool_that_never_failed_and_one_without_values() {
    let well = history(&[Some(2), Some(2)], &[Some(0), Some(0)]);
    assert!(well.episodes.is_empty());
    assert!(well.sentences()[0].starts_with("No server failed between"));
    let empty = history(&[None, None], &[None, None]);
    assert!(empty.sentences()[0].starts_with("The series holds no value"));
}

#[test]
fn names_agree_whatever_their_case() {
    let mut other = series(Metric::UnhealthyHosts, &[Some(1)]);
    other.pool = Some("WEB-POOL".to_owned());
    let metrics = Metrics {
        series: vec![series(Metric::HealthyHosts, &[Some(1)]), other],
        local_time: true,
    };
    let found = histories(std::iter::once(&metrics));
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].states, [State::Degraded]);
    assert!(found[0].sentences().join(" ").contains("may be local ones"));
}

#[test]
fn reads_dimensions_names_and_intervals() {
    assert_eq!(
        split_dimension("web-pool~https-setting"),
        (
            Some("web-pool".to_owned()),
            Some("https-setting".to_owned())
        )
    );
    assert_eq!(split_dimension("~"), (None, None));
    assert_eq!(
        Metric::in_name("Avg Unhealthy Host Count, web"),
        Some(Metric::UnhealthyHosts)
    );
    assert_eq!(
        Metric::in_name("HealthyHostCount"),
        Some(Metric::HealthyHosts)
    );
    assert_eq!(Metric::in_name("CapacityUnits"), None);
    for (text, seconds) in [
        ("PT1M", Some(60)),
        ("PT1H", Some(3600)),
        ("P1D", Some(86_400)),
        ("PT", None),
        ("1h", None),
        ("P99999999999999999D", None),
    ] {
        assert_eq!(interval_seconds(text), seconds, "{text}");
    }
}
