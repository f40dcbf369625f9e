use serde::{Deserialize, Serialize};

/// What a person may do (section 9 of the domain table). A user has one or more roles; the three
/// administrators (三员) exclude one another.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// 登记员
    Registrar,
    /// 导访员
    Receptionist,
    /// 分流员
    Router,
    /// 信访局长
    Director,
    /// 承办人
    Handler,
    /// 承办单位负责人
    UnitHead,
    /// 批示领导
    InstructingLeader,
    /// 村级信息员
    VillageReporter,
    /// 责任领导
    ResponsibleLeader,
    /// 包案领导
    Sponsor,
    /// 督办员
    Supervisor,
    /// 值班领导
    Leader,
    /// 联席办
    JointConference,
    /// 听证主持人
    HearingChair,
    /// 调解员
    Mediator,
    /// 复查复核员
    Reviewer,
    /// 考核员
    Assessor,
    /// 纪检监察员
    DisciplineInspector,
    /// 系统管理员
    Sysadmin,
    /// 安全管理员
    Secadmin,
    /// 审计管理员
    Auditor,
    /// 运维（命令行）
    Operator,
}

/// The text names no role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no role is called {0:?}")]
pub struct InvalidRole(String);

impl Role {
    pub const ALL: [Self; 22] = [
        Self::Registrar,
        Self::Receptionist,
        Self::Router,
        Self::Director,
        Self::Handler,
        Self::UnitHead,
        Self::InstructingLeader,
        Self::VillageReporter,
        Self::ResponsibleLeader,
        Self::Sponsor,
        Self::Supervisor,
        Self::Leader,
        Self::JointConference,
        Self::HearingChair,
        Self::Mediator,
        Self::Reviewer,
        Self::Assessor,
        Self::DisciplineInspector,
        Self::Sysadmin,
        Self::Secadmin,
        Self::Auditor,
        Self::Operator,
    ];

    /// Every role that works on cases: all but the three administrators. Routes that show the cases within
    /// a reader's scope are open to these.
    pub const ON_CASES: [Self; 19] = [
        Self::Registrar,
        Self::Receptionist,
        Self::Router,
        Self::Director,
        Self::Handler,
        Self::UnitHead,
        Self::InstructingLeader,
        Self::VillageReporter,
        Self::ResponsibleLeader,
        Self::Sponsor,
        Self::Supervisor,
        Self::Leader,
        Self::JointConference,
        Self::HearingChair,
        Self::Mediator,
        Self::Reviewer,
        Self::Assessor,
        Self::DisciplineInspector,
        Self::Operator,
    ];

    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Registrar => "registrar",
            Self::Receptionist => "receptionist",
            Self::Router => "router",
            Self::Director => "director",
            Self::Handler => "handler",
            Self::UnitHead => "unit_head",
            Self::InstructingLeader => "instructing_leader",
            Self::VillageReporter => "village_reporter",
            Self::ResponsibleLeader => "responsible_leader",
            Self::Sponsor => "sponsor",
            Self::Supervisor => "supervisor",
            Self::Leader => "leader",
            Self::JointConference => "joint_conference",
            Self::HearingChair => "hearing_chair",
            Self::Mediator => "mediator",
            Self::Reviewer => "reviewer",
            Self::Assessor => "assessor",
            Self::DisciplineInspector => "discipline_inspector",
            Self::Sysadmin => "sysadmin",
            Self::Secadmin => "secadmin",
            Self::Auditor => "auditor",
            Self::Operator => "operator",
        }
    }

    /// Sees every case of the instance except what R11 excludes; the others see only the cases that
    /// they or their unit are on.
    #[must_use]
    pub const fn is_office(self) -> bool {
        matches!(
            self,
            Self::Registrar
                | Self::Receptionist
                | Self::Router
                | Self::Director
                | Self::Supervisor
                | Self::Leader
                | Self::InstructingLeader
                | Self::JointConference
                | Self::Assessor
                | Self::Operator
        )
    }

    /// May read accusations (art. 30) without being on the case. Whoever is excluded from a case stays
    /// excluded whatever the role (R11).
    #[must_use]
    pub const fn reads_accusations(self) -> bool {
        matches!(
            self,
            Self::Registrar
                | Self::Router
                | Self::Director
                | Self::Supervisor
                | Self::DisciplineInspector
                | Self::Operator
        )
    }

    /// One of the three administrators, of which nobody may be two.
    #[must_use]
    pub const fn is_administrator(self) -> bool {
        matches!(self, Self::Sysadmin | Self::Secadmin | Self::Auditor)
    }
}

impl std::fmt::Display for Role {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl std::str::FromStr for Role {
    type Err = InvalidRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or_else(|| InvalidRole(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_but_an_administrator_works_on_cases() {
        let others: Vec<Role> = Role::ALL.into_iter().filter(|role| !role.is_administrator()).collect();
        assert_eq!(others, Role::ON_CASES);
    }
}
