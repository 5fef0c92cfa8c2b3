//! A record → a menu document. Field by field as `docs/jgrants.md` tells.
//!
//! The sentences here are no words of the screen: they become content of the menu (its note, its summary) and are stored
//! with it, as if an officer had written them. So they stay with the importer.

use chrono::{DateTime, NaiveDate, Utc};
use domain::closing::{DayAndTime, first_day, is_far_off, last_day};
use domain::content::Content;
use serde_json::{Map, Value, json};

use super::areas::areas;
use super::classes::{Read, employees, industries, rate};
use super::html::{first_line, plain};
use super::{PAGE, record};

/// What a record comes to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Made {
    pub(super) document: Value,
    /// What an officer should look at.
    pub(super) notes: Vec<String>,
}

/// The id of a record's menu.
pub(super) fn menu_id(source_id: &str) -> String {
    format!("jgrants-{}", source_id.to_ascii_lowercase())
}

const PROVIDER: &str = "Jグランツに掲載（実施する所は案内のページで確かめてください）";
const NO_SUMMARY: &str = "Jグランツに載っている公募です。内容は案内のページで確かめてください。";

/// Makes a menu document of a record. `content` gives the industries and the municipalities, `today` is Japan's day.
pub(super) fn made(record: &Map<String, Value>, content: &Content, today: NaiveDate) -> Made {
    let mut making = Making { record, content, today, notes: Vec::new(), sentences: Vec::new() };
    let (id, title) = (making.text("id").unwrap_or_default(), making.text("title").unwrap_or_default());
    let (id, title) = (id.to_owned(), title.to_owned());
    let detail = making.detail();
    let summary = making.summary(detail.as_deref());
    let page = format!("{PAGE}{id}");
    let mut document = json!({
        "id": menu_id(&id),
        "name": title,
        "provider": PROVIDER,
        "provider_level": "unknown",
        "kind": if title.contains("助成金") && !title.contains("補助金") { "grant_employment" } else { "subsidy" },
        "status": "unknown",
        "summary": summary,
        "eligible_costs": [],
        "pains": [],
        "solutions": [],
        "url": page,
        "source_url": page,
        "source_kind": "primary",
        "as_of": today.to_string(),
        "verified": "imported",
    });
    making.tell_purpose();
    making.put_reception(&mut document);
    making.put_amount(&mut document);
    document["conditions"] = making.conditions();
    making.tell_the_rest(&title);
    if let Some(detail) = detail {
        document["detail_html"] = json!(detail);
    }
    if !making.sentences.is_empty() {
        document["note"] = json!(making.sentences.concat());
    }
    Made { document, notes: making.notes }
}

/// A menu in the making.
struct Making<'a> {
    record: &'a Map<String, Value>,
    content: &'a Content,
    today: NaiveDate,
    /// For officers.
    notes: Vec<String>,
    /// For the menu's own note, which everybody reads.
    sentences: Vec<String>,
}

/// A reception of applications: of version 1 the record's own, of version 2 each of its rounds.
struct Round<'a> {
    name: Option<&'a str>,
    opens: Option<DayAndTime>,
    closes: Option<DayAndTime>,
}

impl<'a> Making<'a> {
    fn text(&self, field: &str) -> Option<&'a str> {
        self.record.get(field)?.as_str()
    }

    fn detail(&mut self) -> Option<String> {
        let detail = self.text("detail")?;
        let plain = plain(detail);
        if plain.is_none() && detail.chars().count() > domain::detail_html::MAX_CHARS {
            self.notes.push("くわしい説明（detail）が長すぎるため、取り込んでいません。".to_owned());
        }
        plain
    }

    fn summary(&self, detail: Option<&str>) -> String {
        let catch_phrase = self.text("subsidy_catch_phrase").map(str::to_owned);
        catch_phrase.or_else(|| first_line(detail?)).unwrap_or_else(|| NO_SUMMARY.to_owned())
    }

    fn tell_purpose(&mut self) {
        if let Some(purpose) = self.text("use_purpose") {
            self.sentences.push(format!("取り込み元の目的の区分：{}。", purpose.replace(" / ", "、")));
        }
    }

    fn written_rounds(&self) -> &'a [Value] {
        self.record.get("workflow").and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    fn put_reception(&mut self, document: &mut Value) {
        let written = self.written_rounds();
        if written.is_empty() {
            let round = self.round(None, self.record);
            let (opens, closes) = self.dates(&round);
            put(document, "opens", opens.map(|day| day.to_string()));
            put(document, "closes", closes.map(|day| day.to_string()));
            let hours = hours(&round).filter(|_| closes.is_some());
            self.sentences.extend(hours.map(|hours| format!("受付は、{hours}です。")));
            return;
        }
        let mut rounds = Vec::new();
        for (place, written) in written.iter().enumerate() {
            let Some(fields) = written.as_object() else { continue };
            let name = fields.get("fiscal_year_round").and_then(Value::as_str);
            let round = self.round(name, fields);
            let (opens, closes) = self.dates(&round);
            let name = name.map_or_else(|| format!("募集回 {}", place + 1), str::to_owned);
            let hours = hours(&round).filter(|_| closes.is_some());
            let mut document =
                json!({ "name": hours.map_or(name.clone(), |hours| format!("{name}（{hours}）")) });
            put(&mut document, "opens", opens.map(|day| day.to_string()));
            put(&mut document, "closes", closes.map(|day| day.to_string()));
            rounds.push(document);
            let detail = fields.get("target_area_detail").and_then(Value::as_str);
            self.sentences.extend(detail.map(|detail| format!("{name}の地域：{detail}。")));
        }
        document["rounds"] = Value::Array(rounds);
        let mut areas = written.iter().map(|round| &round["target_area_search"]);
        let first = areas.next();
        if areas.any(|area| Some(area) != first) {
            self.notes.push(
                "募集回によって対象の地域が違います。条件は、どれかの回に当てはまる都道府県にしています。"
                    .to_owned(),
            );
        }
        self.compare_with_listing(written);
    }

    /// A list tells one pair of times of a record; a detail of version 2 tells those of its rounds.
    fn compare_with_listing(&mut self, rounds: &[Value]) {
        let (start, end) = ("acceptance_start_datetime", "acceptance_end_datetime");
        let listed =
            (self.record.get(start).unwrap_or(&Value::Null), self.record.get(end).unwrap_or(&Value::Null));
        let is_a_round = rounds.iter().any(|round| (&round[start], &round[end]) == listed);
        if listed != (&Value::Null, &Value::Null) && !is_a_round {
            self.notes
                .push("一覧の受付の期間が、どの募集回とも違います。募集回のほうを使っています。".to_owned());
        }
    }

    fn round(&mut self, name: Option<&'a str>, fields: &Map<String, Value>) -> Round<'a> {
        let instant = |field: &str| fields.get(field)?.as_str()?.parse::<DateTime<Utc>>().ok();
        Round {
            name,
            opens: instant("acceptance_start_datetime").and_then(first_day),
            closes: instant("acceptance_end_datetime").and_then(last_day),
        }
    }

    /// The days that may be shown as those of applying. A round that cannot be one is told in the note instead.
    fn dates(&mut self, round: &Round<'_>) -> (Option<NaiveDate>, Option<NaiveDate>) {
        let (opens, closes) = (round.opens.map(|opens| opens.day), round.closes.map(|closes| closes.day));
        let Some(last) = closes else { return (opens, None) };
        let of = round.name.map(|name| format!("「{name}」")).unwrap_or_default();
        let told = japanese(last);
        if opens.is_some_and(|first| first > last) {
            self.notes.push(format!("受付{of}の終わりが始まりより前です。日付は取り込んでいません。"));
            return (None, None);
        }
        if is_far_off(opens, last, self.today) {
            self.sentences.push(format!(
                "Jグランツの受付{of}は{told}までとなっていますが、申請の締切とはかぎらないため、締切として出していません。"
            ));
            self.notes.push(format!("受付{of}の終わり（{told}）が遠いため、締切として出していません。申請の締切を確かめてください。"));
            return (None, None);
        }
        (opens, closes)
    }

    fn put_amount(&mut self, document: &mut Value) {
        put(document, "max_amount_yen", self.record.get("subsidy_max_limit").and_then(Value::as_u64));
        let Some(text) = self.text("subsidy_rate") else { return };
        document["subsidy_rate"] = json!(text);
        if let Some((num, den)) = rate(text) {
            document["subsidy_rate_num"] = json!(num);
            document["subsidy_rate_den"] = json!(den);
        }
    }

    fn conditions(&mut self) -> Value {
        let area_of =
            |fields: &'a Map<String, Value>| fields.get("target_area_search").and_then(Value::as_str);
        let rounds = self.written_rounds();
        let area = if rounds.is_empty() {
            areas([area_of(self.record)])
        } else {
            areas(rounds.iter().filter_map(Value::as_object).map(area_of))
        };
        let employees = employees(self.text("target_number_of_employees"));
        let industries = industries(self.text("industry"), &self.content.industries);
        let mut conditions = Vec::new();
        for (what, read) in [("対象の地域", area), ("従業員の数", employees), ("業種", industries)]
        {
            match read {
                Read::NoLimit => {}
                Read::Limit(condition) => conditions.push(condition),
                Read::NotUnderstood(word) => {
                    self.sentences
                        .push(format!("{what}の決まりがあります。案内のページで確かめてください。"));
                    self.notes.push(format!("{what}の「{word}」を読み取れないため、条件にしていません。"));
                }
            }
        }
        Value::Array(conditions)
    }

    fn tell_the_rest(&mut self, title: &str) {
        if self.text("request_reception_presence") == Some("無") {
            self.sentences.push(
                "Jグランツでは申請を受け付けていない、案内だけの公募です。申請のしかたは案内のページで確かめてください。".to_owned(),
            );
        }
        if let Some(area) = self.text("target_area_detail") {
            self.sentences.push(format!("地域のくわしい決まり：{area}。"));
        }
        if let Some(municipality) = self.named_municipality(title) {
            self.sentences.push(format!(
                "題名に{municipality}とあります。対象の市町を案内のページで確かめてください。"
            ));
            self.notes.push(format!(
                "題名に「{municipality}」とあります。取り込み元に市町の区分はないので、条件（市町）と実施する所を確かめてください。"
            ));
        }
        for (what, field) in [("制度の名前", "institution_name"), ("公募の番号", "name")] {
            self.sentences.extend(self.text(field).map(|text| format!("{what}：{text}。")));
        }
        if !record::has_detail(self.record) {
            self.notes.push("一覧だけから作りました。くわしい説明・業種・割合はまだありません。".to_owned());
        }
    }

    /// The longest name counts: 東広島市 is not 広島市.
    fn named_municipality(&self, title: &str) -> Option<&'a str> {
        let named = self.content.municipalities.iter().filter(|one| title.contains(&one.name));
        named.map(|one| one.name.as_str()).max_by_key(|name| name.len())
    }
}

fn put(document: &mut Value, field: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        document[field] = value.into();
    }
}

/// 「始まりの日は10:00から、終わりの日は17:00まで」
fn hours(round: &Round<'_>) -> Option<String> {
    let time =
        |day: Option<DayAndTime>| day.and_then(|day| day.time).map(|time| time.format("%-H:%M").to_string());
    let opens = time(round.opens).map(|time| format!("始まりの日は{time}から"));
    let closes = time(round.closes).map(|time| format!("終わりの日は{time}まで"));
    let told: Vec<String> = [opens, closes].into_iter().flatten().collect();
    (!told.is_empty()).then(|| told.join("、"))
}

fn japanese(day: NaiveDate) -> String {
    day.format("%Y年%-m月%-d日").to_string()
}

#[cfg(test)]
mod tests;
