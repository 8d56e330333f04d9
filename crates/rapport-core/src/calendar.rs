//! The recipient's calendar: working days, working hours, holidays.
//!
//! Next: [`holidays`] for the days off by country.

pub mod holidays;
