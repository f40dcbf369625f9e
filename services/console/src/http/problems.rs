//! What the console's own routes say when they refuse.

use axum::http::StatusCode;
use http_kit::Problem;

use crate::auth::passwords::PasswordsError;
use crate::domain::password_rules::{PASSWORD_CHARS_MIN, PasswordRefused};
use crate::domain::roles::{ROLES_MAX, RolesRefused};

/// Wrong password, unknown name, inactive user: the same answer (no enumeration).
pub(super) fn invalid_credentials() -> Problem {
    Problem::new(
        StatusCode::UNAUTHORIZED,
        "invalid_credentials",
        "用户名或密码不对。连续 5 次不对会锁定 15 分钟。",
        "The user name or the password is not right. Five failures in a row lock the name for 15 minutes.",
    )
}

/// Five failures in a row under this name, whether anybody has it or not.
pub(super) fn account_locked(seconds: i64) -> Problem {
    let minutes = (seconds + 59) / 60;
    Problem::new(
        StatusCode::TOO_MANY_REQUESTS,
        "account_locked",
        format!("这个用户名因连续输错已锁定，约 {minutes} 分钟后可再试。"),
        format!("This user name is locked after repeated failures; try again in about {minutes} minutes."),
    )
    .retry_after(u32::try_from(seconds).unwrap_or(900))
}

impl From<PasswordsError> for Problem {
    fn from(error: PasswordsError) -> Self {
        match error {
            PasswordsError::Busy => Self::new(
                StatusCode::SERVICE_UNAVAILABLE,
                "sign_in_busy",
                "同时登录的人太多，请过几秒再试。",
                "Too many people are signing in at the same moment; try again in a few seconds.",
            )
            .retry_after(3),
            PasswordsError::Hash => {
                tracing::error!(%error, "password hashing");
                Self::internal()
            }
        }
    }
}

/// A new password is refused; `pointer` names its field.
pub(super) fn password_refused(refused: PasswordRefused, pointer: &str) -> Problem {
    let (code, zh, en) = match refused {
        PasswordRefused::TooShort => (
            "password_too_short",
            format!("密码至少 {PASSWORD_CHARS_MIN} 个字符；一句话最好记。"),
            format!(
                "A password has at least {PASSWORD_CHARS_MIN} characters; a sentence is easiest to remember."
            ),
        ),
        PasswordRefused::TooLong => {
            ("password_too_long", "密码太长。".into(), "The password is too long.".into())
        }
        PasswordRefused::TooFewDifferent => (
            "password_too_simple",
            "密码里不同的字符太少。".into(),
            "The password repeats a few characters.".into(),
        ),
        PasswordRefused::ContainsName => (
            "password_contains_name",
            "密码里不能含用户名。".into(),
            "The password must not contain the user name.".into(),
        ),
        PasswordRefused::Unchanged => (
            "password_unchanged",
            "新密码不能与原密码相同。".into(),
            "The new password must differ from the old one.".into(),
        ),
    };
    Problem::invalid().field(pointer, code, zh, en)
}

/// A set of roles is refused.
pub(super) fn roles_refused(refused: RolesRefused) -> Problem {
    let (code, zh, en) = match refused {
        RolesRefused::None => {
            ("roles_missing", "至少选一个角色。".into(), "Choose at least one role.".into())
        }
        RolesRefused::TooMany => (
            "roles_too_many",
            format!("一个用户最多 {ROLES_MAX} 个角色。"),
            format!("A user has at most {ROLES_MAX} roles."),
        ),
        RolesRefused::TwoAdministrators => (
            "administrators_exclusive",
            "系统管理员、安全管理员、审计管理员必须由三个人分别担任。".into(),
            "The system, security and audit administrators must be three different people.".into(),
        ),
        RolesRefused::NoPerson => {
            return Problem::invalid().field(
                "/person_id",
                "person_missing",
                "能看到检举控告件的岗位必须对应名录中的人员，以便回避。",
                "Who may read accusations must be a person of the directory, so that conflicts of interest are seen.",
            );
        }
        RolesRefused::Operator => (
            "role_not_for_persons",
            "运维角色只属于命令行，不能授予用户。".into(),
            "The operator role belongs to the command line and is not given to a person.".into(),
        ),
    };
    Problem::invalid().field("/roles", code, zh, en)
}

/// Outside drills there is no drill inbox.
pub(super) fn not_a_drill() -> Problem {
    Problem::not_found(
        "not_a_drill",
        "本实例不在演练模式，没有演练收件箱。",
        "This instance is not a drill and has no drill inbox.",
    )
}
