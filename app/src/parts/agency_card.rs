//! A support agency as businesses see it.

use domain::content::Content;
use leptos::prelude::*;

use super::catalogue::Heading;
use crate::backend::{Agency, ProfileField};
use crate::words::agencies as words;

/// What it is, and how to reach it.
pub fn agency_card(agency: &Agency, content: &Content, heading: Heading) -> AnyView {
    let profile = &agency.profile;
    let lines = |field| {
        let lines: Vec<_> =
            profile.text(field).lines().map(|line| view! { <p>{line.to_owned()}</p> }).collect();
        (!lines.is_empty()).then_some(lines)
    };
    let name = agency.name.clone();
    let name = match heading {
        Heading::Second => view! { <h2 class="contact__name">{name}</h2> }.into_any(),
        Heading::Third => view! { <h3 class="contact__name">{name}</h3> }.into_any(),
    };
    view! {
        <li class="contact">
            {name} {lines(ProfileField::About)} {facts(agency, content)} {lines(ProfileField::ContactNote)}
        </li>
    }
    .into_any()
}

fn facts(agency: &Agency, content: &Content) -> AnyView {
    let profile = &agency.profile;
    let said = |field| {
        let text = profile.text(field);
        (!text.is_empty()).then(|| (words::field(field), text.to_owned()))
    };
    let plain = |field| said(field).map(|(name, text)| (name, text.into_any()));
    let linked = |field, href: fn(&str) -> String| {
        said(field).map(|(name, text)| {
            let href = href(&text);
            (name, view! { <a href=href rel="noreferrer">{text}</a> }.into_any())
        })
    };
    let towns: Vec<&str> = content
        .municipalities
        .iter()
        .filter(|town| profile.field.municipalities.contains(&town.code))
        .map(|town| town.name.as_str())
        .collect();
    let rows = [
        profile.kind.map(|kind| (words::KIND, words::kind(kind).into_any())),
        plain(ProfileField::Place),
        linked(ProfileField::Phone, tel),
        linked(ProfileField::Mail, |address| format!("mailto:{address}")),
        linked(ProfileField::Url, str::to_owned),
        plain(ProfileField::Hours),
        Some((words::MUNICIPALITIES, words::towns(&towns).into_any())),
    ];
    let row = |(name, value): (&'static str, AnyView)| {
        view! {
            <div class="facts__item">
                <dt>{name}</dt>
                <dd>{value}</dd>
            </div>
        }
    };
    view! { <dl class="facts">{rows.into_iter().flatten().map(row).collect::<Vec<_>>()}</dl> }.into_any()
}

/// A number as telephones dial it.
fn tel(number: &str) -> String {
    let dialled = |c: &char| c.is_ascii_digit() || *c == '+';
    format!("tel:{}", number.chars().filter(dialled).collect::<String>())
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_number_is_dialled_without_signs() {
        assert_eq!(super::tel("+81 (82) 221-1234"), "tel:+81822211234");
    }
}
