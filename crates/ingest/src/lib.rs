//! The pipeline: schedule, jobs, stages; it carries values between the rooms.
