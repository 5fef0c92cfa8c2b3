//! Header, footer, breadcrumbs.

use domain::access::Act;
use leptos::prelude::*;
use leptos_meta::{Stylesheet, Title};

use super::load::may;
use super::raw_text::as_text;
use crate::words::{agency, common};

/// How wide the page's text runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Width {
    Wide,
    Narrow,
}

/// Where the visitor is, for the header.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// Answering: nothing in the header leads away.
    Answering,
    Menus,
    Cases,
    /// Answering, on a page that is printed to be kept: it has a style sheet of its own.
    Paper,
    Elsewhere,
}

/// The frame around a page's own content.
#[component]
pub fn Frame(
    /// The page's title for the tab.
    #[prop(into)]
    title: String,
    #[prop(default = Width::Wide)] width: Width,
    #[prop(default = Place::Elsewhere)] place: Place,
    children: Children,
) -> impl IntoView {
    let class = match width {
        Width::Wide => "page",
        Width::Narrow => "page page--narrow",
    };
    view! {
        <Title text=as_text(&common::title(&title)) />
        {(place == Place::Paper).then(|| view! { <Stylesheet id="paper" href="/pkg/paper.css" /> })}
        <a class="skip-link" href="#main">{common::SKIP}</a>
        {header(place)}
        <main class=class id="main" tabindex="-1">{children()}</main>
        {footer()}
    }
}

/// The frame of an officers' page: it has a style sheet of its own, which nobody else loads.
#[component]
pub fn OfficeFrame(
    /// The page's title for the tab.
    #[prop(into)]
    title: String,
    #[prop(default = Width::Wide)] width: Width,
    children: Children,
) -> impl IntoView {
    view! {
        <Stylesheet id="office" href="/pkg/office.css" />
        <Frame title width>
            {children()}
        </Frame>
    }
}

/// Where somebody of an agency is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AgencyPlace {
    Caseload,
    Requests,
    Profile,
    Staff,
}

/// The frame of an agency's page, with the ways to its others.
#[component]
pub fn AgencyFrame(
    /// The page's title for the tab.
    #[prop(into)]
    title: String,
    place: AgencyPlace,
    #[prop(default = Width::Wide)] width: Width,
    children: Children,
) -> impl IntoView {
    view! {
        <OfficeFrame title width>
            {agency_navigation(place)} {children()}
        </OfficeFrame>
    }
}

fn agency_navigation(here: AgencyPlace) -> AnyView {
    let own = may(Act::ManageOwnAgency);
    let places = [
        (AgencyPlace::Caseload, "/agency", agency::CASELOAD, true),
        (AgencyPlace::Requests, "/agency/requests", agency::REQUESTS, true),
        (AgencyPlace::Profile, "/agency/profile", agency::PROFILE, own),
        (AgencyPlace::Staff, "/agency/staff", agency::STAFF, own),
    ];
    let link = |(place, href, label, _)| {
        let current = (place == here).then_some("page");
        view! { <li><a href=href aria-current=current>{label}</a></li> }
    };
    let links: Vec<_> = places.into_iter().filter(|(.., shown)| *shown).map(link).collect();
    view! {
        <nav class="agency-nav print-hide" aria-label=agency::TITLE>
            <ul class="agency-nav__list">{links}</ul>
        </nav>
    }
    .into_any()
}

fn header(place: Place) -> AnyView {
    view! {
        <header class="site-header">
            <div class="site-header__inner">
                <a class="wordmark" href="/">
                    <svg class="wordmark__mark" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
                        <path class="mark__hex" d="M16 1.5 28.6 8.75v14.5L16 30.5 3.4 23.25V8.75z"></path>
                        <path class="mark__shape" d="M16 8 23 12 21 18.9 16 25 8.2 20.5 10.8 13z"></path>
                        <circle class="mark__dot" cx="16" cy="8" r="4"></circle>
                    </svg>
                    <span class="wordmark__text">
                        {common::SITE} " " <span class="wordmark__place">{common::PLACE}</span>
                    </span>
                </a>
                {(!matches!(place, Place::Answering | Place::Paper)).then(|| navigation(place))}
            </div>
        </header>
    }
    .into_any()
}

fn footer() -> AnyView {
    view! {
        <footer class="site-footer">
            <div class="site-footer__inner">
                <ul class="site-footer__links">
                    <li><a href="/privacy">{common::PRIVACY}</a></li>
                    <li><a href="/api">{common::INTERFACE}</a></li>
                    <li><a href="/open-data">{common::OPEN_DATA}</a></li>
                    <li><a href="/office">{common::OFFICE}</a></li>
                </ul>
                <p class="site-footer__note">{common::FOOT_NOTE}</p>
            </div>
        </footer>
    }
    .into_any()
}

fn navigation(place: Place) -> impl IntoView {
    let link = |href: &'static str, label: &'static str, here: bool| {
        view! {
            <li>
                <a class="site-nav__link" href=href aria-current=here.then_some("page")>{label}</a>
            </li>
        }
    };
    view! {
        <nav class="site-nav" aria-label=common::MAIN_PAGES>
            <ul class="site-nav__list">
                {link("/menus", common::MENUS, place == Place::Menus)}
                {link("/cases", common::CASES, place == Place::Cases)}
            </ul>
        </nav>
    }
}

/// The way down to a detail page.
#[component]
pub fn Crumbs(parent: (&'static str, &'static str), #[prop(into)] here: String) -> impl IntoView {
    let (href, label) = parent;
    view! {
        <nav class="crumbs" aria-label=common::HERE>
            <ol class="crumbs__list">
                <li><a href="/">{common::TOP}</a></li>
                <li><a href=href>{label}</a></li>
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
}
