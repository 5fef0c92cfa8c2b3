//! Indicators as tables, on the real questionnaire.

use domain::content::Content;
use domain::indicator::Dimension::{self, EmployeeSize, Industry};
use domain::indicator::{ANSWERED, MET, option_counter};
use domain::statistic::{Counted, Figure, Place, Statistic, group_ids};

use crate::seed::content;

fn counted(groups: &[&str], counter: &str, amount: u64) -> Counted {
    Counted {
        groups: groups.iter().map(|id| (*id).to_owned()).collect(),
        counter: counter.to_owned(),
        amount,
    }
}

fn statistic<'a>(content: &'a Content, id: &str) -> Statistic<'a> {
    let indicator = content.questionnaire.indicators.iter().find(|indicator| indicator.id == id);
    Statistic::of(indicator.expect("an indicator of the seed"), &content.questionnaire)
}

fn place(content: &Content, dimension: Dimension, id: &str) -> Option<usize> {
    group_ids(dimension, content).iter().position(|known| known == id)
}

fn known(answered: u64, met: u64) -> Figure {
    Figure { answered: Some(answered), met: Some(met) }
}

#[test]
fn uptake_is_read_from_the_stages() {
    let content = content();
    let uptake = statistic(content, "survey-dx-uptake-rate");
    assert_eq!(uptake.source.id, "survey-stage-distribution");
    let stages = [("s0", 30), ("s1", 20), ("s2", 10), ("s3", 25), ("s4", 15)];
    let of = |size: &'static str| {
        let options = stages.map(|(id, amount)| counted(&[size], &option_counter(id), amount));
        options.into_iter().chain([counted(&[size], ANSWERED, 100)])
    };
    let counts: Vec<Counted> = of("1-5").chain(of("6-20")).collect();
    let shown = uptake.show(&[EmployeeSize], &counts, content);
    let [plain, strict] = &uptake.series[..] else { panic!("a share and a stricter one") };
    assert!(!plain.strict && strict.strict);
    let small = Place { first: place(content, EmployeeSize, "1-5"), second: None };
    assert_eq!((shown.figure(plain, small), shown.figure(strict, small)), (known(100, 50), known(100, 40)));
    assert_eq!(shown.figure(plain, Place::default()), known(200, 100));
    let nobody = Place { first: place(content, EmployeeSize, "301-"), second: None };
    assert_eq!(shown.figure(plain, nobody), known(0, 0));
}

#[test]
fn each_tool_has_a_table_and_all_have_the_same_number_of_answers() {
    let content = content();
    let tools = statistic(content, "survey-tool-use-rate");
    let (ai, count) = (statistic(content, "survey-ai-use-rate"), tools.series.len());
    assert_eq!((ai.source.id.as_str(), ai.series.len()), ("survey-tool-use-rate", 1));
    // Of three in the smallest class, one uses AI: they are hidden for every tool, and with them one more class.
    let counts = [
        counted(&["0"], ANSWERED, 3),
        counted(&["0"], &option_counter("generative-ai"), 1),
        counted(&["1-5"], ANSWERED, 60),
        counted(&["1-5"], &option_counter("generative-ai"), 20),
        counted(&["6-20"], ANSWERED, 80),
        counted(&["6-20"], &option_counter("generative-ai"), 30),
        counted(&["1-5"], &option_counter("crm-sfa"), 25),
        counted(&["6-20"], &option_counter("crm-sfa"), 40),
    ];
    let shown = tools.show(&[EmployeeSize], &counts, content);
    assert_eq!(shown.published().len(), count);
    let here = |id: &str| Place { first: place(content, EmployeeSize, id), second: None };
    for series in &tools.series {
        assert_eq!(shown.figure(series, here("0")).answered, None, "{:?}", series.option);
        assert_eq!(shown.figure(series, here("1-5")).answered, None, "{:?}", series.option);
        assert_eq!(shown.figure(series, here("6-20")).answered, Some(80), "{:?}", series.option);
    }
    let used =
        tools.series.iter().find(|series| series.option.as_deref() == Some("generative-ai")).expect("a tool");
    assert_eq!(shown.figure(used, here("0")).met, None);
    let crm = tools.series.iter().find(|series| series.option.as_deref() == Some("crm-sfa")).expect("a tool");
    assert_eq!(shown.figure(crm, here("6-20")), known(80, 40));
    assert_eq!(ai.show(&[EmployeeSize], &counts, content).figure(&ai.series[0], here("6-20")), known(80, 30));
}

#[test]
fn two_breakdowns_are_told_by_cell_and_by_margin() {
    let content = content();
    let need = statistic(content, "survey-dx-need-rate");
    let cell = |size, industry, answered, met| {
        [counted(&[size, industry], ANSWERED, answered), counted(&[size, industry], MET, met)]
    };
    let counts: Vec<Counted> = [
        cell("1-5", "E", 40, 20),
        cell("1-5", "I", 50, 30),
        cell("6-20", "E", 60, 10),
        cell("6-20", "I", 30, 15),
        // A division that the content does not name.
        cell("6-20", "Z", 20, 10),
    ]
    .into_iter()
    .flatten()
    .collect();
    let shown = need.show(&[EmployeeSize, Industry], &counts, content);
    let (small, makers) = (place(content, EmployeeSize, "1-5"), place(content, Industry, "E"));
    let figure = |first, second| shown.figure(&need.series[0], Place { first, second });
    assert_eq!(figure(small, makers), known(40, 20));
    assert_eq!((figure(small, None), figure(None, makers)), (known(90, 50), known(100, 30)));
    assert_eq!(
        (figure(None, place(content, Industry, "")), figure(None, None)),
        (known(20, 10), known(200, 85))
    );
}
