//! The 25 questions, one test each: what is accepted and refused, what an answer says, when it is asked, what it scores.

use domain::answer::{Answer, AnswerProblem, RawAnswer, ReadAnswer};
use domain::questionnaire::{Answers, Question};
use domain::scoring::score;
use serde_json::{Map, Value, json};

use crate::seed::{answers, content, written};

/// A question, asked of a business that gave the `before` answers, which make it visible.
struct Asked {
    question: &'static Question,
    before: Value,
}

fn ask(id: &str) -> Asked {
    ask_after(id, json!({}))
}

fn ask_after(id: &str, before: Value) -> Asked {
    Asked { question: content().questionnaire.question(id).expect("the question exists"), before }
}

impl Asked {
    fn json(&self, value: Value) -> ReadAnswer {
        self.question.read_json(&value, content())
    }

    fn form(&self, values: &[&str]) -> ReadAnswer {
        let values = values.iter().map(|&value| value.to_owned()).collect();
        self.question.read_form(&RawAnswer { values, declined: false }, content())
    }

    /// 「わからない」 pressed beside the question.
    fn declined(&self) -> ReadAnswer {
        let raw = RawAnswer { values: vec!["left over".to_owned()], declined: true };
        self.question.read_form(&raw, content())
    }

    fn is_visible_after(&self, before: Value) -> bool {
        let answers = answers(&before);
        let visible = content().questionnaire.interpret(&answers).visible;
        visible.iter().any(|question| question.id == self.question.id)
    }

    fn answered(&self, answer: Option<Answer>) -> Answers {
        let mut all = answers(&self.before);
        all.extend(answer.map(|answer| (self.question.id.clone(), answer)));
        all
    }

    /// The facts that an answer adds.
    fn yields(&self, value: Value) -> Value {
        let answer = self.json(value.clone()).expect("an answer that counts");
        self.yields_answer(answer)
    }

    fn yields_answer(&self, answer: Option<Answer>) -> Value {
        let (without, with) = (self.answered(None), self.answered(answer));
        let (Value::Object(without), Value::Object(with)) = (
            written(&content().questionnaire.interpret(&without).facts),
            written(&content().questionnaire.interpret(&with).facts),
        ) else {
            panic!("facts are written as an object");
        };
        with.into_iter().filter(|(fact, _)| !without.contains_key(fact)).collect::<Map<_, _>>().into()
    }

    /// The points by dimension that an answer gives, all alone.
    fn scores(&self, value: Value) -> Value {
        let all = self.answered(self.json(value).expect("an answer that counts"));
        let scores = score(&content().questionnaire.interpret(&all));
        let points = scores.dimensions.into_iter().filter_map(|dimension| {
            let points = dimension.score? / 25;
            assert!(points.is_integer(), "one answer gives whole points, not {points}");
            Some((dimension.id.to_owned(), points.to_integer().into()))
        });
        points.collect::<Map<_, _>>().into()
    }

    fn has_options(&self, ids: &[&str]) {
        let options: Vec<&str> = self.question.choices().iter().map(|choice| choice.id.as_str()).collect();
        assert_eq!(options, ids);
    }

    /// Nothing sent: refused where an answer is required, else simply not answered.
    fn may_be_left_open(&self, may: bool) {
        let expected = if may { Ok(None) } else { Err(AnswerProblem::Required) };
        assert_eq!(self.form(&[]), expected);
        assert_eq!(self.form(&["", " \u{3000}\n"]), expected);
    }

    /// A single choice, by its whole table: option, facts, points. 「わからない」 has the id `unknown`.
    fn is_single_choice(&self, table: &[(&str, Value, Value)]) {
        self.has_options(&table.iter().map(|(option, ..)| *option).collect::<Vec<_>>());
        for (option, facts, points) in table {
            let answer =
                if *option == "unknown" { Answer::Unknown } else { Answer::Single((*option).to_owned()) };
            assert_eq!(self.form(&[option]), Ok(Some(answer.clone())), "{option}");
            assert_eq!(self.json(json!(option)), Ok(Some(answer)), "{option}");
            assert_eq!(self.yields(json!(option)), *facts, "facts of {option}");
            assert_eq!(self.scores(json!(option)), *points, "points of {option}");
        }
        let (first, second) = (table[0].0, table[1].0);
        let stranger = Err(AnswerProblem::UnknownOption("tako".to_owned()));
        assert_eq!(self.form(&["tako"]), stranger);
        assert_eq!(self.json(json!("tako")), stranger);
        assert_eq!(self.json(json!("")), Err(AnswerProblem::UnknownOption(String::new())));
        assert_eq!(self.form(&[first, second]), Err(AnswerProblem::OnlyOne));
        for other_type in [json!([first]), json!(1), json!(true), json!(null), json!({}), json!([])] {
            assert_eq!(self.json(other_type.clone()), Err(AnswerProblem::WrongType), "{other_type}");
        }
        assert_eq!(self.declined(), Ok(Some(Answer::Unknown)));
    }

    /// What every multiple choice has in common.
    fn is_multiple_choice(&self, options: &[&str], exclusive: &[&str]) {
        self.has_options(options);
        for option in options {
            let answer = if *option == "unknown" { Answer::Unknown } else { multi(&[option]) };
            assert_eq!(self.form(&[option]), Ok(Some(answer.clone())), "{option}");
            assert_eq!(self.json(json!([option])), Ok(Some(answer)), "{option}");
        }
        let (first, second) = (options[0], options[1]);
        assert_eq!(self.json(json!([second, first])), Ok(Some(multi(&[first, second]))), "in any order");
        assert_eq!(self.form(&[first, first, " "]), Ok(Some(multi(&[first]))), "each once");
        for alone in exclusive {
            let refused = self.json(json!([first, alone]));
            assert!(matches!(refused, Err(AnswerProblem::ExclusiveWithOthers { .. })), "{refused:?}");
            assert_eq!(self.form(&[alone, first]), refused);
        }
        let stranger = Err(AnswerProblem::UnknownOption("tako".to_owned()));
        assert_eq!(self.form(&[first, "tako"]), stranger);
        assert_eq!(self.json(json!([first, "tako"])), stranger);
        assert_eq!(self.json(json!([])), Ok(None), "nothing chosen is not answered");
        for other_type in [json!(first), json!([1]), json!([[first]]), json!(1), json!(null), json!({})] {
            assert_eq!(self.json(other_type.clone()), Err(AnswerProblem::WrongType), "{other_type}");
        }
        assert_eq!(self.declined(), Ok(Some(Answer::Unknown)));
        assert_eq!(self.yields_answer(Some(Answer::Unknown)), json!({}));
        assert_eq!(self.yields_answer(None), json!({}));
    }

    /// At most five, and not six.
    fn takes_at_most_five(&self, options: &[&str]) {
        assert_eq!(self.form(&options[..5]), Ok(Some(multi(&options[..5]))));
        let six = Err(AnswerProblem::TooMany { max: 5, chosen: 6 });
        assert_eq!(self.form(&options[..6]), six);
        assert_eq!(self.json(json!(options[..6])), six);
    }

    /// A count between `min` and `max`, in the form with its unit or without.
    fn is_count(&self, max: u64, unit: &str) {
        let out_of_range = Err(AnswerProblem::OutOfRange { min: 0, max });
        for count in [0, 12, max] {
            let answer = Ok(Some(Answer::Number(count)));
            assert_eq!(self.json(json!(count)), answer);
            assert_eq!(self.form(&[&count.to_string()]), answer);
            assert_eq!(self.form(&[&format!(" {count} {unit}\n")]), answer);
        }
        assert_eq!(self.form(&["１２"]), Ok(Some(Answer::Number(12))));
        assert_eq!(self.json(json!(max + 1)), out_of_range);
        assert_eq!(self.form(&[&(max + 1).to_string()]), out_of_range);
        assert_eq!(self.json(json!(-1)), out_of_range);
        // More digits than a machine's number has are still a number, and too large.
        assert_eq!(self.form(&["99999999999999999999999999"]), out_of_range);
        assert_eq!(self.form(&["99999999999999999999億"]), out_of_range);
        for text in ["abc", "-1", "1.5", "十", unit, "1 2x"] {
            assert!(matches!(self.form(&[text]), Err(AnswerProblem::NotANumber(_))), "{text}");
        }
        assert!(matches!(self.json(json!(1.5)), Err(AnswerProblem::NotANumber(_))));
        for other_type in [json!("12"), json!([12]), json!(null), json!(true), json!({})] {
            assert_eq!(self.json(other_type.clone()), Err(AnswerProblem::WrongType), "{other_type}");
        }
        assert_eq!(self.form(&["1", "2"]), Err(AnswerProblem::OnlyOne));
        assert_eq!(self.declined(), Ok(Some(Answer::Unknown)));
        assert_eq!(self.yields_answer(Some(Answer::Unknown)), json!({}), "not known is not zero");
        assert_eq!(self.scores(json!(0)), json!({}));
    }
}

fn multi(ids: &[&str]) -> Answer {
    Answer::Multi(ids.iter().map(|&id| id.to_owned()).collect())
}

#[test]
fn there_are_25_questions_in_their_order() {
    let ids: Vec<&str> = content().questionnaire.questions.iter().map(|q| q.id.as_str()).collect();
    let expected: Vec<String> = (1..=25).map(|number| format!("q{number:02}")).collect();
    assert_eq!(ids, expected);
}

#[test]
fn q01_the_municipality_is_one_of_the_23_and_tells_the_prefecture() {
    let q01 = ask("q01");
    let codes: Vec<&str> = content().municipalities.iter().map(|m| m.code.as_str()).collect();
    assert_eq!(codes.len(), 23);
    for code in codes {
        let answer = Ok(Some(Answer::Municipality(code.to_owned())));
        assert_eq!(q01.form(&[code]), answer);
        assert_eq!(q01.json(json!(code)), answer);
        assert_eq!(q01.yields(json!(code)), json!({"municipality": code, "prefecture": "34"}));
    }
    // Okayama, a ward, six digits, a name, four digits.
    for stranger in ["33100", "34101", "342076", "福山市", "3420"] {
        let refused = Err(AnswerProblem::UnknownMunicipality(stranger.to_owned()));
        assert_eq!(q01.form(&[stranger]), refused);
        assert_eq!(q01.json(json!(stranger)), refused);
    }
    for other_type in [json!(34207), json!(["34207"]), json!(null)] {
        assert_eq!(q01.json(other_type), Err(AnswerProblem::WrongType));
    }
    assert_eq!(q01.form(&["34207", "34100"]), Err(AnswerProblem::OnlyOne));
    q01.may_be_left_open(false);
    assert_eq!(q01.yields_answer(q01.declined().unwrap()), json!({}));
    assert_eq!(q01.scores(json!("34207")), json!({}));
    assert!(q01.is_visible_after(json!({})));
}

#[test]
fn q02_the_industry_is_a_division_with_a_finer_code_where_the_law_differs() {
    let q02 = ask("q02");
    let industry = |division: &str, code: Option<&str>| {
        Ok(Some(Answer::Industry { division: division.to_owned(), code: code.map(str::to_owned) }))
    };
    for letter in 'A'..='T' {
        let letter = letter.to_string();
        assert_eq!(q02.form(&[&letter]), industry(&letter, None));
        assert_eq!(q02.yields(json!(letter)), json!({"industry": letter}));
    }
    for (text, division, code) in [
        ("I:56", "I", "56"),
        ("I:561", "I", "561"),
        ("M:75", "M", "75"),
        ("G:411", "G", "411"),
        ("C:05", "C", "05"),
    ] {
        assert_eq!(q02.form(&[text]), industry(division, Some(code)));
        assert_eq!(q02.json(json!(text)), industry(division, Some(code)));
        assert_eq!(q02.yields(json!(text)), json!({"industry": division, "industry_code": code}));
    }
    for stranger in ["U", "e", "", "製造業", "EE", "56"] {
        assert_eq!(q02.json(json!(stranger)), Err(AnswerProblem::UnknownIndustry(stranger.to_owned())));
    }
    for code in ["75", "", "5", "5600", "5x", "５６", "00"] {
        let refused = q02.json(json!(format!("I:{code}")));
        let (division, code) = ("I".to_owned(), code.to_owned());
        assert_eq!(refused, Err(AnswerProblem::CodeOfOtherDivision { division, code }));
    }
    assert_eq!(q02.json(json!(["E"])), Err(AnswerProblem::WrongType));
    q02.may_be_left_open(false);
    assert_eq!(q02.yields_answer(q02.declined().unwrap()), json!({}));
    assert_eq!(q02.scores(json!("E")), json!({}));
    assert!(q02.is_visible_after(json!({})));
    // The second step is asked only where a finer code falls under another line of the law.
    let asked: Vec<String> = content()
        .industries
        .divisions()
        .map(|row| row.division.to_string())
        .filter(|division| content().industries.finer_that_matter(division).next().is_some())
        .collect();
    assert_eq!(asked, ["G", "I", "K", "M", "N"]);
}

#[test]
fn q03_the_employees_are_0_to_9999_and_nobody_is_a_known_zero() {
    let q03 = ask("q03");
    q03.is_count(9_999, "人");
    q03.may_be_left_open(false);
    assert_eq!(q03.form(&["1,200人"]), Ok(Some(Answer::Number(1_200))));
    assert_eq!(q03.json(json!(10_001)), Err(AnswerProblem::OutOfRange { min: 0, max: 9_999 }));
    assert_eq!(q03.yields(json!(12)), json!({"employees": 12}));
    assert_eq!(q03.yields(json!(0)), json!({"employees": 0}));
    assert!(q03.is_visible_after(json!({})));
}

#[test]
fn q04_the_legal_form_is_one_of_five() {
    let q04 = ask("q04");
    let form = |id: &'static str| (id, json!({"legal_form": id}), json!({}));
    q04.is_single_choice(&["corporation", "sole_proprietor", "association", "npo", "other"].map(form));
    q04.may_be_left_open(false);
    assert!(q04.is_visible_after(json!({})));
}

#[test]
fn q05_the_years_in_business_are_0_to_300_and_may_be_left_open() {
    let q05 = ask("q05");
    q05.is_count(300, "年");
    q05.may_be_left_open(true);
    assert_eq!(q05.yields(json!(0)), json!({"years_in_business": 0}));
    assert_eq!(q05.yields(json!(30)), json!({"years_in_business": 30}));
    assert!(q05.is_visible_after(json!({})));
}

#[test]
fn q06_the_capital_is_asked_of_corporations_with_51_people_or_more() {
    let q06 = ask_after("q06", json!({"q03": 51, "q04": "corporation"}));
    q06.is_count(100_000_000_000, "円");
    q06.may_be_left_open(true);
    assert_eq!(q06.form(&["3,000万円"]), Ok(Some(Answer::Number(30_000_000))));
    assert_eq!(q06.form(&["1億5000万"]), Ok(Some(Answer::Number(150_000_000))));
    assert_eq!(q06.yields(json!(30_000_000)), json!({"capital_yen": 30_000_000}));
    assert!(q06.is_visible_after(json!({"q03": 51, "q04": "corporation"})));
    for unseen in [
        json!({"q03": 50, "q04": "corporation"}),
        json!({"q03": 51, "q04": "sole_proprietor"}),
        json!({"q03": 51, "q04": "npo"}),
        json!({"q03": 51}),
        json!({"q04": "corporation"}),
        json!({}),
    ] {
        assert!(!q06.is_visible_after(unseen.clone()), "{unseen}");
        let unseen = ask_after("q06", unseen);
        assert_eq!(unseen.yields(json!(30_000_000)), json!({}), "not asked, not known");
    }
}

#[test]
fn q07_the_need_felt_scores_in_vision() {
    let q07 = ask("q07");
    q07.is_single_choice(&[
        ("strong", json!({}), json!({"vision": 4})),
        ("some", json!({}), json!({"vision": 3})),
        ("little", json!({}), json!({"vision": 1})),
        ("none", json!({}), json!({"vision": 0})),
        ("unknown", json!({}), json!({})),
    ]);
    q07.may_be_left_open(false);
    assert!(q07.is_visible_after(json!({})));
}

#[test]
fn q08_the_stage_scores_in_vision_and_in_process() {
    let q08 = ask("q08");
    let stage = |id: &'static str, n: u64| (id, json!({}), json!({"vision": n, "process": n}));
    q08.is_single_choice(&[
        stage("s0", 0),
        stage("s1", 1),
        stage("s2", 2),
        stage("s3", 3),
        stage("s4", 4),
        ("unknown", json!({}), json!({})),
    ]);
    q08.may_be_left_open(false);
    assert!(q08.is_visible_after(json!({})));
}

#[test]
fn q09_a_written_plan_scores_twice_an_idea() {
    let q09 = ask("q09");
    q09.is_single_choice(&[
        ("written", json!({}), json!({"vision": 4})),
        ("idea", json!({}), json!({"vision": 2})),
        ("none", json!({}), json!({"vision": 0})),
        ("unknown", json!({}), json!({})),
    ]);
    q09.may_be_left_open(true);
    assert!(q09.is_visible_after(json!({})));
}

#[test]
fn q10_the_pains_are_up_to_five_and_none_is_a_known_empty_set() {
    let q10 = ask("q10");
    let options = [
        "paperwork",
        "accounting-invoice",
        "order-management",
        "inventory-production",
        "labor-shortage",
        "long-hours",
        "info-silo",
        "data-unused",
        "sales-decline",
        "new-customers-online",
        "new-business",
        "no-it-person",
        "skill-gap",
        "security-worry",
        "old-system",
        "succession",
        "funding",
        "wage-raise",
        "energy-cost",
        "unknown-start",
        "none",
    ];
    q10.is_multiple_choice(&options, &["none"]);
    q10.takes_at_most_five(&options);
    q10.may_be_left_open(false);
    assert_eq!(q10.yields(json!(["paperwork", "funding"])), json!({"pains": ["funding", "paperwork"]}));
    assert_eq!(q10.yields(json!(["none"])), json!({"pains": []}));
    assert_eq!(q10.scores(json!(["paperwork"])), json!({}));
    assert!(q10.is_visible_after(json!({})));
}

#[test]
fn q11_the_wants_are_up_to_five_of_fourteen() {
    let q11 = ask("q11");
    let options = [
        "efficiency",
        "cost-down",
        "sales-up",
        "new-business",
        "hire",
        "train",
        "try-ai",
        "data-use",
        "security",
        "succession",
        "wage-up",
        "funding",
        "learn",
        "consult",
    ];
    q11.is_multiple_choice(&options, &[]);
    q11.takes_at_most_five(&options);
    q11.may_be_left_open(true);
    assert_eq!(q11.yields(json!(["try-ai", "learn"])), json!({"wants": ["learn", "try-ai"]}));
    assert_eq!(q11.scores(json!(["try-ai"])), json!({}));
    assert!(q11.is_visible_after(json!({})));
}

#[test]
fn q12_less_paper_scores_more_in_process() {
    let q12 = ask("q12");
    q12.is_single_choice(&[
        ("almost", json!({}), json!({"process": 0})),
        ("half", json!({}), json!({"process": 2})),
        ("few", json!({}), json!({"process": 3})),
        ("none", json!({}), json!({"process": 4})),
        ("unknown", json!({}), json!({})),
    ]);
    q12.may_be_left_open(true);
    assert!(q12.is_visible_after(json!({})));
}

#[test]
fn q13_the_tools_score_by_their_number() {
    let q13 = ask("q13");
    let options = [
        "cloud-accounting",
        "attendance-payroll",
        "e-invoice-order",
        "reservation-pos-cashless",
        "inventory-production-iot",
        "crm-sfa",
        "business-chat-groupware",
        "online-meeting-telework",
        "ec-web-sns",
        "rpa-noncode",
        "data-bi",
        "generative-ai",
        "none",
    ];
    q13.is_multiple_choice(&options, &["none"]);
    q13.may_be_left_open(true);
    let points: Vec<u64> = (1..=12)
        .map(|count| q13.scores(json!(options[..count]))["process"].as_u64().expect("points"))
        .collect();
    assert_eq!(points, [1, 1, 2, 2, 3, 3, 3, 4, 4, 4, 4, 4]);
    assert_eq!(q13.scores(json!(["none"])), json!({"process": 0}));
    assert_eq!(q13.yields(json!(["data-bi", "crm-sfa"])), json!({"tools": ["crm-sfa", "data-bi"]}));
    assert_eq!(q13.yields(json!(["none"])), json!({"tools": []}));
    assert!(q13.is_visible_after(json!({})));
}

#[test]
fn q14_the_books_score_most_in_the_cloud() {
    let q14 = ask("q14");
    q14.is_single_choice(&[
        ("hand", json!({}), json!({"process": 0})),
        ("sheet", json!({}), json!({"process": 1})),
        ("soft", json!({}), json!({"process": 2})),
        ("cloud", json!({}), json!({"process": 4})),
        ("agent", json!({}), json!({"process": 2})),
        ("unknown", json!({}), json!({})),
    ]);
    q14.may_be_left_open(true);
    assert!(q14.is_visible_after(json!({})));
}

#[test]
fn q15_the_flow_of_orders_and_goods_is_asked_where_goods_or_orders_flow() {
    let q15 = ask_after("q15", json!({"q02": "E"}));
    q15.is_single_choice(&[
        ("head", json!({}), json!({"process": 0})),
        ("paper", json!({}), json!({"process": 1})),
        ("sheet", json!({}), json!({"process": 2})),
        ("system", json!({}), json!({"process": 3})),
        ("linked", json!({}), json!({"process": 4})),
        ("unknown", json!({}), json!({})),
    ]);
    q15.may_be_left_open(true);
    let asked: String = ('A'..='T').filter(|letter| q15.is_visible_after(json!({"q02": letter}))).collect();
    assert_eq!(asked, "ABDEHIMNR");
    assert!(q15.is_visible_after(json!({"q02": "I:56"})));
    assert!(!q15.is_visible_after(json!({})));
    assert_eq!(ask_after("q15", json!({"q02": "C"})).scores(json!("linked")), json!({}));
}

#[test]
fn q16_being_found_by_customers_scores_in_customer() {
    let q16 = ask("q16");
    q16.is_single_choice(&[
        ("offline", json!({}), json!({"customer": 0})),
        ("page", json!({}), json!({"customer": 1})),
        ("sns", json!({}), json!({"customer": 2})),
        ("online", json!({}), json!({"customer": 3})),
        ("measure", json!({}), json!({"customer": 4})),
        ("unknown", json!({}), json!({})),
    ]);
    q16.may_be_left_open(true);
    assert!(q16.is_visible_after(json!({})));
}

#[test]
fn q17_records_of_customers_score_differently_in_customer_and_in_data() {
    let q17 = ask("q17");
    q17.is_single_choice(&[
        ("head", json!({}), json!({"customer": 0, "data": 0})),
        ("paper", json!({}), json!({"customer": 1, "data": 0})),
        ("sheet", json!({}), json!({"customer": 2, "data": 1})),
        ("shared", json!({}), json!({"customer": 3, "data": 3})),
        ("used", json!({}), json!({"customer": 4, "data": 4})),
        ("unknown", json!({}), json!({})),
    ]);
    q17.may_be_left_open(true);
    assert!(q17.is_visible_after(json!({})));
}

#[test]
fn q18_looking_at_figures_oftener_scores_more_in_data() {
    let q18 = ask("q18");
    q18.is_single_choice(&[
        ("year", json!({}), json!({"data": 0})),
        ("month", json!({}), json!({"data": 2})),
        ("week", json!({}), json!({"data": 3})),
        ("action", json!({}), json!({"data": 4})),
        ("unknown", json!({}), json!({})),
    ]);
    q18.may_be_left_open(true);
    assert!(q18.is_visible_after(json!({})));
}

#[test]
fn q19_only_an_employee_counts_as_it_staff() {
    let q19 = ask("q19");
    let staff = |has: bool| json!({"has_it_staff": has});
    q19.is_single_choice(&[
        ("dedicated", staff(true), json!({"people": 4})),
        ("part", staff(true), json!({"people": 3})),
        ("boss", staff(false), json!({"people": 1})),
        ("outside", staff(false), json!({"people": 1})),
        ("none", staff(false), json!({"people": 0})),
        ("unknown", json!({}), json!({})),
    ]);
    q19.may_be_left_open(true);
    assert!(q19.is_visible_after(json!({})));
}

#[test]
fn q20_learning_in_working_hours_scores_most_in_people() {
    let q20 = ask("q20");
    q20.is_single_choice(&[
        ("regular", json!({}), json!({"people": 4})),
        ("some", json!({}), json!({"people": 3})),
        ("self", json!({}), json!({"people": 1})),
        ("none", json!({}), json!({"people": 0})),
        ("unknown", json!({}), json!({})),
    ]);
    q20.may_be_left_open(true);
    assert!(q20.is_visible_after(json!({})));
}

#[test]
fn q21_the_reskilling_declaration_is_asked_of_employers_and_not_knowing_it_means_not_declared() {
    let q21 = ask_after("q21", json!({"q03": 1}));
    let declared = |has: bool| json!({"declared_reskilling": has});
    q21.is_single_choice(&[
        ("yes", declared(true), json!({"people": 4})),
        ("no", declared(false), json!({"people": 1})),
        ("notknown", declared(false), json!({"people": 0})),
    ]);
    q21.may_be_left_open(true);
    assert!(q21.is_visible_after(json!({"q03": 1})));
    for unseen in [json!({"q03": 0}), json!({})] {
        assert!(!q21.is_visible_after(unseen.clone()), "{unseen}");
        let unseen = ask_after("q21", unseen);
        assert_eq!(unseen.yields(json!("yes")), json!({}));
        assert_eq!(unseen.scores(json!("yes")), json!({}));
    }
}

#[test]
fn q22_the_machines_score_in_infra() {
    let q22 = ask("q22");
    q22.is_single_choice(&[
        ("none", json!({}), json!({"infra": 0})),
        ("old", json!({}), json!({"infra": 1})),
        ("ok", json!({}), json!({"infra": 3})),
        ("cloud", json!({}), json!({"infra": 4})),
        ("unknown", json!({}), json!({})),
    ]);
    q22.may_be_left_open(true);
    assert!(q22.is_visible_after(json!({})));
}

#[test]
fn q23_the_safeguards_score_by_their_number() {
    let q23 = ask("q23");
    let options = ["update", "antivirus", "password", "backup", "rule", "train", "none"];
    q23.is_multiple_choice(&options, &["none"]);
    q23.may_be_left_open(true);
    let points: Vec<u64> =
        (1..=6).map(|count| q23.scores(json!(options[..count]))["infra"].as_u64().expect("points")).collect();
    assert_eq!(points, [1, 1, 2, 3, 3, 4]);
    assert_eq!(q23.scores(json!(["none"])), json!({"infra": 0}));
    assert_eq!(q23.yields(json!(["update", "rule"])), json!({}));
    assert!(q23.is_visible_after(json!({})));
}

#[test]
fn q24_what_is_left_unticked_is_known_not_to_be_done() {
    let q24 = ask("q24");
    q24.is_multiple_choice(&["sa_one", "sa_two", "gbiz", "none", "unknown"], &["none", "unknown"]);
    q24.may_be_left_open(true);
    for (ticked, stars, gbizid) in [
        (json!(["sa_one"]), "one_star", false),
        (json!(["sa_two"]), "two_star", false),
        (json!(["sa_one", "sa_two"]), "two_star", false),
        (json!(["sa_two", "sa_one", "gbiz"]), "two_star", true),
        (json!(["sa_one", "gbiz"]), "one_star", true),
        (json!(["gbiz"]), "none", true),
        (json!(["none"]), "none", false),
    ] {
        let facts = json!({"security_action": stars, "gbizid_prime": gbizid});
        assert_eq!(q24.yields(ticked.clone()), facts, "{ticked}");
        assert_eq!(q24.scores(ticked), json!({}));
    }
    assert_eq!(q24.yields(json!(["unknown"])), json!({}), "not known is not undone");
    assert!(q24.is_visible_after(json!({})));
}

#[test]
fn q25_any_rise_of_wages_is_a_plan_and_undecided_is_none() {
    let q25 = ask("q25");
    let plan = |has: bool| json!({"wage_increase_plan": has});
    q25.is_single_choice(&[
        ("big", plan(true), json!({})),
        ("some", plan(true), json!({})),
        ("undecided", plan(false), json!({})),
        ("no", plan(false), json!({})),
        ("unknown", json!({}), json!({})),
    ]);
    q25.may_be_left_open(true);
    assert!(q25.is_visible_after(json!({})));
}
