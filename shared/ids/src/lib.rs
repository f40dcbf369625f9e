//! Typed identifiers, and the injected sources that mint them.
//!
//! A bare `Uuid` in a signature says nothing about what it names; a `CaseId` cannot be passed where a
//! `UnitId` is wanted. Nothing in the workspace calls the operating system for randomness except
//! [`Ids::system`] and [`Secrets::system`], so a test can replay every identifier it sees.

mod instance;
mod source;

pub use instance::{InstanceId, InvalidInstanceId};
pub use source::{Ids, Secrets};

/// Declares one newtype over a UUID for each kind of thing that is referred to across services.
macro_rules! typed_ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(
            Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            utoipa::ToSchema,
        )]
        #[serde(transparent)]
        #[schema(value_type = uuid::Uuid)]
        pub struct $name(uuid::Uuid);

        impl $name {
            /// The bare UUID, for storage and for an event's `subject`.
            #[must_use]
            pub const fn uuid(self) -> uuid::Uuid {
                self.0
            }
        }

        impl From<uuid::Uuid> for $name {
            fn from(value: uuid::Uuid) -> Self {
                Self(value)
            }
        }

        impl From<$name> for uuid::Uuid {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl std::str::FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map(Self)
            }
        }
    )+};
}

typed_ids! {
    /// One petition and the case made of it: the same id in every service.
    CaseId,
    /// A unit of the directory (an office, department, town, village or group); minted by routing.
    UnitId,
    /// A member of staff in the directory; minted by routing. Never a petitioner.
    PersonId,
    /// A sign-in identity; owned by console.
    UserId,
    /// One armed clock: the hash of (case, rule, ordinal).
    ClockId,
    /// One alert to on-call leaders.
    AlertId,
    /// One message to one person through one channel.
    DeliveryId,
    /// One layer of duty (leaders, principal leaders, duty officers).
    RosterId,
    /// One stretch of duty of one person.
    ShiftId,
    /// One event in a producer's log.
    EventId,
}
