//! 都道府県 (JIS X 0401) and the regions into which public portals group them.

/// Number and name, in the order of the numbers: the first has 01.
pub const PREFECTURES: [&str; 47] = [
    "北海道",
    "青森県",
    "岩手県",
    "宮城県",
    "秋田県",
    "山形県",
    "福島県",
    "茨城県",
    "栃木県",
    "群馬県",
    "埼玉県",
    "千葉県",
    "東京都",
    "神奈川県",
    "新潟県",
    "富山県",
    "石川県",
    "福井県",
    "山梨県",
    "長野県",
    "岐阜県",
    "静岡県",
    "愛知県",
    "三重県",
    "滋賀県",
    "京都府",
    "大阪府",
    "兵庫県",
    "奈良県",
    "和歌山県",
    "鳥取県",
    "島根県",
    "岡山県",
    "広島県",
    "山口県",
    "徳島県",
    "香川県",
    "愛媛県",
    "高知県",
    "福岡県",
    "佐賀県",
    "長崎県",
    "熊本県",
    "大分県",
    "宮崎県",
    "鹿児島県",
    "沖縄県",
];

/// Regions by the names that jGrants uses, each with the numbers of its prefectures. (Other names, such as 中部, mean
/// different prefectures to different people: they are not here.)
const REGIONS: [(&str, &[usize]); 9] = [
    ("全国", &[]),
    ("北海道地方", &[1]),
    ("東北地方", &[2, 3, 4, 5, 6, 7]),
    ("関東・甲信越地方", &[8, 9, 10, 11, 12, 13, 14, 15, 19, 20]),
    ("東海・北陸地方", &[16, 17, 18, 21, 22, 23, 24]),
    ("近畿地方", &[25, 26, 27, 28, 29, 30]),
    ("中国地方", &[31, 32, 33, 34, 35]),
    ("四国地方", &[36, 37, 38, 39]),
    ("九州・沖縄地方", &[40, 41, 42, 43, 44, 45, 46, 47]),
];

/// The numbers of the prefectures that a name of one, of a region, or 全国 stands for; none for any other word.
#[must_use]
pub fn numbers(name: &str) -> Option<Vec<usize>> {
    if let Some(place) = PREFECTURES.iter().position(|prefecture| *prefecture == name) {
        return Some(vec![place + 1]);
    }
    let (_, numbers) = REGIONS.iter().find(|(region, _)| *region == name)?;
    Some(if numbers.is_empty() { (1..=PREFECTURES.len()).collect() } else { numbers.to_vec() })
}

/// The name of a prefecture by its number.
#[must_use]
pub fn name(number: usize) -> Option<&'static str> {
    PREFECTURES.get(number.checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_hold_every_prefecture_once() {
        let mut all: Vec<usize> = REGIONS.iter().flat_map(|(_, numbers)| numbers.iter().copied()).collect();
        all.sort_unstable();
        assert_eq!(all, (1..=47).collect::<Vec<_>>());
        assert_eq!(numbers("全国"), Some(all));
    }

    #[test]
    fn names_and_numbers_belong_together() {
        for (name_of, number) in
            [("北海道", 1), ("東京都", 13), ("静岡県", 22), ("大阪府", 27), ("広島県", 34), ("沖縄県", 47)]
        {
            assert_eq!((numbers(name_of), name(number)), (Some(vec![number]), Some(name_of)));
        }
        let names: Vec<_> = numbers("中国地方").expect("known").into_iter().filter_map(name).collect();
        assert_eq!(names, ["鳥取県", "島根県", "岡山県", "広島県", "山口県"]);
        assert_eq!(
            (numbers("中部地方"), numbers("海外"), numbers(""), name(0), name(48)),
            (None, None, None, None, None)
        );
    }
}
