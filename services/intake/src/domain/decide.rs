//! What the office refuses to register, and how it completes what it takes on.

use events::intake::ConflictV1;
use events::{CaseClass, Channel};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::Offset;

use super::identity::{IdNumber, Phone, holds_identity};
use super::limits::{
    ADDRESS_CHARS_MAX, AHEAD_MAX, BODY_CHARS_MAX, CATEGORY_CHARS_MAX, CONFLICT_ENTRIES_MAX, EARLIEST,
    EXTERNAL_ID_CHARS_MAX, ID_NUMBER_CHARS_MAX, NAME_CHARS_MAX, PERSONS_MAX, PETITIONERS_MAX,
    PHONE_CHARS_MAX, PLACE_CHARS_MAX, REPRESENTATIVES_MAX, SOURCE_NAME_CHARS_MAX, SUBJECT_CHARS_MAX,
};
use super::register::{
    Conflict, ConflictEntry, NewPetitioner, NewReception, NewSource, Petitioner, Reception, Register,
    Registration, Source,
};
use super::rejection::{Findings, Rejection};
use super::text::{self, Label};

/// Checks and completes a registration at business time `now`.
///
/// # Errors
/// [`Rejection`] with every wrong field.
pub fn decide(command: Register, now: Timestamp) -> Result<Registration, Rejection> {
    let mut findings = Findings::default();
    let f = &mut findings;
    let subject = text::line(f, "/subject", Label("标题", "subject"), &command.subject, SUBJECT_CHARS_MAX);
    refuse_identity(f, "/subject", &subject);
    let body = text::lines(f, "/body", Label("正文", "body"), &command.body, BODY_CHARS_MAX);
    let persons = persons(f, command.persons);
    let place =
        text::optional_line(f, "/place", Label("地点", "place"), command.place.as_deref(), PLACE_CHARS_MAX);
    refuse_identity(f, "/place", place.as_deref().unwrap_or_default());
    let label = Label("内容分类", "category");
    let category =
        text::optional_line(f, "/category", label, command.category.as_deref(), CATEGORY_CHARS_MAX);
    let petitioners = petitioners(f, command.channel, command.petitioners, persons);
    refuse_names(f, "/subject", &subject, &petitioners);
    let received_at = received_at(f, command.received_at, command.reception, now);
    let reception = reception(f, command.reception, received_at, now);
    let conflict_entries = conflict_entries(f, command.conflict.as_ref());
    let conflict = conflict_facts(command.class, command.conflict.unwrap_or_default());
    let source = source(f, command.source);
    findings.or(Registration {
        channel: command.channel,
        class: command.class,
        subject,
        body,
        persons,
        place,
        category,
        petitioners,
        received_at,
        registered_at: now,
        late_entry: china_date(received_at) < china_date(now),
        reception,
        conflict,
        conflict_entries,
        source,
    })
}

/// The matter, its place and the reason of a reveal go to every service, to alerts and to bulletins; an
/// identity must not (section 10).
pub(super) fn refuse_identity(f: &mut Findings, pointer: &str, text: &str) {
    if holds_identity(text) {
        f.add(
            pointer,
            "holds_identity",
            "此处会对外流转，不得填写身份证号或手机号",
            "This text leaves the office: it must not contain an ID number or a mobile number",
        );
    }
}

/// The one-line matter travels; the names of those who brought it stay here. A name of one character is too
/// common in other words to be told apart from them.
fn refuse_names(f: &mut Findings, pointer: &str, text: &str, petitioners: &[Petitioner]) {
    let names = petitioners.iter().map(|petitioner| petitioner.name.as_str());
    if names.filter(|name| name.chars().nth(1).is_some()).any(|name| text.contains(name)) {
        f.add(
            pointer,
            "holds_name",
            "标题会对外流转，不得写信访人姓名，请只写事项",
            "The subject leaves the office: say what the matter is, without the petitioner's name",
        );
    }
}

fn persons(f: &mut Findings, persons: i64) -> u32 {
    match u32::try_from(persons) {
        Ok(count) if (1..=PERSONS_MAX).contains(&count) => count,
        _ => {
            f.add(
                "/persons",
                "out_of_range",
                format!("人数应在1至{PERSONS_MAX}之间"),
                format!("The number of persons must be between 1 and {PERSONS_MAX}"),
            );
            // In range, so that no second complaint about the petitioners' count follows from it.
            PERSONS_MAX
        }
    }
}

fn petitioners(
    f: &mut Findings,
    channel: Channel,
    typed: Vec<NewPetitioner>,
    persons: u32,
) -> Vec<Petitioner> {
    if typed.len() > PETITIONERS_MAX {
        f.add(
            "/petitioners",
            "too_many",
            format!("信访人不得超过{PETITIONERS_MAX}名，其余请计入人数"),
            format!("At most {PETITIONERS_MAX} petitioners can be listed; count the others in persons"),
        );
        return Vec::new();
    }
    if u32::try_from(typed.len()).unwrap_or(u32::MAX) > persons {
        f.add(
            "/persons",
            "fewer_than_petitioners",
            "人数少于所列信访人",
            "There are more petitioners listed than persons counted",
        );
    }
    if channel == Channel::Visit && typed.iter().filter(|p| p.representative).count() > REPRESENTATIVES_MAX {
        f.add(
            "/petitioners",
            "too_many_representatives",
            format!("走访代表不得超过{REPRESENTATIVES_MAX}人（条例第二十条）"),
            format!("Visitors choose at most {REPRESENTATIVES_MAX} representatives (art. 20)"),
        );
    }
    typed.into_iter().enumerate().map(|(index, typed)| petitioner(f, index, &typed)).collect()
}

fn petitioner(f: &mut Findings, index: usize, typed: &NewPetitioner) -> Petitioner {
    let at = |field: &str| format!("/petitioners/{index}/{field}");
    let name = text::line(f, &at("name"), Label("姓名", "name"), &typed.name, NAME_CHARS_MAX);
    let label = Label("地址", "address");
    let address = text::optional_line(f, &at("address"), label, typed.address.as_deref(), ADDRESS_CHARS_MAX);
    let label = Label("身份证号", "ID number");
    let id_number =
        text::optional_line(f, &at("id_number"), label, typed.id_number.as_deref(), ID_NUMBER_CHARS_MAX);
    let id_number = id_number.and_then(|text| {
        let number = IdNumber::parse(&text);
        if number.is_none() {
            let zh = "身份证号不正确：应为18位，且校验码、出生日期有效";
            let en = "Not a valid ID number: 18 characters with a valid date of birth and check character";
            f.add(at("id_number"), "invalid_id_number", zh, en);
        }
        number
    });
    let label = Label("电话", "telephone number");
    let phone = text::optional_line(f, &at("phone"), label, typed.phone.as_deref(), PHONE_CHARS_MAX);
    let phone = phone.and_then(|text| {
        let phone = Phone::parse(&text);
        if phone.is_none() {
            let zh = "电话号码不正确：请填写手机号或带区号的座机号";
            let en = "Not a valid telephone number: a mobile number, or a landline number with its area code";
            f.add(at("phone"), "invalid_phone", zh, en);
        }
        phone
    });
    Petitioner { name, id_number, phone, address, representative: typed.representative }
}

fn received_at(
    f: &mut Findings,
    typed: Option<Timestamp>,
    reception: Option<NewReception>,
    now: Timestamp,
) -> Timestamp {
    // A matter first told at a reception has reached the office by the end of it, not when it is typed.
    let Some(at) = typed else {
        return reception.map_or(now, |reception| whole_micros(reception.ended_at.min(now)));
    };
    possible(f, "/received_at", Label("收到时间", "time of receipt"), at, now);
    whole_micros(at)
}

fn reception(
    f: &mut Findings,
    typed: Option<NewReception>,
    received_at: Timestamp,
    now: Timestamp,
) -> Option<Reception> {
    let NewReception { ended_at, result } = typed?;
    let ended_at = whole_micros(ended_at);
    possible(f, "/reception/ended_at", Label("接访结束时间", "end of the reception"), ended_at, now);
    if ended_at < received_at {
        f.add(
            "/reception/ended_at",
            "before_receipt",
            "接访结束时间早于收到时间",
            "The reception ended before the matter was received",
        );
    }
    Some(Reception { ended_at, result })
}

/// The finest that both stores keep, so that the event and the row tell the same time.
fn whole_micros(at: Timestamp) -> Timestamp {
    Timestamp::from_microsecond(at.as_microsecond()).unwrap_or(at)
}

/// Records an instant that cannot be: ahead of the business clock, or before any open matter.
fn possible(f: &mut Findings, pointer: &str, label: Label, at: Timestamp, now: Timestamp) {
    if at > now.saturating_add(AHEAD_MAX).unwrap_or(Timestamp::MAX) {
        f.add(
            pointer,
            "in_future",
            format!("{}不能晚于当前时间", label.0),
            format!("The {} is in the future", label.1),
        );
    } else if china_date(at) < EARLIEST {
        f.add(
            pointer,
            "too_early",
            format!("{}不能早于{EARLIEST}", label.0),
            format!("The {} is before {EARLIEST}", label.1),
        );
    }
}

fn conflict_entries(f: &mut Findings, typed: Option<&Conflict>) -> Vec<ConflictEntry> {
    let Some(typed) = typed else { return Vec::new() };
    for (pointer, count) in
        [("/conflict/units", typed.units.len()), ("/conflict/persons", typed.persons.len())]
    {
        if count > CONFLICT_ENTRIES_MAX {
            f.add(
                pointer,
                "too_many",
                format!("不得超过{CONFLICT_ENTRIES_MAX}项"),
                format!("At most {CONFLICT_ENTRIES_MAX} entries"),
            );
            return Vec::new();
        }
    }
    let units = typed.units.iter().enumerate().map(|(index, id)| ConflictEntry::Unit(index, *id));
    let persons = typed.persons.iter().enumerate().map(|(index, id)| ConflictEntry::Person(index, *id));
    units.chain(persons).collect()
}

/// R11: an accusation (art. 30) excludes units and persons; a claim (art. 31) or suggestion recuses the
/// persons (art. 28), while the unit complained of may well be the one that must decide.
fn conflict_facts(class: CaseClass, typed: Conflict) -> ConflictV1 {
    let (mut units, mut persons) = (typed.units, typed.persons);
    units.sort_unstable();
    units.dedup();
    persons.sort_unstable();
    persons.dedup();
    let (excluded_units, complained_units) =
        if class == CaseClass::Accusation { (units, Vec::new()) } else { (Vec::new(), units) };
    ConflictV1 { excluded_units, excluded_persons: persons, complained_units }
}

fn source(f: &mut Findings, typed: Option<NewSource>) -> Option<Source> {
    let typed = typed?;
    let label = Label("来源名称", "source name");
    let name = text::line(f, "/source/name", label, &typed.name, SOURCE_NAME_CHARS_MAX);
    let label = Label("来源编号", "external id");
    let external_id = text::line(f, "/source/external_id", label, &typed.external_id, EXTERNAL_ID_CHARS_MAX);
    Some(Source { name, external_id })
}

fn china_date(at: Timestamp) -> Date {
    Offset::constant(8).to_datetime(at).date()
}

#[cfg(test)]
#[path = "decide_tests.rs"]
mod tests;
