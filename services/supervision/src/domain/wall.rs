//! How far the machine's own clock may be believed (architecture.md, "Time").
//!
//! A wall clock can be set: by hand, by a broken time server, by a host that was suspended. Firing on a
//! clock that jumped ahead would tell leaders of deadlines that have not passed, and it cannot be taken
//! back. So the wall clock is watched against the monotonic one, which nobody can set.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

/// Time servers correct by slewing or by small steps; a larger step is somebody's mistake until it is
/// confirmed (architecture.md: "a jump beyond 30 s").
pub const JUMP: SignedDuration = SignedDuration::from_secs(30);

/// Stages that fire later than this after they were due (in real time) are catch-up after downtime: one
/// digest, nobody paged.
pub const CATCH_UP_AFTER: SignedDuration = SignedDuration::from_hours(1);

/// Watches the wall clock against the monotonic clock of this process.
#[derive(Debug, Default)]
pub struct Wall {
    /// The latest believed wall time, and the monotonic time at which it was read.
    believed: Option<(Timestamp, Duration)>,
}

impl Wall {
    /// Looks at both clocks. Returns how far the wall clock is ahead of what may be believed: zero in
    /// ordinary running; positive after a jump forward, until the wall clock comes back or
    /// [`Wall::confirm`] accepts it. A clock set back is believed at once: it makes nothing early.
    pub fn ahead(&mut self, wall: Timestamp, monotonic: Duration) -> SignedDuration {
        let Some((at, read)) = self.believed else {
            self.believed = Some((wall, monotonic));
            return SignedDuration::ZERO;
        };
        let elapsed =
            SignedDuration::try_from(monotonic.saturating_sub(read)).unwrap_or(SignedDuration::ZERO);
        let expected = at.saturating_add(elapsed).unwrap_or(Timestamp::MAX);
        let ahead = wall.duration_since(expected);
        if ahead > JUMP {
            return ahead;
        }
        // Keep the line at its highest: a clock that is set back and then right again must not look like
        // a jump forward.
        self.believed = Some((wall.max(expected), monotonic));
        SignedDuration::ZERO
    }

    /// An operator says that the wall clock is right.
    pub const fn confirm(&mut self, wall: Timestamp, monotonic: Duration) {
        self.believed = Some((wall, monotonic));
    }
}

/// Both clocks at one moment at which every due stage had fired.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Business time.
    pub business: Timestamp,
    /// Real time.
    pub real: Timestamp,
}

/// How long ago, in real time, a stage due at `due` became due. `last` is the previous look of this
/// process: business time since then is taken as even, so when a drill is moved ahead by days within one
/// second, the stages in between became due within that second. A stage due before that look (its event
/// came late), and every stage at the first look after a start, is taken at `rate` business seconds per
/// real second.
#[must_use]
pub fn real_lateness(last: Option<Look>, now: Look, due: Timestamp, rate: f64) -> SignedDuration {
    let late = now.business.duration_since(due).max(SignedDuration::ZERO).as_secs_f64();
    let scale = match last {
        Some(last) if due >= last.business && now.business > last.business => {
            let business = now.business.duration_since(last.business).as_secs_f64();
            now.real.duration_since(last.real).as_secs_f64().max(0.0) / business
        }
        _ if rate > 0.0 => 1.0 / rate,
        _ => 1.0,
    };
    SignedDuration::try_from_secs_f64(late * scale).unwrap_or(SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    const fn seconds(seconds: u64) -> Duration {
        Duration::from_secs(seconds)
    }

    #[test]
    fn a_clock_set_a_day_ahead_is_held_until_it_is_back() {
        let mut wall = Wall::default();
        assert_eq!(wall.ahead(at("2026-10-08T04:00:00Z"), seconds(0)), SignedDuration::ZERO);
        assert_eq!(wall.ahead(at("2026-10-08T04:01:00Z"), seconds(60)), SignedDuration::ZERO);
        let jumped = wall.ahead(at("2026-10-09T04:02:00Z"), seconds(120));
        assert_eq!(jumped, SignedDuration::from_hours(24));
        assert_eq!(wall.ahead(at("2026-10-09T05:02:00Z"), seconds(3_720)), SignedDuration::from_hours(24));
        assert_eq!(wall.ahead(at("2026-10-08T05:03:00Z"), seconds(3_780)), SignedDuration::ZERO);
    }

    #[test]
    fn an_operator_may_confirm_a_jump() {
        let mut wall = Wall::default();
        wall.ahead(at("2026-10-08T04:00:00Z"), seconds(0));
        assert!(wall.ahead(at("2026-10-08T06:00:00Z"), seconds(1)) > JUMP);
        wall.confirm(at("2026-10-08T06:00:01Z"), seconds(2));
        assert_eq!(wall.ahead(at("2026-10-08T06:00:02Z"), seconds(3)), SignedDuration::ZERO);
    }

    #[test]
    fn a_clock_set_back_and_then_right_is_no_jump() {
        let mut wall = Wall::default();
        wall.ahead(at("2026-10-08T04:00:00Z"), seconds(0));
        assert_eq!(wall.ahead(at("2026-10-07T04:00:10Z"), seconds(10)), SignedDuration::ZERO);
        assert_eq!(wall.ahead(at("2026-10-08T04:00:20Z"), seconds(20)), SignedDuration::ZERO);
        assert!(wall.ahead(at("2026-10-09T04:00:30Z"), seconds(30)) > JUMP);
    }

    #[test]
    fn small_steps_of_a_time_server_are_believed() {
        let mut wall = Wall::default();
        wall.ahead(at("2026-10-08T04:00:00Z"), seconds(0));
        assert_eq!(wall.ahead(at("2026-10-08T04:00:40Z"), seconds(10)), SignedDuration::ZERO);
    }

    fn look(business: &str, real: &str) -> Look {
        Look { business: at(business), real: at(real) }
    }

    #[test]
    fn downtime_of_hours_is_late_by_its_own_length() {
        let up = look("2026-10-08T20:00:00Z", "2026-10-08T20:00:00Z");
        let late = real_lateness(None, up, at("2026-10-08T16:00:00Z"), 1.0);
        assert_eq!(late, SignedDuration::from_hours(4));
    }

    #[test]
    fn a_drill_moved_ahead_by_weeks_is_not_downtime() {
        let before = look("2026-10-01T00:00:00Z", "2026-10-08T10:00:00Z");
        let after = look("2026-10-20T00:00:00Z", "2026-10-08T10:00:30Z");
        let late = real_lateness(Some(before), after, at("2026-10-08T16:00:00Z"), 1.0);
        assert!(late < SignedDuration::from_secs(31));
    }

    #[test]
    fn a_stage_due_before_the_last_look_is_taken_at_the_drills_rate() {
        let last = look("2026-10-08T10:00:00Z", "2026-10-08T10:00:00Z");
        let late = real_lateness(Some(last), last, at("2026-10-07T10:00:00Z"), 1440.0);
        assert_eq!(late, SignedDuration::from_secs(60));
    }
}
