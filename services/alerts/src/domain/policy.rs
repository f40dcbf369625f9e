//! Escalation policies: who is called, after how many business minutes, through which channels.

use events::AlertKind;
use serde::{Deserialize, Serialize};

/// The rosters' layers, from the desk to the top.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Layer {
    /// 值班员: the officer at the desk.
    Duty,
    /// 值班领导: the leader on call.
    Leader,
    /// 主要领导: the principal leader on call.
    Principal,
}

impl Layer {
    /// Every layer, lowest first.
    pub const ALL: [Self; 3] = [Self::Duty, Self::Leader, Self::Principal];

    /// The code in JSON, in events and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duty => "duty",
            Self::Leader => "leader",
            Self::Principal => "principal",
        }
    }

    /// The layer with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|layer| layer.as_str() == code)
    }

    /// The word a Chinese reader sees.
    #[must_use]
    pub const fn zh(self) -> &'static str {
        match self {
            Self::Duty => "值班员",
            Self::Leader => "值班领导",
            Self::Principal => "主要领导",
        }
    }

    /// The word an English reader sees.
    #[must_use]
    pub const fn en(self) -> &'static str {
        match self {
            Self::Duty => "duty officer",
            Self::Leader => "on-call leader",
            Self::Principal => "principal leader",
        }
    }
}

/// A way to reach a person.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum ChannelKind {
    /// Generic webhook, signed after Standard Webhooks.
    Webhook,
    /// Mail by SMTP.
    Mail,
    /// The live page of the console: the event itself, nothing is sent.
    Console,
}

impl ChannelKind {
    /// Every channel.
    pub const ALL: [Self; 3] = [Self::Webhook, Self::Mail, Self::Console];

    /// The code in JSON, in events and in the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Webhook => "webhook",
            Self::Mail => "mail",
            Self::Console => "console",
        }
    }

    /// The channel with this code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == code)
    }
}

/// How many of the people called at a level must answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quorum {
    /// One answer stops the escalation.
    #[default]
    One,
    /// Everybody called at the level must answer.
    All,
}

/// One step of a policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Level {
    /// Business minutes after the level before began (after raising, for the first level).
    pub delay_minutes: u32,
    /// Whose roster answers.
    pub layer: Layer,
    /// Outside channels in the order in which they are tried; the console's live page is always shown.
    pub channels: Vec<ChannelKind>,
    pub quorum: Quorum,
}

/// A list of levels, snapshotted into each alert when it is raised, so that a later change of policy
/// moves no running escalation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "PolicyParts", into = "PolicyParts")]
pub struct Policy {
    levels: Vec<Level>,
    repeat_minutes: u32,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
struct PolicyParts {
    levels: Vec<Level>,
    repeat_minutes: u32,
}

/// The policy could fall silent, or makes no sense.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidPolicy {
    #[error("a policy has 1 to {LEVELS_MAX} levels")]
    Levels,
    #[error("every delay after the first level and the repeat are 1 to {MINUTES_MAX} minutes")]
    Minutes,
    #[error("a level has 1 to 3 channels")]
    Channels,
}

/// More levels than a county has ranks of leaders.
pub const LEVELS_MAX: usize = 8;
/// Thirty days: a longer delay would outlast most of the clocks it warns about.
pub const MINUTES_MAX: u32 = 30 * 24 * 60;

impl Policy {
    /// # Errors
    /// [`InvalidPolicy`] when there is no level, or when a delay would let the alert fall silent.
    pub fn new(levels: Vec<Level>, repeat_minutes: u32) -> Result<Self, InvalidPolicy> {
        if levels.is_empty() || levels.len() > LEVELS_MAX {
            return Err(InvalidPolicy::Levels);
        }
        let allowed = 1..=MINUTES_MAX;
        let delays = levels.iter().skip(1).map(|level| level.delay_minutes);
        let first_fits = levels.first().is_some_and(|level| level.delay_minutes <= MINUTES_MAX);
        if !first_fits || !delays.chain([repeat_minutes]).all(|minutes| allowed.contains(&minutes)) {
            return Err(InvalidPolicy::Minutes);
        }
        if levels.iter().any(|level| !(1..=3).contains(&level.channels.len())) {
            return Err(InvalidPolicy::Channels);
        }
        Ok(Self { levels, repeat_minutes })
    }

    /// The office's standing policy for this kind of alert (E4: each kind has its own).
    #[must_use]
    pub fn standing(kind: AlertKind) -> Self {
        // An urgent visit calls the next after 5 minutes without an answer (E2); a deadline leaves the
        // leader a working day or half of one; what stops the system itself leaves half an hour.
        let minutes = match kind {
            AlertKind::Near => 24 * 60,
            AlertKind::DueToday | AlertKind::Overdue | AlertKind::RosterGap => 12 * 60,
            AlertKind::System => 30,
            AlertKind::UrgentVisit => 5,
        };
        let layers: &[Layer] = match kind {
            AlertKind::System | AlertKind::RosterGap => &[Layer::Duty, Layer::Leader, Layer::Principal],
            AlertKind::Near | AlertKind::DueToday | AlertKind::Overdue | AlertKind::UrgentVisit => {
                &[Layer::Leader, Layer::Principal]
            }
        };
        let levels = layers.iter().enumerate().map(|(index, layer)| Level {
            delay_minutes: if index == 0 { 0 } else { minutes },
            layer: *layer,
            channels: vec![ChannelKind::Webhook, ChannelKind::Mail],
            quorum: Quorum::One,
        });
        Self { levels: levels.collect(), repeat_minutes: minutes }
    }

    /// The number of levels, at least 1.
    #[must_use]
    pub fn last(&self) -> u32 {
        u32::try_from(self.levels.len()).unwrap_or(u32::MAX)
    }

    /// Level `number`, counted from 1.
    #[must_use]
    pub fn level(&self, number: u32) -> Option<&Level> {
        self.levels.get(usize::try_from(number.checked_sub(1)?).ok()?)
    }

    /// Business minutes from the beginning of level `number` (0: from raising) to what follows it: the
    /// next level, or the last one again.
    #[must_use]
    pub fn minutes_after(&self, number: u32) -> u32 {
        self.level(number.saturating_add(1)).map_or(self.repeat_minutes, |next| next.delay_minutes)
    }
}

impl TryFrom<PolicyParts> for Policy {
    type Error = InvalidPolicy;

    fn try_from(parts: PolicyParts) -> Result<Self, Self::Error> {
        Self::new(parts.levels, parts.repeat_minutes)
    }
}

impl From<Policy> for PolicyParts {
    fn from(policy: Policy) -> Self {
        Self { levels: policy.levels, repeat_minutes: policy.repeat_minutes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e4_every_kind_has_its_own_policy_and_it_is_valid() {
        for kind in AlertKind::ALL {
            let policy = Policy::standing(*kind);
            assert_eq!(Policy::new(policy.levels.clone(), policy.repeat_minutes), Ok(policy));
        }
        assert_eq!(Policy::standing(AlertKind::Near).minutes_after(1), 1440);
        assert_eq!(Policy::standing(AlertKind::Overdue).minutes_after(1), 720);
        assert_eq!(Policy::standing(AlertKind::System).minutes_after(1), 30);
    }

    #[test]
    fn e5_a_policy_that_could_fall_silent_cannot_be_built() {
        assert_eq!(Policy::new(vec![], 10), Err(InvalidPolicy::Levels));
        let level = Policy::standing(AlertKind::Near).levels[0].clone();
        assert_eq!(Policy::new(vec![level.clone()], 0), Err(InvalidPolicy::Minutes));
        assert_eq!(Policy::new(vec![level.clone(), level], 10), Err(InvalidPolicy::Minutes));
        let json = r#"{"levels":[],"repeat_minutes":5}"#;
        assert!(serde_json::from_str::<Policy>(json).is_err());
    }

    #[test]
    fn the_last_level_is_followed_by_itself() {
        let policy = Policy::standing(AlertKind::DueToday);
        assert_eq!((policy.last(), policy.minutes_after(0), policy.minutes_after(2)), (2, 0, 720));
    }
}
