//! The offices' own words, as closed sets: code, Chinese word, English word.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $code:literal, $zh:literal, $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(
            Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
            utoipa::ToSchema,
        )]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $(#[doc = $zh] $variant,)+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The code in JSON and in the stores.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code),+ }
            }

            /// The word a Chinese reader sees.
            #[must_use]
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh),+ }
            }

            /// The word an English reader sees.
            #[must_use]
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en),+ }
            }

            /// The value with this code, if there is one.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|value| value.as_str() == code)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
    };
}

words! {
    /// How a matter arrived (I5).
    Channel {
        Letter = "letter", "来信", "letter";
        Visit = "visit", "来访", "visit";
        Call = "call", "来电", "call";
        Online = "online", "网上", "online";
        LeaderReception = "leader_reception", "领导接访", "leaders' reception";
        FromAbove = "from_above", "上级交办", "assigned from above";
        Sweep = "sweep", "排查", "sweep finding";
        Suggestion = "suggestion", "人民建议征集", "call for suggestions";
    }
}

words! {
    /// 依法分类: which article of the Regulation governs the matter.
    CaseClass {
        Suggestion = "suggestion", "建议意见", "suggestion";
        Accusation = "accusation", "检举控告", "accusation";
        Claim = "claim", "申诉求决", "claim";
    }
}

words! {
    /// Where a case stands (section 7 of the domain table; the states of the main flow).
    CaseStatus {
        Registered = "registered", "已登记", "registered";
        Assigned = "assigned", "已交办", "assigned";
        Accepted = "accepted", "已受理", "accepted";
        Handling = "handling", "办理中", "in handling";
        Decided = "decided", "已作出处理意见", "decided";
        Served = "served", "已送达", "served";
        Closed = "closed", "已办结", "closed";
    }
}

words! {
    /// The state of a clock at a glance; each has a word and a shape besides its colour.
    Light {
        Green = "green", "正常", "on time";
        Yellow = "yellow", "临期", "due soon";
        Red = "red", "超期", "overdue";
        Blue = "blue", "暂停", "paused";
        None = "none", "无时限", "no clock";
    }
}

words! {
    /// How a leaders' reception ended (I14).
    ReceptionResult {
        SolvedOnSpot = "solved_on_spot", "当场解决", "solved on the spot";
        ByDate = "by_date", "限期解决", "to be solved by a date";
        Explained = "explained", "教育疏导", "explained";
        ToStudy = "to_study", "待研判", "to be studied";
    }
}

words! {
    /// The statutory and office clocks of the main flow (section 6 of the domain table).
    RuleCode {
        Route = "route", "转交时限", "routing";
        Accept = "accept", "受理告知", "notice of acceptance";
        Handle = "handle", "办理时限", "handling";
        AssignmentLetter = "assignment_letter", "交办函", "assignment letter";
    }
}

words! {
    /// Why leaders are called.
    AlertKind {
        Near = "near", "临期", "due soon";
        DueToday = "due_today", "今日到期", "due today";
        Overdue = "overdue", "超期", "overdue";
        UrgentVisit = "urgent_visit", "紧急来访", "urgent visit";
        RosterGap = "roster_gap", "值班空档", "roster gap";
        System = "system", "系统", "system";
    }
}

words! {
    /// What a unit of the directory is.
    UnitKind {
        PetitionOffice = "petition_office", "信访部门", "petition office";
        Department = "department", "部门", "department";
        Town = "town", "乡镇街道", "town";
        Village = "village", "村社区", "village";
        Leadership = "leadership", "党政领导", "leadership";
        Discipline = "discipline", "纪检监察", "discipline inspection";
        JointConference = "joint_conference", "联席会议", "joint conference";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_what_serde_writes() {
        for light in Light::ALL {
            assert_eq!(serde_json::to_value(light).unwrap(), light.as_str());
            assert_eq!(Light::from_code(light.as_str()), Some(*light));
        }
        for channel in Channel::ALL {
            assert_eq!(serde_json::to_value(channel).unwrap(), channel.as_str());
        }
        for rule in RuleCode::ALL {
            assert_eq!(serde_json::to_value(rule).unwrap(), rule.as_str());
        }
        for kind in UnitKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
