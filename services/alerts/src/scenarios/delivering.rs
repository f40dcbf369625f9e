use events::CaseClass;
use events::intake::ConflictV1;

use super::*;
use crate::domain::{DeliveryLimits, Outcome};
use crate::store::contacts::{self, Contact};
use crate::tasks::deliver::{Claim, Claimed, Record};

const LIMITS: DeliveryLimits = DeliveryLimits {
    attempts_max: 3,
    retry_base: SignedDuration::ZERO,
    retry_max: SignedDuration::ZERO,
    lease: SignedDuration::ZERO,
};

impl County {
    async fn claims(&self) -> Vec<Claimed> {
        self.bench.writer.run(Claim { room: 16, limits: LIMITS }).await.unwrap().out
    }

    async fn answers(&self, claimed: &Claimed, outcome: Outcome) {
        let record = Record {
            id: claimed.id,
            attempt: claimed.attempt,
            outcome,
            limits: LIMITS,
            jitter: 0.5,
            desk: self.desk.clone(),
        };
        self.bench.writer.run(record).await.unwrap();
    }

    async fn states(&self) -> Vec<String> {
        self.texts("SELECT state FROM deliveries ORDER BY id", "state").await
    }

    async fn mail(&self, number: u128) {
        self.bench.writer.run(HasMail(person(number))).await.unwrap();
    }
}

struct HasMail(PersonId);

impl Command for HasMail {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let contact =
            Contact { email: Some("leader@yunxi.example".into()), version: 1, ..Contact::default() };
        let at = work.recorded();
        contacts::save(work, self.0, &contact, at).await
    }
}

async fn overdue(kind: EngineKind) -> County {
    let mut county = County::new(kind).await;
    county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
    county.is_overdue(1).await;
    county
}

#[tokio::test]
async fn a_crash_between_sending_and_recording_is_shown_as_unknown_and_sent_again_with_the_same_key() {
    for kind in testkit::engines() {
        let county = overdue(kind).await;
        let first = county.claims().await.remove(0);
        assert_eq!(county.states().await, ["sent"]);
        // The sender dies here; its claim (of no length in this test) runs out.
        let second = county.claims().await.remove(0);
        assert_eq!((second.id, second.attempt, second.parcel.key), (first.id, 2, first.parcel.key));
        assert_eq!(second.parcel.message, first.parcel.message);
        county.answers(&first, Outcome::Rejected { reason: "late answer of the dead sender".into() }).await;
        assert_eq!(county.states().await, ["sent"], "only the running attempt counts");
        county.answers(&second, Outcome::Accepted).await;
        assert_eq!(county.states().await, ["accepted"]);
        assert!(county.claims().await.is_empty());
    }
}

#[tokio::test]
async fn an_unknown_outcome_is_tried_again_within_bounds_and_stays_visible() {
    for kind in testkit::engines() {
        let county = overdue(kind).await;
        for _ in 0..3 {
            let claimed = county.claims().await.remove(0);
            county.answers(&claimed, Outcome::Unknown { reason: "timeout".into() }).await;
            assert_eq!(county.states().await[0], "unknown");
        }
        // Nobody can say that the leader was reached: the next level is called at once.
        assert_eq!(county.only_alert().await.alert.level, 2);
        assert_eq!(county.states().await, ["unknown", "queued"]);
    }
}

#[tokio::test]
async fn a_permanent_failure_starts_the_next_channel_then_the_next_person() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.desk = desk(true, true);
        county.mail(LU).await;
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        county.is_overdue(1).await;
        for (channel, level) in [("webhook", 1), ("mail", 2)] {
            let claimed = county.claims().await.remove(0);
            assert_eq!(claimed.channel.as_str(), channel);
            county.answers(&claimed, Outcome::Rejected { reason: "gone".into() }).await;
            assert_eq!(county.only_alert().await.alert.level, level);
        }
        assert_eq!(county.claims().await[0].parcel.recipient, "何秉文");
    }
}

#[tokio::test]
async fn r11_a_page_is_withdrawn_when_its_receiver_comes_into_conflict_before_it_is_sent() {
    for kind in testkit::engines() {
        let mut county = overdue(kind).await;
        let conflict = ConflictV1 { excluded_persons: vec![person(LU)], ..ConflictV1::default() };
        county.registers(1, CaseClass::Accusation, conflict).await;
        assert!(county.claims().await.is_empty());
        assert_eq!(county.states().await, ["withdrawn"]);
    }
}

#[tokio::test]
async fn invariant_4_a_page_that_may_have_gone_out_stays_unknown_once_the_alert_is_closed() {
    for kind in testkit::engines() {
        let mut county = overdue(kind).await;
        county.claims().await;
        county.clock_stops(1).await;
        // The sender died: its claim runs out, and nobody needs the page any more.
        assert!(county.claims().await.is_empty(), "it is not sent again");
        assert_eq!(county.states().await, ["unknown"], "nobody can say that it was not sent");
    }
}

#[tokio::test]
async fn without_any_outside_address_the_live_page_is_the_page() {
    for kind in testkit::engines() {
        let mut county = County::new(kind).await;
        county.desk = desk(false, false);
        county.registers(1, CaseClass::Claim, ConflictV1::default()).await;
        county.is_overdue(1).await;
        assert_eq!(county.texts("SELECT channel FROM deliveries", "channel").await, ["console"]);
        assert_eq!(county.states().await, ["accepted"]);
        assert!(county.claims().await.is_empty());
    }
}
