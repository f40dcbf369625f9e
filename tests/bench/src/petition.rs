//! Invented petitions: about as long as real ones (a text of 300 characters, one petitioner in full), each
//! one different, so that neither a cache nor a page of the store has seen it before.

use serde_json::{Value, json};

const MATTERS: [&str; 6] =
    ["路灯不亮", "供水压力不足", "小区道路破损", "夜间施工噪声", "公交线路调整", "垃圾清运不及时"];
const PLACES: [&str; 4] = ["云溪镇临河路", "云溪镇西街", "石门乡大坪村", "石门乡青石村"];
const CATEGORIES: [&str; 3] = ["城乡建设/市政", "环境保护/噪声", "交通运输/公交"];
const SENTENCE: &str = "我们几户多次反映这个问题，一直没有得到解决，希望派人到现场查看，并给一个明确的答复。";

fn nth<'a>(list: &[&'a str], number: usize) -> &'a str {
    list.get(number % list.len().max(1)).copied().unwrap_or_default()
}

/// The body of registration `number`.
pub(crate) fn body(number: usize) -> Value {
    json!({
        "channel": "online",
        "subject": format!("{}（{number}）", nth(&MATTERS, number)),
        "body": format!("第{number}件。{}", SENTENCE.repeat(7)),
        "persons": 1,
        "place": nth(&PLACES, number / 6),
        "category": nth(&CATEGORIES, number),
        "petitioners": [{
            "name": "白云间",
            // 139 0000 … and six digits of nobody's.
            "phone": format!("1390{:07}", number % 10_000_000),
            "address": format!("{}{}号", nth(&PLACES, number / 6), number % 500 + 1),
        }],
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn petitions_differ_and_are_as_long_as_real_ones() {
        assert_ne!(body(1), body(2));
        let text = body(7);
        let text = text.get("body").and_then(Value::as_str).unwrap();
        assert!((250..350).contains(&text.chars().count()), "{}", text.chars().count());
    }
}
