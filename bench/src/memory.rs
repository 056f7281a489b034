//! The memory of a process, as Linux counts it.

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

fn figure(name: &str) -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status").context("there are no figures of memory")?;
    let line =
        status.lines().find(|line| line.starts_with(name)).with_context(|| format!("{name} is missing"))?;
    let kilobytes = line.split_whitespace().nth(1).with_context(|| format!("{name} has no number"))?;
    Ok(kilobytes.parse()?)
}
