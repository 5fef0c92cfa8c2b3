//! A table under its caption.

use leptos::prelude::*;

/// Narrow screens scroll it sideways, with the keyboard too.
#[component]
pub fn Table(
    #[prop(into)] id: String,
    #[prop(into)] caption: String,
    #[prop(default = "table")] class: &'static str,
    /// It answers what was asked for: the page opens at it.
    #[prop(optional)]
    focus: bool,
    /// The cells of the head.
    head: AnyView,
    /// The bodies with their rows.
    children: Children,
) -> impl IntoView {
    let caption_id = format!("{id}-caption");
    let labelled_by = caption_id.clone();
    view! {
        <div class="table-wrap" role="region" aria-labelledby=labelled_by tabindex="0" autofocus=focus>
            <table class=class id=id>
                <caption class="table__caption" id=caption_id>{caption}</caption>
                <thead>
                    <tr>{head}</tr>
                </thead>
                {children()}
            </table>
        </div>
    }
}
