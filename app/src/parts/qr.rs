//! An address as a QR code, drawn on the server.

use leptos::prelude::*;
use qrcode::{Color, EcLevel, QrCode};

/// White modules around the code, without which cameras do not find it.
const QUIET: usize = 4;

/// The code with its accessible name; nothing for a text that is too long for any code.
#[component]
pub fn Qr(address: String, name: &'static str) -> impl IntoView {
    QrCode::with_error_correction_level(&address, EcLevel::M).ok().map(|code| {
        let width = code.width() + 2 * QUIET;
        view! {
            <svg
                class="qr"
                viewBox=format!("0 0 {width} {width}")
                role="img"
                aria-labelledby="qr-title"
                shape-rendering="crispEdges"
            >
                <title id="qr-title">{name}</title>
                <rect width=width height=width fill="#fff"></rect>
                <path d=path(&code) fill="#000"></path>
            </svg>
        }
    })
}

/// One stroke for each run of dark modules.
fn path(code: &QrCode) -> String {
    let width = code.width();
    let colors = code.to_colors();
    let mut path = String::new();
    for (row, colors) in colors.chunks(width).enumerate() {
        let mut at = 0;
        for run in colors.chunk_by(|one, next| one == next) {
            if run.first() == Some(&Color::Dark) {
                let (x, y, length) = (at + QUIET, row + QUIET, run.len());
                path.push_str(&format!("M{x} {y}h{length}v1h-{length}z"));
            }
            at += run.len();
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_drawn_and_no_other() {
        let code = QrCode::with_error_correction_level("https://shindan.example.jp/resume/0", EcLevel::M);
        let code = code.expect("short enough");
        let mut drawn = vec![false; code.width() * code.width()];
        for run in path(&code).split('M').skip(1) {
            let numbers: Vec<usize> =
                run.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect();
            let start = (numbers[1] - QUIET) * code.width() + numbers[0] - QUIET;
            drawn[start..start + numbers[2]].fill(true);
        }
        let dark: Vec<bool> = code.to_colors().iter().map(|color| *color == Color::Dark).collect();
        assert_eq!(drawn, dark);
    }
}
