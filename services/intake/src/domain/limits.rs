//! Every limit of a registration, with its reason.

use jiff::SignedDuration;
use jiff::civil::Date;

/// Characters of the registrar's one-line matter: it must fit one line of a list, a letter and a bulletin.
pub const SUBJECT_CHARS_MAX: usize = 200;
/// Characters of the petition's text: three times the longest of some three thousand real messages.
pub const BODY_CHARS_MAX: usize = 20_000;
/// Persons in one matter: above any gathering a county has seen, low enough to catch a telephone number
/// typed into the wrong box.
pub const PERSONS_MAX: u32 = 100_000;
/// Petitioners listed by name; longer joint letters (I16) carry the rest as a count and an attachment.
pub const PETITIONERS_MAX: usize = 200;
/// Article 20: people who visit together about one matter choose at most five representatives.
pub const REPRESENTATIVES_MAX: usize = 5;
/// Characters of a place name, down to the building.
pub const PLACE_CHARS_MAX: usize = 200;
/// Characters of a person's name: the longest names written in Chinese script, and foreign ones.
pub const NAME_CHARS_MAX: usize = 60;
/// Characters of a postal address.
pub const ADDRESS_CHARS_MAX: usize = 200;
/// Characters of an ID number as typed, with spaces.
pub const ID_NUMBER_CHARS_MAX: usize = 30;
/// Characters of a telephone number as typed, with separators and an extension.
pub const PHONE_CHARS_MAX: usize = 30;
/// Characters of a row id of the three-level subject table (I10).
pub const CATEGORY_CHARS_MAX: usize = 100;
/// Units, and persons, named in one petition's conflict facts (R11): all of a county's departments.
pub const CONFLICT_ENTRIES_MAX: usize = 100;
/// Characters of the name of an import source.
pub const SOURCE_NAME_CHARS_MAX: usize = 60;
/// Characters of an id given by an import source.
pub const EXTERNAL_ID_CHARS_MAX: usize = 200;
/// Characters of the reason of a reveal: long enough to be a sentence, short enough to be read by an auditor.
pub const REASON_CHARS_MAX: usize = 200;
/// Fewer characters than this are not a reason.
pub const REASON_CHARS_MIN: usize = 2;
/// How far ahead of the business clock a time may be: the drift of a workstation's clock.
pub const AHEAD_MAX: SignedDuration = SignedDuration::from_mins(5);
/// Nothing older is registered: no open matter is, and a year such as 0202 is a slip.
pub const EARLIEST: Date = Date::constant(1990, 1, 1);
