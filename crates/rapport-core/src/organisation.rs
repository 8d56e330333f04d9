//! Organisations: employers, companies, schools, client firms.

use crate::ids::OrganisationId;
use crate::place::Country;

/// An employer, company, school or client firm.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Organisation {
    /// Which one.
    pub id: OrganisationId,
    /// The name as it spells itself (D2).
    pub name: String,
    /// Mail domains seen there, lower case.
    pub domains: Vec<String>,
    /// Where it is; its people are there unless they say otherwise.
    pub country: Option<Country>,
}
