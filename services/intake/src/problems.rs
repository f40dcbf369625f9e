//! Intake's own refusals, in both languages.

use axum::http::StatusCode;
use http_kit::Problem;
use tracing::error;

use crate::domain::{ConflictEntry, Rejection};
use crate::public_limit::TooOften;
use crate::vault::VaultError;

/// 422 with every wrong field.
pub(crate) fn rejected(rejection: &Rejection) -> Problem {
    rejection.errors.iter().fold(Problem::invalid(), |problem, field| {
        problem.field(&field.pointer, field.code, &field.zh, &field.en)
    })
}

/// 422: conflict facts that name nobody of the directory.
pub(crate) fn unknown_conflict_entries(entries: &[ConflictEntry]) -> Problem {
    entries.iter().fold(Problem::invalid(), |problem, entry| match entry {
        ConflictEntry::Unit(index, _) => problem.field(
            format!("/conflict/units/{index}"),
            "unknown_unit",
            "没有这个单位",
            "There is no such unit",
        ),
        ConflictEntry::Person(index, _) => problem.field(
            format!("/conflict/persons/{index}"),
            "unknown_person",
            "没有这个人员",
            "There is no such person",
        ),
    })
}

/// 404, the same for every code that opens nothing.
pub(crate) fn receipt_not_found() -> Problem {
    Problem::new(
        StatusCode::NOT_FOUND,
        "receipt_not_found",
        "没有查到，请核对查询码",
        "Nothing was found; please check the receipt code",
    )
}

/// 429 on the public pages.
pub(crate) fn too_often(cause: TooOften) -> Problem {
    let seconds = cause.retry_after_seconds;
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "too_often",
        format!("查询过于频繁，请{seconds}秒后再试"),
        format!("Too many questions; please try again in {seconds} seconds"),
    )
    .retry_after(seconds)
}

/// 409: the import row is taken by a petition that the caller may not see.
pub(crate) fn source_taken() -> Problem {
    Problem::new(
        StatusCode::CONFLICT,
        "source_taken",
        "该来源编号已被使用",
        "This source id has been used already",
    )
}

/// 500: the vault does not open; for the operator, who sees which field.
pub(crate) fn vault(cause: &VaultError) -> Problem {
    error!(error = %cause, "the identity vault failed");
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "vault_failed",
        "加密信息无法读写，请联系系统管理员",
        "The encrypted data cannot be read or written; please tell the system administrator",
    )
}
