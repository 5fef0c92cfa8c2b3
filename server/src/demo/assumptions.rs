//! The figures behind made-up respondents. **All are assumptions**, chosen to look plausible; none was computed from
//! data, and none may be quoted. Where a public figure was had in mind, it is named.

/// Weight of a municipality: its people in thousands, remembered from 令和2年国勢調査 and rounded; unchecked.
/// A municipality that is not listed weighs [`OTHER_MUNICIPALITY`].
pub(super) const MUNICIPALITIES: [(&str, f64); 23] = [
    ("34100", 1200.0),
    ("34202", 214.0),
    ("34203", 24.0),
    ("34204", 90.0),
    ("34205", 131.0),
    ("34207", 460.0),
    ("34208", 37.0),
    ("34209", 50.0),
    ("34210", 33.0),
    ("34211", 26.0),
    ("34212", 196.0),
    ("34213", 114.0),
    ("34214", 26.0),
    ("34215", 22.0),
    ("34302", 51.0),
    ("34304", 30.0),
    ("34307", 23.0),
    ("34309", 12.0),
    ("34368", 6.0),
    ("34369", 18.0),
    ("34431", 7.0),
    ("34462", 15.0),
    ("34545", 8.0),
];
pub(super) const OTHER_MUNICIPALITY: f64 = 10.0;

/// A division of industry: its share in percent (after the rough shape of 令和3年経済センサス for establishments;
/// the table itself was not to be had, see `business_frame.README.md`), how its sizes lean (above 1: larger),
/// and how its maturity differs from the others'.
pub(super) struct Industry {
    pub(super) division: &'static str,
    pub(super) share: f64,
    pub(super) size_lean: f64,
    pub(super) maturity: f64,
}

const fn industry(division: &'static str, share: f64, size_lean: f64, maturity: f64) -> Industry {
    Industry { division, share, size_lean, maturity }
}

pub(super) const INDUSTRIES: [Industry; 19] = [
    industry("A", 0.8, 0.85, -0.25),
    industry("B", 0.2, 0.75, -0.40),
    industry("C", 0.05, 1.0, -0.10),
    industry("D", 9.5, 0.95, -0.15),
    industry("E", 8.5, 1.30, 0.0),
    industry("F", 0.2, 1.20, 0.30),
    industry("G", 1.2, 1.15, 0.75),
    industry("H", 3.0, 1.30, -0.15),
    industry("I", 25.5, 1.0, 0.0),
    industry("J", 1.7, 1.0, 0.35),
    industry("K", 6.5, 0.70, 0.05),
    industry("L", 5.0, 0.80, 0.35),
    industry("M", 10.5, 0.85, -0.15),
    industry("N", 8.5, 0.75, -0.10),
    industry("O", 3.0, 0.90, 0.10),
    industry("P", 8.5, 1.25, 0.05),
    industry("Q", 0.7, 1.05, 0.0),
    industry("R", 6.6, 1.05, -0.10),
    industry("T", 0.05, 0.90, 0.0),
];

/// Sizes (people employed, both ends inclusive) and their share in percent: most businesses are small.
pub(super) const SIZES: [((u64, u64), f64); 7] = [
    ((0, 0), 20.0),
    ((1, 5), 44.0),
    ((6, 20), 22.0),
    ((21, 50), 8.0),
    ((51, 100), 3.3),
    ((101, 300), 2.0),
    ((301, 2000), 0.7),
];

/// Maturity before chance, from `ln(1 + people)`: about one in six of those without employees and nearly all of the
/// large ones reach stage 2. That the small start less often is the plan review's sentence; it gives no figures.
pub(super) fn mean_maturity(log_size: f64) -> f64 {
    0.70 + 0.20 * log_size + 0.024 * log_size * log_size
}
/// Spread of maturity among businesses alike.
pub(super) const MATURITY_DEVIATION: f64 = 0.80;
/// By so much maturity has risen over the two years.
pub(super) const MATURITY_TREND: f64 = 0.15;

/// How an answer leans on maturity: `points ≈ offset + slope × maturity`, with a spread.
/// The need felt (q07) is set so that about half feel it, as in the plan's R5 and R6.
pub(super) struct Lean {
    pub(super) question: &'static str,
    pub(super) offset: f64,
    pub(super) slope: f64,
    pub(super) deviation: f64,
}

const fn lean(question: &'static str, offset: f64, slope: f64, deviation: f64) -> Lean {
    Lean { question, offset, slope, deviation }
}

pub(super) const LEANS: [Lean; 8] = [
    lean("q07", 1.25, 0.75, 1.0),
    lean("q08", 0.0, 1.0, 0.30),
    lean("q09", -0.3, 0.95, 0.7),
    lean("q14", 0.3, 0.85, 0.6),
    lean("q19", -0.2, 0.95, 0.7),
    lean("q20", -0.3, 0.95, 0.6),
    lean("q21", -0.3, 0.60, 0.5),
    lean("q22", 1.0, 0.75, 0.6),
];
pub(super) const OTHER_LEAN: Lean = lean("", 0.0, 1.0, 0.5);

/// The maturity at which half of the businesses use or do something (q13, q23, q24).
pub(super) const DIFFICULTIES: [(&str, f64); 21] = [
    ("cloud-accounting", 0.7),
    ("attendance-payroll", 1.9),
    ("e-invoice-order", 2.2),
    ("reservation-pos-cashless", 2.4),
    ("inventory-production-iot", 2.7),
    ("crm-sfa", 2.8),
    ("business-chat-groupware", 1.5),
    ("online-meeting-telework", 2.0),
    ("ec-web-sns", 1.0),
    ("rpa-noncode", 3.2),
    ("data-bi", 3.2),
    ("generative-ai", 2.2),
    ("update", 0.6),
    ("antivirus", 0.3),
    ("password", 1.5),
    ("backup", 1.6),
    ("rule", 2.4),
    ("train", 2.5),
    ("sa_one", 3.1),
    ("sa_two", 3.9),
    ("gbiz", 1.9),
];
pub(super) const OTHER_DIFFICULTY: f64 = 1.5;
/// Industries in which a tool comes sooner, by so much.
pub(super) const AT_HOME: [(&str, &str, f64); 3] = [
    ("reservation-pos-cashless", "IMN", 1.3),
    ("inventory-production-iot", "EI", 0.7),
    ("ec-web-sns", "GIMNO", 0.3),
];

/// Who feels a pain: its weight, the industries that feel it more, and how much more.
pub(super) struct Ache {
    pub(super) pain: &'static str,
    pub(super) weight: f64,
    pub(super) industries: &'static str,
    pub(super) times: f64,
    /// What those who feel it want (ids of q11).
    pub(super) want: &'static str,
}

const fn ache(
    pain: &'static str,
    weight: f64,
    industries: &'static str,
    times: f64,
    want: &'static str,
) -> Ache {
    Ache { pain, weight, industries, times, want }
}

pub(super) const ACHES: [Ache; 20] = [
    ache("paperwork", 1.4, "DHPI", 1.4, "efficiency"),
    ache("accounting-invoice", 1.2, "AIMN", 1.3, "efficiency"),
    ache("order-management", 0.6, "EHIM", 2.2, "efficiency"),
    ache("inventory-production", 0.3, "EI", 4.0, "data-use"),
    ache("labor-shortage", 1.6, "DHMP", 1.8, "hire"),
    ache("long-hours", 0.6, "DHP", 2.0, "efficiency"),
    ache("info-silo", 0.8, "DEL", 1.3, "efficiency"),
    ache("data-unused", 0.6, "EGI", 1.4, "data-use"),
    ache("sales-decline", 1.1, "IMN", 1.8, "sales-up"),
    ache("new-customers-online", 0.8, "AIMN", 1.8, "sales-up"),
    ache("new-business", 0.6, "EGL", 1.5, "new-business"),
    ache("no-it-person", 1.0, "", 1.0, "consult"),
    ache("skill-gap", 0.7, "DP", 1.3, "train"),
    ache("security-worry", 0.6, "GJLP", 1.6, "security"),
    ache("old-system", 0.6, "EH", 1.6, "cost-down"),
    ache("succession", 0.5, "ABDE", 1.6, "succession"),
    ache("funding", 0.9, "MN", 1.5, "funding"),
    ache("wage-raise", 0.8, "EHP", 1.3, "wage-up"),
    ache("energy-cost", 0.6, "ABEHM", 2.2, "cost-down"),
    ache("unknown-start", 0.8, "", 1.0, "learn"),
];

/// Legal forms by size: up to that many people, the weights of the forms.
pub(super) const FORMS: [(u64, [(&str, f64); 5]); 4] = [
    (
        0,
        [
            ("sole_proprietor", 68.0),
            ("corporation", 28.0),
            ("association", 1.0),
            ("npo", 1.0),
            ("other", 2.0),
        ],
    ),
    (
        5,
        [
            ("sole_proprietor", 42.0),
            ("corporation", 52.0),
            ("association", 2.0),
            ("npo", 2.0),
            ("other", 2.0),
        ],
    ),
    (
        20,
        [
            ("sole_proprietor", 12.0),
            ("corporation", 80.0),
            ("association", 3.0),
            ("npo", 2.0),
            ("other", 3.0),
        ],
    ),
    (
        u64::MAX,
        [("sole_proprietor", 0.5), ("corporation", 93.0), ("association", 3.0), ("npo", 1.0), ("other", 2.5)],
    ),
];

/// Capital in 万円 of a company of 51 people and more; above 300 people the larger ones.
pub(super) const CAPITALS: [(u64, f64); 8] = [
    (1_000, 22.0),
    (2_000, 18.0),
    (3_000, 18.0),
    (5_000, 16.0),
    (8_000, 8.0),
    (10_000, 10.0),
    (30_000, 5.0),
    (100_000, 3.0),
];

/// Whether wages rise (q25), with people employed and without.
pub(super) const WAGES: [(&str, f64, f64); 4] =
    [("big", 18.0, 2.0), ("some", 34.0, 5.0), ("undecided", 30.0, 38.0), ("no", 18.0, 55.0)];

/// Hours of the day at which people answer.
pub(super) const HOURS: [(i64, f64); 16] = [
    (7, 1.0),
    (8, 3.0),
    (9, 7.0),
    (10, 9.0),
    (11, 8.0),
    (12, 7.0),
    (13, 8.0),
    (14, 9.0),
    (15, 9.0),
    (16, 8.0),
    (17, 6.0),
    (18, 4.0),
    (19, 3.0),
    (20, 4.0),
    (21, 4.0),
    (22, 2.0),
];
