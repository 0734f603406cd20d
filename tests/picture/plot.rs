//! Servers over time: nothing runs into anything else, and no drop is lost however long the series.

use appgw_doctor::gateway::ResourceId;
use appgw_doctor::metrics::{Amount, History, Metric, Metrics, Point, Series, histories};
use appgw_doctor::picture::{Layout, Node, describe_plot, plot};
use appgw_doctor::time::Timestamp;
use proptest::prelude::*;

use crate::geometry::check;

const LAYOUTS: [Layout; 2] = [Layout::Wide, Layout::Narrow];

/// Healthy and unhealthy servers at one time, in thousandths.
type Both = (Option<i64>, Option<i64>);

fn history(start: i64, step: i64, values: &[Both]) -> Option<History> {
    let point = |index: usize, value: Option<i64>| {
        let at = start.checked_add(step.checked_mul(i64::try_from(index).ok()?)?)?;
        Some(Point {
            at: Timestamp::from_unix(at)?,
            value: value.map(Amount::thousandths),
        })
    };
    let series = |metric, pick: fn(&Both) -> Option<i64>| Series {
        metric,
        gateway: ResourceId::default(),
        pool: Some("web-pool".to_owned()),
        setting: Some("https".to_owned()),
        interval: Some(step),
        points: values
            .iter()
            .enumerate()
            .filter_map(|(index, value)| point(index, pick(value)))
            .collect(),
    };
    let metrics = Metrics {
        series: vec![
            series(Metric::HealthyHosts, |value| value.0),
            series(Metric::UnhealthyHosts, |value| value.1),
        ],
        local_time: false,
    };
    histories(std::iter::once(&metrics)).pop()
}

fn start() -> i64 {
    Timestamp::parse("2026-11-18T07:30:00Z").unwrap().unix()
}

fn inside(ranges: &[(usize, usize)], index: usize) -> bool {
    ranges
        .iter()
        .any(|(from, to)| (*from..*to).contains(&index))
}

/// Healthy but for the times given, of so many.
fn pool(count: usize, failing: &[(usize, usize)], gaps: &[(usize, usize)]) -> Vec<Both> {
    (0..count)
        .map(|index| {
            if inside(gaps, index) {
                (None, None)
            } else if inside(failing, index) {
                (Some(0), Some(2000))
            } else {
                (Some(2000), Some(0))
            }
        })
        .collect()
}

fn texts(node: &Node) -> Vec<&str> {
    let children = node.children.iter().flat_map(texts);
    std::iter::once(node.text.as_str())
        .chain(children)
        .collect()
}

#[test]
fn nothing_runs_into_anything_else() {
    for (name, step, values) in [
        ("one", 3600, pool(1, &[], &[])),
        ("well", 3600, pool(72, &[], &[])),
        ("drop at the start", 3600, pool(72, &[(1, 72)], &[])),
        ("drop at the end", 3600, pool(72, &[(71, 72)], &[])),
        (
            "gap and flapping",
            3600,
            pool(72, &[(10, 12), (30, 31), (50, 55)], &[(20, 23), (60, 61)]),
        ),
        (
            "dense",
            60,
            pool(
                4320,
                &[(100, 101), (102, 103), (2000, 2001), (4000, 4319)],
                &[(5, 6), (9, 10)],
            ),
        ),
        ("years", 86_400 * 30, pool(500, &[(40, 41)], &[])),
    ] {
        let history = history(start(), step, &values).unwrap();
        for layout in LAYOUTS {
            check(name, layout, &plot(&history, layout));
        }
        assert!(!describe_plot(&history).is_empty());
    }
}

#[test]
fn shape_and_words_mark_what_happened() {
    let history = history(
        start(),
        3600,
        &pool(72, &[(10, 12), (30, 31), (50, 72)], &[(20, 23)]),
    )
    .unwrap();
    let drawing = plot(&history, Layout::Wide);
    let texts = texts(&drawing).join("\n");
    for said in [
        "Pool web-pool, setting https",
        "First drop: 2026-11-18 17:30 UTC",
        "servers failed 3 times",
        "Failing",
        "No values",
        "UTC",
        "11-19",
    ] {
        assert!(texts.contains(said), "{said}: {texts}");
    }
}

/// What can be read as a value.
fn value() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        Just(None),
        (-99_999_999_000..=99_999_999_000_i64).prop_map(Some),
        (0..9_000_i64).prop_map(Some)
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// The shortest drop in the longest series is still drawn, with its neighbours, and so is the
    /// largest value of all.
    #[test]
    fn condensing_loses_no_drop(count in 2..6000_usize, at in any::<prop::sample::Index>(), columns in 1..900_usize) {
        let at = 1 + at.index(count - 1);
        let history = history(start(), 60, &pool(count, &[(at, at + 1)], &[])).unwrap();
        let kept = history.condensed(columns);
        prop_assert!(kept.is_sorted());
        prop_assert!(kept.contains(&at) && kept.contains(&(at - 1)));
        prop_assert!(kept.len() <= columns * 4 + 8 || kept.len() == count);
        prop_assert_eq!(kept.first(), Some(&0));
        prop_assert_eq!(kept.last(), Some(&(count - 1)));
    }

    /// Whatever the values and the times are, the drawing stays on its sheet.
    #[test]
    fn anything_is_drawn(
        start in -62_000_000_000..253_000_000_000_i64,
        step in prop_oneof![1..100_000_i64, 1..100_000_000_000_i64],
        values in prop::collection::vec((value(), value()), 1..40),
    ) {
        if let Some(history) = history(start, step, &values).filter(|one| !one.samples.is_empty()) {
            for layout in LAYOUTS {
                check("any", layout, &plot(&history, layout));
            }
            prop_assert!(!history.runs().is_empty());
        }
    }
}
