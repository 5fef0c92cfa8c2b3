//! The six dimensions as a radar; the same numbers stand in a table beside it.

use leptos::prelude::*;

use crate::words::result as words;

const CENTRE: (f64, f64) = (144.0, 120.0);
const RADIUS: f64 = 80.0;
const RINGS: [u64; 4] = [25, 50, 75, 100];

/// One axis: its label, the business's score, and its peers' mean.
#[derive(Debug, Clone)]
pub struct Spoke {
    pub label: String,
    pub own: Option<u64>,
    pub peers: Option<u64>,
}

/// Draws the radar; nothing with fewer than three known scores, which make no area.
#[component]
pub fn Radar(spokes: Vec<Spoke>) -> impl IntoView {
    let own: Vec<(f64, f64)> = points(&spokes, |spoke| spoke.own);
    (own.len() >= 3).then(|| {
        let count = spokes.len();
        let peers = points(&spokes, |spoke| spoke.peers);
        let scores: Vec<String> = spokes.iter().map(|spoke| words::points(&spoke.label, spoke.own)).collect();
        let description = words::radar_description(&scores);
        let rings = RINGS.map(|ring| {
            let class = if ring == 100 { "radar__ring radar__ring--outer" } else { "radar__ring" };
            view! { <polygon class=class points=path((0..count).map(|n| point(n, count, ring)))></polygon> }
        });
        let axes: Vec<_> = (0..count)
            .map(|n| {
                let (x, y) = point(n, count, 100);
                view! { <line class="radar__axis" x1="144" y1="120" x2=tenth(x) y2=tenth(y)></line> }
            })
            .collect();
        let circles: Vec<_> = own
            .iter()
            .map(|(x, y)| view! { <circle class="radar__point" cx=tenth(*x) cy=tenth(*y) r="4"></circle> })
            .collect();
        let labels: Vec<_> = spokes.iter().enumerate().map(|(n, spoke)| label(n, &spoke.label)).collect();
        let peers_known = peers.len() == count;
        view! {
            <figure class="dimensions__chart">
                <svg class="radar" viewBox="0 0 288 236" role="img" aria-labelledby="radar-title radar-desc">
                    <title id="radar-title">{words::DIMENSIONS}</title>
                    <desc id="radar-desc">{description}</desc>
                    {rings}
                    {axes}
                    {peers_known.then(|| view! { <polygon class="radar__peers" points=path(peers)></polygon> })}
                    <polygon class="radar__own" points=path(own)></polygon>
                    {circles}
                    {labels}
                </svg>
                {peers_known
                    .then(|| {
                        view! {
                            <figcaption class="legend-keys">
                                <span class="legend-key legend-key--own">{words::YOURS}</span>
                                <span class="legend-key legend-key--peers">{words::PEERS}</span>
                            </figcaption>
                        }
                    })}
            </figure>
        }
    })
}

fn points(spokes: &[Spoke], score: impl Fn(&Spoke) -> Option<u64>) -> Vec<(f64, f64)> {
    spokes.iter().enumerate().filter_map(|(n, spoke)| Some(point(n, spokes.len(), score(spoke)?))).collect()
}

/// Axis `n` of `count`, clockwise from the top, at a score from 0 to 100.
#[expect(clippy::cast_precision_loss, reason = "six axes and a hundred points")]
fn point(n: usize, count: usize, score: u64) -> (f64, f64) {
    let angle = std::f64::consts::TAU * n as f64 / count as f64;
    let reach = RADIUS * score as f64 / 100.0;
    (CENTRE.0 + reach * angle.sin(), CENTRE.1 - reach * angle.cos())
}

fn path(points: impl IntoIterator<Item = (f64, f64)>) -> String {
    let spelt: Vec<String> = points.into_iter().map(|(x, y)| format!("{},{}", tenth(x), tenth(y))).collect();
    spelt.join(" ")
}

fn tenth(value: f64) -> String {
    format!("{value:.1}")
}

/// Labels stand outside the outer ring at six fixed places; long ones take two lines.
fn label(n: usize, text: &str) -> impl IntoView + use<> {
    let (x, y, anchor) = match n {
        0 => ("144", "28", "middle"),
        1 => ("288", "36", "end"),
        2 => ("288", "192", "end"),
        3 => ("144", "226", "middle"),
        4 => ("0", "192", "start"),
        _ => ("0", "36", "start"),
    };
    let (first, second) = lines(text, n);
    view! {
        <text class="radar__label" x=x y=y text-anchor=anchor>
            <tspan x=x>{first}</tspan>
            {second.map(|second| view! { <tspan x=x dy="20">{second}</tspan> })}
        </text>
    }
}

/// Breaks a long label of the upper corners behind 「の」 or 「・」.
fn lines(text: &str, n: usize) -> (String, Option<String>) {
    let corner = matches!(n, 1 | 5);
    let at =
        text.char_indices().find(|(_, c)| words::LABEL_BREAKS.contains(c)).map(|(at, c)| at + c.len_utf8());
    match at {
        Some(at) if corner && text.chars().count() > 6 => {
            (text[..at].to_owned(), Some(text[at..].to_owned()))
        }
        _ => (text.to_owned(), None),
    }
}
