//! The measured numbers as a table, with what they are beside the first row.

use std::time::Duration;

/// What was measured of one server.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) per_second: f64,
    pub(crate) p50: Duration,
    pub(crate) p99: Duration,
    /// Time on the core for one request.
    pub(crate) on_core: Option<Duration>,
    /// Largest and present size in memory, in MiB.
    pub(crate) memory: Option<(f64, f64)>,
}

pub(crate) fn print(rows: &[Row]) {
    println!(
        "  {:<18} {:>10} {:>9} {:>9} {:>9} {:>9} {:>9}",
        "", "requests/s", "p50 ms", "p99 ms", "core µs", "peak MiB", "RSS MiB"
    );
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    for row in rows {
        let core = row.on_core.map_or(f64::NAN, |time| ms(time) * 1000.0);
        let (peak, now) = row.memory.unwrap_or((f64::NAN, f64::NAN));
        println!(
            "  {:<18} {:>10.0} {:>9.3} {:>9.3} {core:>9.2} {peak:>9.1} {now:>9.1}",
            row.name,
            row.per_second,
            ms(row.p50),
            ms(row.p99),
        );
    }
    let Some((first, others)) = rows.split_first() else {
        return;
    };
    for other in others {
        let peak = |row: &Row| row.memory.map_or(f64::NAN, |(peak, _)| peak);
        let core = |row: &Row| row.on_core.map_or(f64::NAN, ms);
        println!(
            "  {} is {:.2} × {} in requests/s, {:.2} × in time on the core, {:.2} × in peak memory",
            first.name,
            first.per_second / other.per_second,
            other.name,
            core(first) / core(other),
            peak(first) / peak(other),
        );
    }
}
