//! What a registration is and what the office refuses, without a database, a network or a clock.
//!
//! [`decide`] takes what the counter typed and the business time, and answers either a complete
//! [`Registration`] or a [`Rejection`] that names every wrong field at once (I5, section 6).

mod case_number;
mod decide;
mod identity;
mod limits;
mod masking;
mod public_status;
mod receipt;
mod register;
mod rejection;
mod reveal;
mod text;

pub use case_number::{CaseNumber, Series, china_year, number_prefix};
pub use decide::decide;
pub use identity::{IdNumber, Phone};
pub use limits::*;
pub use masking::{mask_address, mask_id_number, mask_name, mask_phone};
pub use public_status::after;
pub use receipt::{RECEIPT_BYTES, ReceiptCode};
pub use register::{
    Conflict, ConflictEntry, NewPetitioner, NewReception, NewSource, Petitioner, Reception, Register,
    Registration, Source,
};
pub use rejection::{FieldError, Rejection};
pub use reveal::{RevealField, RevealRequest, decide_reveal};
