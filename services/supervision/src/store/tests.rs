//! The board's counts.

use events::UnitKind;
use ids::UnitId;
use uuid::Uuid;

use super::{board, units};
use crate::domain::clock::Stage;
use crate::test_office::{LEAD, Office, at, case, registration};

#[tokio::test]
async fn s4_the_board_counts_each_case_once_at_its_most_urgent_stage() {
    let office = Office::open(at(8, 3, 9, 0)).await;
    for number in 1..=3 {
        office.register(case(number), &registration(at(8, 3, 9, 0), at(8, 3, 9, 0))).await;
    }
    office.assign(case(1), None).await;
    office.set_time(at(8, 15, 0, 0));
    office.fire().await;
    let mut tx = office.store.begin().await.unwrap();
    let lead = UnitId::from(Uuid::from_u128(LEAD));
    units::put(&mut tx, lead, "住房和城乡建设局", UnitKind::Department, true).await.unwrap();
    tx.commit().await.unwrap();

    let mut on = office.store.read().await.unwrap();
    let counts = board::counts(&mut on, "1 = 1", vec![]).await.unwrap();
    let told: Vec<_> =
        counts.iter().map(|count| (count.unit_name.as_deref(), count.stage, count.cases)).collect();
    assert_eq!(told, [(None, Stage::Near, 2), (Some("住房和城乡建设局"), Stage::Near, 1)]);
    let scoped = board::counts(&mut on, "c.id = $2", vec![case(1).into()]).await.unwrap();
    assert_eq!(scoped.len(), 1);
    assert_eq!(scoped[0].unit, Some(lead));
}
