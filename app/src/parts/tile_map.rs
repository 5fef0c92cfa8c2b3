//! The 23 municipalities of Hiroshima as tiles, each about where it lies. The same numbers stand in a table beside it.

use domain::statistic::Figure;
use leptos::prelude::*;

use super::figures::{SHADE, SHADES, shade, share_text};
use crate::survey::Named;
use crate::words::survey as words;

const WIDTH: usize = 64;
const HEIGHT: usize = 72;
const COLUMNS: usize = 7;
const ROWS: usize = 4;
/// Longer names take two lines.
const ONE_LINE: usize = 3;

/// Column and row of each tile by JIS code, west to east and north to south. After the map of the prefecture, bent so
/// that neighbours touch where four rows allow it.
const TILES: [(&str, usize, usize); 23] = [
    ("34369", 1, 0), // 北広島町
    ("34214", 2, 0), // 安芸高田市
    ("34209", 3, 0), // 三次市
    ("34210", 4, 0), // 庄原市
    ("34545", 5, 0), // 神石高原町
    ("34368", 0, 1), // 安芸太田町
    ("34100", 1, 1), // 広島市
    ("34302", 2, 1), // 府中町
    ("34212", 3, 1), // 東広島市
    ("34462", 4, 1), // 世羅町
    ("34208", 5, 1), // 府中市
    ("34213", 0, 2), // 廿日市市
    ("34309", 1, 2), // 坂町
    ("34304", 2, 2), // 海田町
    ("34307", 3, 2), // 熊野町
    ("34204", 4, 2), // 三原市
    ("34205", 5, 2), // 尾道市
    ("34207", 6, 2), // 福山市
    ("34211", 0, 3), // 大竹市
    ("34215", 1, 3), // 江田島市
    ("34202", 2, 3), // 呉市
    ("34203", 3, 3), // 竹原市
    ("34431", 4, 3), // 大崎上島町
];

/// Draws the shares; a municipality without a tile stands in the table alone.
#[component]
pub fn TileMap(id: String, tiles: Vec<(Named, Figure)>) -> impl IntoView {
    let (title, description) = (format!("{id}-title"), format!("{id}-desc"));
    let labelled_by = format!("{title} {description}");
    let said: Vec<String> = tiles
        .iter()
        .map(|(named, figure)| words::place_and_share(&named.name, &share_text(*figure)))
        .collect();
    let drawn: Vec<_> = tiles
        .iter()
        .filter_map(|(named, figure)| {
            let (_, column, row) = TILES.into_iter().find(|(code, ..)| *code == named.id)?;
            Some(tile(named, *figure, column * WIDTH, row * HEIGHT))
        })
        .collect();
    let keys: Vec<_> = (0..SHADES)
        .map(|number| {
            let class = format!("shade shade--{number}");
            view! { <li class=class>{words::shade(number * SHADE, (number + 1) * SHADE)}</li> }
        })
        .collect();
    view! {
        <figure class="tile-map" id=id>
            <div class="table-wrap" role="region" aria-label=words::MAP tabindex="0">
            <svg
                class="tile-map__plot"
                viewBox=format!("0 0 {} {}", COLUMNS * WIDTH, ROWS * HEIGHT)
                role="img"
                aria-labelledby=labelled_by
            >
                <title id=title>{words::MAP}</title>
                <desc id=description>{words::map_description(&said)}</desc>
                {drawn}
            </svg>
            </div>
            <figcaption>
                <ul class="shade-keys">{keys}</ul>
                <p class="table-note">{words::MAP_NOTE}</p>
            </figcaption>
        </figure>
    }
}

fn tile(named: &Named, figure: Figure, x: usize, y: usize) -> AnyView {
    let class = match shade(figure) {
        Some(shade) => format!("tile tile--{shade}"),
        None => "tile".to_owned(),
    };
    let middle = x + WIDTH / 2;
    let lines = lines(&named.name);
    let first = if lines.len() == 1 { y + 32 } else { y + 23 };
    let spans: Vec<_> = lines
        .into_iter()
        .enumerate()
        .map(|(number, line)| view! { <tspan x=middle y=first + number * 20>{line}</tspan> })
        .collect();
    view! {
        <g class=class>
            <rect x=x + 1 y=y + 1 width=WIDTH - 2 height=HEIGHT - 2 rx="4"></rect>
            <text class="tile__name" text-anchor="middle">{spans}</text>
            <text class="tile__share" x=middle y=y + HEIGHT - 9 text-anchor="middle">{share_text(figure)}</text>
        </g>
    }
    .into_any()
}

/// 府中市 and 府中町 need what they are; of all others it goes without saying.
fn lines(name: &str) -> Vec<String> {
    let bare =
        name.strip_suffix(['市', '町']).filter(|bare| *bare != words::BOTH_CITY_AND_TOWN).unwrap_or(name);
    let signs: Vec<char> = bare.chars().collect();
    if signs.len() <= ONE_LINE {
        return vec![bare.to_owned()];
    }
    let (first, second) = signs.split_at(signs.len() / 2);
    vec![first.iter().collect(), second.iter().collect()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_tiles_stand_in_one_place() {
        let mut places: Vec<_> = TILES.iter().map(|(_, column, row)| (column, row)).collect();
        places.sort_unstable();
        places.dedup();
        assert_eq!(places.len(), TILES.len());
        assert!(TILES.iter().all(|(_, column, row)| *column < COLUMNS && *row < ROWS));
    }

    #[test]
    fn names_are_short_enough_for_a_tile() {
        for (name, expected) in [
            ("呉市", vec!["呉"]),
            ("廿日市市", vec!["廿日市"]),
            ("府中市", vec!["府中市"]),
            ("府中町", vec!["府中町"]),
            ("安芸高田市", vec!["安芸", "高田"]),
        ] {
            assert_eq!(lines(name), expected);
        }
    }
}
