use std::path::PathBuf;

use super::*;

/// A folder with the seed in it, in which a test breaks something. Removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn of_seed(name: &str) -> Folder {
        let path = std::env::temp_dir().join(format!("dx-content-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&path).expect("writable");
        for (file, text) in SEED {
            std::fs::write(path.join(file.name()), text).expect("writable");
        }
        Folder(path)
    }

    /// Replaces the first `old` of a file; the test is wrong if it is not there.
    fn edit(&self, file: ContentFile, old: &str, new: &str) -> &Folder {
        let path = self.0.join(file.name());
        let text = std::fs::read_to_string(&path).expect("readable");
        assert!(text.contains(old), "{} has no {old}", file.name());
        std::fs::write(path, text.replacen(old, new, 1)).expect("writable");
        self
    }

    fn said(&self) -> Vec<String> {
        match Files::in_folder(&self.0).check() {
            Ok(_) => Vec::new(),
            Err(findings) => findings.iter().map(Finding::to_string).collect(),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

use ContentFile::{Cases, Indicators, Industries, Menus, Municipalities, Questionnaire};

#[test]
fn the_seed_is_sound() {
    let checked = Files::seed().check().expect("no finding");
    assert_eq!(checked.content.questionnaire.questions.len(), 25);
    assert_eq!(checked.content.menus.len(), 64);
    assert_eq!(checked.content.municipalities.len(), 23);
    assert_eq!(checked.content.questionnaire.sections[0].label, "事業所のこと");
}

#[test]
fn the_seed_is_sound_without_labels_of_sections() {
    let folder = Folder::of_seed("unlabelled");
    let path = folder.0.join(Questionnaire.name());
    let text = std::fs::read_to_string(&path).expect("readable");
    let (head, tail) = text.split_once("\n[[section]]").expect("sections");
    let (_, tail) = tail.split_once("\n[[dimension]]").expect("dimensions");
    std::fs::write(path, format!("{head}\n[[dimension]]{tail}")).expect("writable");
    assert_eq!(folder.said(), Vec::<String>::new());
}

#[test]
fn a_byte_order_mark_and_dates_without_quotes_are_read() {
    let folder = Folder::of_seed("bom");
    folder.edit(Menus, "closes = \"2026-08-25\"", "closes = 2026-08-25");
    folder.edit(Municipalities, "code5,", "\u{feff}code5,");
    assert_eq!(folder.said(), Vec::<String>::new());
}

#[test]
fn every_kind_of_slip_is_reported_at_once() {
    let folder = Folder::of_seed("slips");
    folder
        .edit(Municipalities, "34202,", "342,")
        .edit(Municipalities, ",ふくやまし,", ",,")
        .edit(
            Industries,
            "B,division,03-04,漁業,manufacturing_other,300000000",
            "B,division,03-04,漁業,manufacturing_other,3",
        )
        .edit(Questionnaire, "employees >= 51\"", "employees >= \"")
        .edit(Questionnaire, "visible_if = \"employees >= 1\"", "visible_if = \"gbizid_prime == true\"")
        .edit(
            Questionnaire,
            "scores = { vision = 4 } },\n  { id = \"some\"",
            "scores = { vision = 9 } },\n  { id = \"some\"",
        )
        .edit(
            Questionnaire,
            "score_rule = \"count_to_score: 0=0, 1-2=1, 3=2",
            "score_rule = \"count_to_score: 0=0, 1-2=1, 4=2",
        )
        .edit(Questionnaire, "fact = \"wage_increase_plan\"", "fact = \"wage\"")
        .edit(Questionnaire, "value = true },\n  { id = \"no\"", "value = \"はい\" },\n  { id = \"no\"")
        .edit(Questionnaire, "min = 6, max = 20", "min = 7, max = 20")
        .edit(Questionnaire, "from_question = \"q07\"", "from_question = \"q70\"")
        .edit(Menus, "closes = \"2026-08-25\"", "closes = \"2026-02-30\"")
        .edit(Menus, "{ fact = \"sme\", op = \"eq\"", "{ fact = \"sme\", op = \"is\"")
        .edit(Menus, "value = [\"one_star\", \"two_star\"]", "value = [\"one_star\", \"gold\"]")
        .edit(Menus, "pains = [\"paperwork\", ", "pains = [\"paper\", \"labor-shortage\", ")
        .edit(Menus, "id = \"digital-ai-2026-security\"", "id = \"digital-ai-2026-invoice\"")
        .edit(Cases, "source_url = \"https://journal", "source_url = \"journal")
        .edit(Cases, "industry = \"E\"", "industry = \"Z\"")
        .edit(Indicators, "fiscal_year = \"R5\"", "fiscal_year = \"令和5\"")
        .edit(Indicators, "target = 70", "target = \"70件\"\ntarget_note = \"目安\"");
    insta::assert_snapshot!(folder.said().join("\n"), @r#"
municipalities.csv ［342］ code5：「342」は id や番号の形ではありません。
municipalities.csv ［34207］ kana：空です。書いてください。
industries.csv ［B 03-04 (#2)］ sme_capital_max_yen：中小企業基本法の線と違います（法では 300000000）。
questionnaire.toml ［q06］ visible_if：ここには値（"文字"・数・true・false・[一覧]）が要ります。
    legal_form == "corporation" and employees >= 
                                                 ^
questionnaire.toml ［q07］ indicators：「survey-dx-need-rate」はどこにもありません。
questionnaire.toml ［q07］ scores：点は 0〜4 です（9 になっています）。
questionnaire.toml ［q21］ visible_if：「gbizid_prime」は、これより前のどの設問からもわかりません。
questionnaire.toml ［q21］ options：「"はい"」は、事実 declared_reskilling の値になりません。
questionnaire.toml ［q23］ score_rule：点の規則「count_to_score: 0=0, 1-2=1, 4=2, 4-5=3, 6=4」が正しくありません。count_to_score: 0=0, 1-2=1, 3+=2 のように、0 から選択肢の数まで、すき間なく書きます（点は 0〜4、multi だけ）。
questionnaire.toml ［q25］ fact：「wage」という事実はないか、ほかの事実から決まるので聞けません。
questionnaire.toml ［survey-dx-need-rate］ from_question：「q70」はどこにもありません。
questionnaire.toml ［-］ breakdown.employee_size.classes：小さい順に、0 から、すき間も重なりもなく並べてください。
support_menus.toml ［digital-ai-2026-invoice］ id：「digital-ai-2026-invoice」が二度出てきます。
support_menus.toml ［digital-ai-2026-regular］ pains：「paper」はどこにもありません。
support_menus.toml ［digital-ai-2026-regular］ pains：「labor-shortage」が二度出てきます。
support_menus.toml ［digital-ai-2026-regular］ closes：「2026-02-30」は日付や年度の形ではないか、暦にありません（日付は 2026-11-05、年度は R6 の形）。
support_menus.toml ［digital-ai-2026-regular］ conditions：1 番目の条件：「is」という比べ方はありません（eq ne in not_in gte lte contains_any）。
support_menus.toml ［digital-ai-2026-regular］ conditions：3 番目の条件：「gold」は、事実 security_action の値にありません。
support_menus.toml ［cci-it-shien］ conditions[2].value：「34202」は、事実 municipality の値になりません。
cases.toml ［toyo-denso］ source_url：「journal.meti.go.jp/p/26718/」はアドレスの形ではありません（https:// で始め、空白を入れない）。
cases.toml ［toyo-denso］ industry：「Z」はどこにもありません。
indicators.toml ［sandbox-cum-r4］ target：数を書く所に、文字「70件」があります。
indicators.toml ［sandbox-cum-r4］ target_note：「target_note」という項目はありません（書けるのは id、indicator、name、plan、section、unit、direction、fiscal_year、period、target、target_state、actual、actual_state、approx、cumulative、role、source_location、source_url、as_of、verified、note）。
indicators.toml ［sandbox-cum-r5］ fiscal_year：「令和5」は日付や年度の形ではないか、暦にありません（日付は 2026-11-05、年度は R6 の形）。
"#);
}

#[test]
fn every_misfit_of_one_entry_is_named_with_its_field() {
    let folder = Folder::of_seed("shape");
    folder
        .edit(Menus, "provider = \"中小企業庁・中小企業基盤整備機構\"\n", "")
        .edit(Menus, "kind = \"subsidy\"", "kind = \"subsidie\"\ncolour = \"red\"")
        .edit(Menus, "max_amount_yen = 4500000", "max_amount_yen = \"450万\"")
        .edit(Menus, "level = \"required\", text", "level = \"must\", txt")
        .edit(Menus, "closes = \"2026-08-25\"", "closes = \"いつか\"");
    insta::assert_snapshot!(folder.said().join("\n"), @r#"
support_menus.toml ［digital-ai-2026-regular］ colour：「colour」という項目はありません（書けるのは id、name、provider、provider_level、kind、status、summary、max_amount_yen、min_amount_yen、amount_unit、subsidy_rate、subsidy_rate_num、subsidy_rate_den、subsidy_rates、amount_tiers、eligible_costs、pains、solutions、conditions、opens、closes、rounds、url、note、detail_html、source_url、source_kind、as_of、verified）。
support_menus.toml ［digital-ai-2026-regular］ conditions[1].level：「must」は使えません（使えるのは required、preferred）。
support_menus.toml ［digital-ai-2026-regular］ conditions[1].txt：「txt」という項目はありません（書けるのは fact、op、value、level、text）。
support_menus.toml ［digital-ai-2026-regular］ conditions[1].text：項目「text」がありません。
support_menus.toml ［digital-ai-2026-regular］ kind：「subsidie」は使えません（使えるのは subsidy、grant_employment、loan、tax、expert_dispatch、consultation、training、e_learning、matching、scholarship、information、certification、event）。
support_menus.toml ［digital-ai-2026-regular］ max_amount_yen：0 以上の整数を書く所に、文字「450万」があります。
support_menus.toml ［digital-ai-2026-regular］ provider：項目「provider」がありません。
support_menus.toml ［digital-ai-2026-regular］ closes：「いつか」は日付や年度の形ではないか、暦にありません（日付は 2026-11-05、年度は R6 の形）。
"#);
}

#[test]
fn files_that_cannot_be_read_do_not_hide_the_others() {
    let folder = Folder::of_seed("files");
    std::fs::remove_file(folder.0.join(Cases.name())).expect("there");
    std::fs::write(folder.0.join(Indicators.name()), [0x8f, 0xad, 0x82]).expect("writable");
    folder
        .edit(Questionnaire, "text = \"事業所がある市町はどこですか。\"", "text = 事業所がある市町")
        .edit(Questionnaire, "required = true\ntext = \"おもな", "required = \ntext = \"おもな")
        .edit(Municipalities, "34203,342033,竹原市", "34203,342033,竹原市,余分")
        .edit(Municipalities, "kana", "reading")
        .edit(Industries, "C,division,05,", "C,division,5,")
        .edit(Menus, "url = \"https://it-shien.smrj.go.jp/\"", "url = \"it-shien.smrj.go.jp\"");
    insta::assert_snapshot!(folder.said().join("\n"), @r#"
municipalities.csv ［1 行目］ kana：この列がありません。1行目に列の名前が要ります。
municipalities.csv ［4 行目］ -：この行は 12 列ですが、1行目は 11 列です。名前の中の読点は全角の「，」にするか、全体を " で囲みます。
industries.csv ［C 5 (#3)］ codes：「5」は id や番号の形ではありません。
questionnaire.toml ［q01・116 行目］ text：文字は " で囲みます。
    text = 事業所がある市町
           ^^^^^^^^^^^^^^^^
questionnaire.toml ［q02・125 行目］ required：= の右に値がありません。
    required = 
               ^
support_menus.toml ［digital-ai-2026-invoice］ url：「it-shien.smrj.go.jp」はアドレスの形ではありません（https:// で始め、空白を入れない）。
cases.toml ［-］ -：ファイルがありません。
indicators.toml ［-］ -：UTF-8 の文字として読めません。表計算ソフトなら「CSV UTF-8」で保存してください。
"#);
}

#[test]
fn an_empty_folder_misses_seven_files() {
    let said = Files::in_folder(Path::new("/nowhere/at/all")).check().expect_err("nothing there");
    assert_eq!(said.len(), 7);
    assert!(said.iter().all(|finding| finding.problem == Problem::File(FileProblem::Missing)));
}
