//! What a page shows, as files.

use domain::access::Act;
use leptos::prelude::*;

use super::listing::Address;
use super::load::may;
use crate::words::survey as words;

/// Links to a table as CSV and XLSX, for those who may take it along: `address` gives that of an ending, `name` is what the table holds.
pub fn downloads(address: impl Fn(&'static str) -> String, name: &str) -> AnyView {
    if !may(Act::ExportFigures) {
        return ().into_any();
    }
    let link = |ending: &'static str, label: &'static str| {
        view! {
            <li>
                <a href=address(ending)>
                    <span class="visually-hidden">{name.to_owned()} " "</span>
                    {label}
                </a>
            </li>
        }
    };
    view! { <ul class="toc__list">{link("csv", words::CSV)} {link("xlsx", words::XLSX)}</ul> }.into_any()
}

/// The address of the one table of a page.
pub fn table_address(page: &str, ending: &str) -> Address {
    Address::new(format!("{page}/table.{ending}"))
}
