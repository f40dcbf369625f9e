//! Which column is what.

use std::collections::BTreeMap;

use csv::StringRecord;

use crate::{Exit, Failure};

/// What a column may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Field {
    ExternalId,
    Subject,
    Body,
    ReceivedAt,
    Place,
    Category,
    Class,
    Persons,
    Name,
    IdNumber,
    Phone,
    Address,
    /// The column is not read.
    Ignore,
}

impl Field {
    const ALL: [(Self, &'static str); 13] = [
        (Self::ExternalId, "external_id"),
        (Self::Subject, "subject"),
        (Self::Body, "body"),
        (Self::ReceivedAt, "received_at"),
        (Self::Place, "place"),
        (Self::Category, "category"),
        (Self::Class, "class"),
        (Self::Persons, "persons"),
        (Self::Name, "name"),
        (Self::IdNumber, "id_number"),
        (Self::Phone, "phone"),
        (Self::Address, "address"),
        (Self::Ignore, "ignore"),
    ];

    fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
    }
}

/// Headers that are understood without `--map`, in lower case.
const HEADERS: [(&str, Field); 34] = [
    ("message_id", Field::ExternalId),
    ("external_id", Field::ExternalId),
    ("id", Field::ExternalId),
    ("编号", Field::ExternalId),
    ("留言编号", Field::ExternalId),
    ("信访编号", Field::ExternalId),
    ("subject", Field::Subject),
    ("title", Field::Subject),
    ("主题", Field::Subject),
    ("标题", Field::Subject),
    ("留言主题", Field::Subject),
    ("body", Field::Body),
    ("text", Field::Body),
    ("content", Field::Body),
    ("内容", Field::Body),
    ("详情", Field::Body),
    ("留言详情", Field::Body),
    ("received_at", Field::ReceivedAt),
    ("time", Field::ReceivedAt),
    ("时间", Field::ReceivedAt),
    ("留言时间", Field::ReceivedAt),
    ("收到时间", Field::ReceivedAt),
    ("place", Field::Place),
    ("地点", Field::Place),
    ("category", Field::Category),
    ("分类", Field::Category),
    ("class", Field::Class),
    ("persons", Field::Persons),
    ("人数", Field::Persons),
    ("name", Field::Name),
    ("姓名", Field::Name),
    ("phone", Field::Phone),
    ("电话", Field::Phone),
    ("address", Field::Address),
];

/// `COLUMN=FIELD` of the command line. A header may itself hold `=`: the last one counts.
pub(crate) fn parse_mapping(text: &str) -> Result<(String, Field), String> {
    let (column, field) = text.rsplit_once('=').ok_or("COLUMN=FIELD")?;
    let known = || Field::ALL.map(|(_, name)| name).join(", ");
    let field =
        Field::from_name(field.trim()).ok_or_else(|| format!("no field {field:?}; known are {}", known()))?;
    Ok((column.trim().to_owned(), field))
}

/// The columns of one file.
#[derive(Debug)]
pub(crate) struct Columns {
    fields: BTreeMap<Field, usize>,
    pub(crate) count: usize,
}

impl Columns {
    pub(crate) fn find(headers: &StringRecord, map: &BTreeMap<String, Field>) -> Result<Self, Failure> {
        let mut fields = BTreeMap::new();
        for (index, header) in headers.iter().enumerate() {
            let header = header.trim();
            let known = || {
                let lower = header.to_lowercase();
                HEADERS.iter().find(|(name, _)| *name == lower).map(|(_, field)| *field)
            };
            let mapped = map.get(header).copied();
            let Some(field) = mapped.or_else(known).filter(|field| *field != Field::Ignore) else { continue };
            // What the operator says wins over what the header suggests; of two equal claims neither can.
            let claimed = fields.insert(field, (index, mapped.is_some()));
            match claimed {
                Some((earlier, true)) if mapped.is_none() => {
                    fields.insert(field, (earlier, true));
                }
                Some((_, was_mapped)) if was_mapped == mapped.is_some() => {
                    return Err(Failure::new(
                        Exit::Usage,
                        format!("有两列都像是同一字段，请用 --map 指定其中一列为 ignore：{header}"),
                        format!(
                            "two columns look like the same field; --map one of them to ignore: {header}"
                        ),
                    ));
                }
                Some(_) | None => {}
            }
        }
        if let Some(column) =
            map.keys().find(|column| !headers.iter().any(|header| header.trim() == column.as_str()))
        {
            return Err(Failure::new(
                Exit::Usage,
                format!("文件中没有列 {column:?}"),
                format!("the file has no column {column:?}"),
            ));
        }
        if !fields.contains_key(&Field::Subject) {
            return Err(Failure::new(
                Exit::Usage,
                "找不到主题列，请用 --map 列名=subject 指定",
                "no column holds the subject; name it with --map COLUMN=subject",
            ));
        }
        let fields = fields.into_iter().map(|(field, (index, _))| (field, index)).collect();
        Ok(Self { fields, count: headers.len() })
    }

    /// The cell's text without surrounding white space; `None` when empty or when there is no such column.
    pub(crate) fn cell<'r>(&self, record: &'r StringRecord, field: Field) -> Option<&'r str> {
        let index = self.fields.get(&field)?;
        record.get(*index).map(str::trim).filter(|text| !text.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(headers: &[&str], map: &[&str]) -> Result<Columns, Failure> {
        let map = map.iter().map(|text| parse_mapping(text).unwrap()).collect();
        Columns::find(&StringRecord::from(headers.to_vec()), &map)
    }

    #[test]
    fn english_and_chinese_headers_are_understood_and_unknown_ones_ignored() {
        let columns = find(&["message_id", "user", "Subject", "留言时间", "likes"], &[]).unwrap();
        let record = StringRecord::from(vec!["7", "A1", " 路灯不亮 ", "", "3"]);
        assert_eq!(columns.cell(&record, Field::ExternalId), Some("7"));
        assert_eq!(columns.cell(&record, Field::Subject), Some("路灯不亮"));
        assert_eq!(columns.cell(&record, Field::ReceivedAt), None);
        assert_eq!(columns.cell(&record, Field::Name), None);
    }

    #[test]
    fn a_mapping_wins_over_a_header() {
        for headers in [["标题", "subject"], ["subject", "标题"]] {
            let columns = find(&headers, &["标题=subject"]).unwrap();
            let record =
                StringRecord::from(headers.map(|header| if header == "标题" { "一" } else { "二" }).to_vec());
            assert_eq!(columns.cell(&record, Field::Subject), Some("一"));
        }
    }

    #[test]
    fn a_file_without_a_subject_or_with_two_or_without_the_mapped_column_is_refused() {
        assert!(find(&["a", "b"], &[]).is_err());
        assert!(find(&["subject", "标题"], &[]).is_err());
        assert!(find(&["subject", "标题"], &["标题=ignore"]).is_ok());
        assert!(find(&["subject"], &["没有=body"]).is_err());
        assert!(parse_mapping("a=colour").is_err());
    }
}
