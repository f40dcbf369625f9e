use events::CaseStatus;

/// The step that a petitioner sees after `next` was heard, when `current` was shown.
///
/// Intake only repeats what routing decided, in routing's order; a step never goes back on the public page
/// but for progress reported after a decision, which changes nothing there.
#[must_use]
pub const fn after(current: CaseStatus, next: CaseStatus) -> CaseStatus {
    if rank(next) > rank(current) { next } else { current }
}

const fn rank(status: CaseStatus) -> u8 {
    match status {
        CaseStatus::Registered => 0,
        CaseStatus::Assigned => 1,
        CaseStatus::Accepted => 2,
        CaseStatus::Handling => 3,
        CaseStatus::Decided => 4,
        CaseStatus::Served => 5,
        CaseStatus::Closed => 6,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_public_step_moves_forward_only() {
        assert_eq!(after(CaseStatus::Registered, CaseStatus::Assigned), CaseStatus::Assigned);
        assert_eq!(after(CaseStatus::Served, CaseStatus::Handling), CaseStatus::Served);
        assert_eq!(after(CaseStatus::Assigned, CaseStatus::Assigned), CaseStatus::Assigned);
        assert_eq!(after(CaseStatus::Registered, CaseStatus::Closed), CaseStatus::Closed);
    }
}
