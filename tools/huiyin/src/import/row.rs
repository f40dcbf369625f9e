//! One row of the file, and the petition it asks for.

use std::fs::File;
use std::path::{Path, PathBuf};

use csv::{ByteRecord, StringRecord};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::columns::{Columns, Field};
use super::time;
use crate::{Exit, Failure};

/// Where a row stands in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// 1 for the first row after the headers; a spreadsheet shows it one lower down.
    pub(crate) row: u64,
    /// Where its text begins: a cell may hold line breaks, so this is not `row + 1`.
    pub(crate) line: u64,
    pub(crate) byte: u64,
}

/// Why a row cannot become a petition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reason {
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
}

const NOT_UTF8: Reason = Reason { zh: "文字不是 UTF-8 编码", en: "the text is not UTF-8" };
const CELLS: Reason = Reason { zh: "列数与表头不一致", en: "another number of cells than headers" };
const NO_SUBJECT: Reason = Reason { zh: "主题为空", en: "the subject is empty" };
const NO_TIME: Reason = Reason { zh: "收到时间无法识别", en: "the time received cannot be read" };
const NO_NUMBER: Reason =
    Reason { zh: "人数不是正整数", en: "the number of persons is not a positive number" };

/// The rows of a file, read one by one.
#[derive(Debug)]
pub(crate) struct Rows {
    reader: csv::Reader<File>,
    path: PathBuf,
    bytes: u64,
    row: u64,
    headers: StringRecord,
}

/// A row as it stands in the file.
#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) place: Place,
    cells: ByteRecord,
}

impl Rows {
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let file = File::open(path).map_err(|error| Failure::file(path, &error))?;
        let bytes = file.metadata().map_or(0, |meta| meta.len());
        // `flexible`: a row with too few or too many cells is rejected by itself, not the whole file. The
        // reader leaves a byte order mark out by itself.
        let reader = csv::ReaderBuilder::new().flexible(true).from_reader(file);
        Ok(Self { reader, path: path.to_path_buf(), bytes, row: 0, headers: StringRecord::new() })
    }

    pub(crate) const fn bytes(&self) -> u64 {
        self.bytes
    }

    pub(crate) fn headers(&mut self) -> Result<&StringRecord, Failure> {
        self.headers = self.reader.headers().cloned().map_err(|error| {
            Failure::new(
                Exit::Local,
                format!("无法读取 {} 的表头，请另存为 UTF-8 编码的 CSV", self.path.display()),
                format!("cannot read the headers of {}: save it as CSV in UTF-8", self.path.display()),
            )
            .caused_by(error)
        })?;
        Ok(&self.headers)
    }
}

impl Iterator for Rows {
    type Item = Result<Row, Failure>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut cells = ByteRecord::new();
        match self.reader.read_byte_record(&mut cells) {
            Ok(false) => None,
            Ok(true) => {
                self.row += 1;
                let position = cells.position().cloned().unwrap_or_else(csv::Position::new);
                let place = Place { row: self.row, line: position.line(), byte: position.byte() };
                Some(Ok(Row { place, cells }))
            }
            Err(error) => Some(Err(Failure::new(
                Exit::Local,
                format!("无法读取 {}", self.path.display()),
                format!("cannot read {}", self.path.display()),
            )
            .caused_by(error))),
        }
    }
}

impl Row {
    /// The body of `POST /api/intake/v1/petitions`. Lengths, places and dates are intake's to judge: its
    /// answer becomes the reason of the rejection.
    pub(crate) fn petition(&self, columns: &Columns, channel: &str, source: &str) -> Result<Value, Reason> {
        let record = StringRecord::from_byte_record(self.cells.clone()).map_err(|_| NOT_UTF8)?;
        if record.len() != columns.count {
            return Err(CELLS);
        }
        let cell = |field| columns.cell(&record, field);
        // A subject travels in events to every service, a body never leaves intake: an empty subject is
        // therefore not filled from the body.
        let subject = cell(Field::Subject).ok_or(NO_SUBJECT)?;
        let persons = match cell(Field::Persons) {
            Some(text) => text.parse::<u32>().ok().filter(|persons| *persons > 0).ok_or(NO_NUMBER)?,
            None => 1,
        };
        let mut petition = json!({
            "channel": channel,
            "subject": subject,
            // A message may say everything in its subject.
            "body": cell(Field::Body).unwrap_or(subject),
            "persons": persons,
            "petitioners": petitioners(&cell),
            "source": { "name": source, "external_id": self.external_id(columns, &record) },
        });
        let optional = [(Field::Place, "place"), (Field::Category, "category"), (Field::Class, "class")];
        if let Some(petition) = petition.as_object_mut() {
            for (field, name) in optional {
                if let Some(text) = cell(field) {
                    petition.insert(name.to_owned(), text.into());
                }
            }
            if let Some(text) = cell(Field::ReceivedAt) {
                let at = time::parse(text).ok_or(NO_TIME)?;
                petition.insert("received_at".to_owned(), at.to_string().into());
            }
        }
        Ok(petition)
    }

    /// The row's own number, else a digest of its place and cells: two rows with the same text are two
    /// matters (the same complaint sent twice), so the text alone must not name a row.
    fn external_id(&self, columns: &Columns, record: &StringRecord) -> String {
        if let Some(id) = columns.cell(record, Field::ExternalId) {
            return id.to_owned();
        }
        let mut hash = Sha256::new();
        hash.update(self.place.row.to_be_bytes());
        for cell in record {
            hash.update(u64::try_from(cell.len()).unwrap_or(u64::MAX).to_be_bytes());
            hash.update(cell.as_bytes());
        }
        let digest: String = hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect();
        format!("row-{}-{digest}", self.place.row)
    }
}

fn petitioners<'r>(cell: &impl Fn(Field) -> Option<&'r str>) -> Vec<Value> {
    let fields = [
        (Field::Name, "name"),
        (Field::IdNumber, "id_number"),
        (Field::Phone, "phone"),
        (Field::Address, "address"),
    ];
    let known: serde_json::Map<String, Value> =
        fields.into_iter().filter_map(|(field, name)| Some((name.to_owned(), cell(field)?.into()))).collect();
    // Without a name there is nobody to whom a number or an address could belong.
    if known.contains_key("name") { vec![Value::Object(known)] } else { Vec::new() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::io::Write;

    use super::*;

    fn petitions(text: &[u8]) -> Vec<Result<Value, Reason>> {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(text).unwrap();
        let mut rows = Rows::open(file.path()).unwrap();
        let columns = Columns::find(rows.headers().unwrap(), &BTreeMap::new()).unwrap();
        rows.map(|row| row.unwrap().petition(&columns, "online", "demo")).collect()
    }

    #[test]
    fn a_row_becomes_a_petition_with_or_without_byte_order_mark() {
        let text = "message_id,subject,received_at,body\n9,路灯,2026-11-01 08:30,\"第一行\n第二行\"\n";
        for text in [text.as_bytes().to_vec(), [b"\xef\xbb\xbf", text.as_bytes()].concat()] {
            let petition = petitions(&text).remove(0).unwrap();
            assert_eq!(petition["source"]["external_id"], "9");
            assert_eq!(petition["body"], "第一行\n第二行");
            assert_eq!(petition["received_at"], "2026-11-01T00:30:00Z");
            assert_eq!(petition["persons"], 1);
            assert!(petition.get("place").is_none());
        }
    }

    #[test]
    fn equal_texts_without_a_number_are_two_matters() {
        let rows = petitions("subject,body\n噪音,夜间\n噪音,夜间\n".as_bytes());
        let ids: Vec<_> =
            rows.iter().map(|row| row.as_ref().unwrap()["source"]["external_id"].clone()).collect();
        assert_ne!(ids[0], ids[1]);
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_bad_row_is_rejected_by_itself() {
        let text = [
            "subject,body,received_at,persons\n".as_bytes(),
            "好,x,,\n,只有内容,,\n少一列,x\n坏时间,x,昨天,\n人数,x,,0\n".as_bytes(),
            b"\xff\xfe,x,,\n",
            "空内容,,,3\n".as_bytes(),
        ]
        .concat();
        let rows = petitions(&text);
        let reasons: Vec<_> = rows.iter().map(|row| row.as_ref().err().copied()).collect();
        let expected =
            [None, Some(NO_SUBJECT), Some(CELLS), Some(NO_TIME), Some(NO_NUMBER), Some(NOT_UTF8), None];
        assert_eq!(reasons, expected);
        assert_eq!(rows[6].as_ref().unwrap()["body"], "空内容");
    }
}
