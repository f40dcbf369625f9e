use serde::{Deserialize, Serialize};

use super::sentence::Sentence;

/// Declares an enum of the office's own words: its stored code and its name in both languages.
macro_rules! terms {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal, $zh:literal, $en:literal;)+ })+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)+ }

        impl $name {
            /// Every term, in the order in which an office lists them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            /// The code in the store, in events and in the API.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $code,)+ }
            }

            /// The term with this code; `None` for a code nobody released.
            #[must_use]
            pub fn parse(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|term| term.as_str() == code)
            }

            /// What a person reads.
            #[must_use]
            pub fn name(self) -> Sentence {
                match self { $(Self::$variant => Sentence::new($zh, $en),)+ }
            }
        }
    )+};
}

terms! {
    /// What an office may do with a case; section 7 adds transfer, objection, extension and the reviews.
    Action {
        /// 交办 (R2).
        Assign = "assign", "交办", "assign";
        /// 受理 (art. 23).
        Accept = "accept", "受理", "accept";
        /// Report of progress: the first makes the case "handling".
        Progress = "progress", "报告进展", "report progress";
        /// 处理意见 (art. 34).
        Decide = "decide", "作出处理意见", "issue the decision";
        /// 送达 (art. 34).
        Serve = "serve", "送达", "record service";
        /// 办结.
        Close = "close", "办结", "close";
    }

    /// What a decision says about the claim (art. 32, 34).
    Outcome {
        /// 支持.
        Supported = "supported", "支持", "supported";
        /// 部分支持.
        PartlySupported = "partly_supported", "部分支持", "partly supported";
        /// 不予支持.
        NotSupported = "not_supported", "不予支持", "not supported";
        /// 解释说明.
        Explained = "explained", "解释说明", "explained";
    }

    /// How a decision reached the petitioner (art. 34).
    ServiceMethod {
        /// 直接送达.
        InPerson = "in_person", "直接送达", "in person";
        /// 邮寄送达.
        Post = "post", "邮寄送达", "by post";
        /// 电子送达.
        Electronic = "electronic", "电子送达", "electronically";
        /// 公告送达.
        PublicNotice = "public_notice", "公告送达", "by public notice";
    }

    /// Why a case is closed. There is no "returned" or "persuaded" (section 10).
    ClosingResult {
        /// 息访: a statistic, never a condition of a remedy.
        Settled = "settled", "群众认可处理结果", "settled";
        /// The 30 days of art. 35 went by without a request for review.
        Lapsed = "lapsed", "期满未申请复查", "no review asked in time";
        /// 教育疏导.
        Explained = "explained", "已解释说明", "explained";
    }
}
