//! How long something takes.

use std::time::{Duration, Instant};

/// The least of what a run takes: what else the machine does only ever adds to it.
pub(crate) fn least(mut run: impl FnMut()) -> Duration {
    let mut least = Duration::MAX;
    let until = Instant::now() + Duration::from_secs(1);
    for round in 0.. {
        let start = Instant::now();
        run();
        least = least.min(start.elapsed());
        if round >= 4 && Instant::now() > until {
            break;
        }
    }
    least
}

/// In milliseconds, as the tables have it.
pub(crate) fn shown(time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1000.0;
    match milliseconds {
        0.0..1.0 => format!("{milliseconds:.3} ms"),
        1.0..100.0 => format!("{milliseconds:.2} ms"),
        _ => format!("{milliseconds:.0} ms"),
    }
}
