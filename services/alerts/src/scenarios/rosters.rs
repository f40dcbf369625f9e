use super::*;
use crate::domain::AlertState;
use crate::switchboard::{Acting, fill_gaps};
use crate::tasks::roster_gaps::Scan;

#[tokio::test]
async fn the_scan_tells_of_a_gap_once_and_whoever_fills_it_closes_its_alert() {
    for kind in testkit::engines() {
        let county = County::with(kind, false).await;
        for _ in 0..3 {
            county.bench.writer.run(Scan { desk: county.desk.clone() }).await.unwrap();
        }
        let alerts = county.alerts().await;
        let leader: Vec<_> = alerts.iter().filter(|row| row.layer == Some(Layer::Leader)).collect();
        assert_eq!(leader.len(), 1);
        county.roster(100, Layer::Leader, &[LU]).await;
        county.bench.writer.run(Filled { desk: county.desk.clone() }).await.unwrap();
        let filled = county.alerts().await.into_iter().find(|row| row.layer == Some(Layer::Leader)).unwrap();
        assert_eq!(
            (filled.alert.state, filled.outcome.as_deref()),
            (AlertState::Closed, Some("roster_filled"))
        );
        county.bench.writer.run(Scan { desk: county.desk.clone() }).await.unwrap();
        assert_eq!(county.alerts().await.len(), alerts.len());
    }
}

struct Filled {
    desk: Desk,
}

impl Command for Filled {
    type Out = ();
    type Err = StoreError;

    async fn execute(&self, work: &mut Work) -> Result<(), StoreError> {
        let actor = Actor { username: "director".into(), ..Actor::default() };
        fill_gaps(work, &self.desk, Layer::Leader, &Acting::person(actor, None, None)).await
    }
}
