//! The memory and the processor time of a process, as Linux counts them.

use anyhow::Context;

/// Kilobytes (1,024 bytes) of this process that are in memory now.
///
/// # Errors
///
/// The system keeps no such figures.
pub(crate) fn resident_kilobytes() -> anyhow::Result<u64> {
    figure("VmRSS:")
}

/// The most kilobytes since the start, or since the peak was forgotten.
///
/// # Errors
///
/// The system keeps no such figures.
pub(crate) fn peak_kilobytes() -> anyhow::Result<u64> {
    figure("VmHWM:")
}

/// Lets the peak begin anew at what is in memory now (`clear_refs` in proc(5)).
///
/// # Errors
///
/// The system does not allow it.
pub(crate) fn forget_peak() -> anyhow::Result<()> {
    std::fs::write("/proc/self/clear_refs", "5").context("the peak of memory cannot be reset")
}

/// Seconds of one core that this process has used, to a hundredth (`utime` and `stime` in proc(5), at 100 ticks a second).
///
/// # Errors
///
/// The system keeps no such figures.
pub(crate) fn processor_seconds() -> anyhow::Result<f64> {
    let line =
        std::fs::read_to_string("/proc/self/stat").context("there are no figures of processor time")?;
    let (_, behind_name) = line.rsplit_once(')').context("the figures have no name before them")?;
    let ticks = behind_name.split_whitespace().skip(11).take(2).map(str::parse::<u32>);
    let ticks: Vec<u32> = ticks.collect::<Result<_, _>>()?;
    Ok(f64::from(ticks.iter().sum::<u32>()) / 100.0)
}

fn figure(name: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("there are no figures of memory")?;
    let line =
        status.lines().find(|line| line.starts_with(name)).with_context(|| format!("{name} is missing"))?;
    let kilobytes = line.split_whitespace().nth(1).with_context(|| format!("{name} has no number"))?;
    Ok(kilobytes.parse()?)
}
