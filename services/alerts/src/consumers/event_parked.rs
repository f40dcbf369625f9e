use events::operations::{
    AlertsEventParkedV1, ConsoleEventParkedV1, ExchangeEventParkedV1, IntakeEventParkedV1,
    LedgerEventParkedV1, ParkedV1, RoutingEventParkedV1, SupervisionEventParkedV1,
};
use events::{AlertKind, Envelope, Payload as _, PayloadError};
use messaging::{Handled, Work};

use super::HandleError;
use crate::switchboard::{Acting, Desk, News, raise};

/// A service could not understand an event: its case waits, so somebody must be told (invariant 1).
pub(super) async fn handle(work: &mut Work, desk: &Desk, event: &Envelope) -> Result<Handled, HandleError> {
    let parked = match payload(event)? {
        Some(parked) => parked,
        None => return Ok(Handled::DeadLetter(format!("alerts does not read {}", event.event_type))),
    };
    let reader = event.producer().map_or("?", events::Service::as_str);
    // The reason may quote data of a case: it stays in that service's list of dead letters.
    let note =
        format!("{reader}暂存了一条无法处理的消息：{} {}号，请运维处理。", parked.producer, parked.seq);
    let news = News {
        kind: AlertKind::System,
        case: None,
        clock: None,
        rule: None,
        due: None,
        layer: None,
        note: Some(note),
        dedup_key: format!("parked:{reader}:{}:{}:{}", parked.producer, parked.epoch, parked.seq),
    };
    raise(work, desk, news, &Acting::following(event)).await?;
    Ok(Handled::Apply)
}

fn payload(event: &Envelope) -> Result<Option<ParkedV1>, PayloadError> {
    Ok(Some(match event.event_type.as_str() {
        IntakeEventParkedV1::TYPE => event.payload::<IntakeEventParkedV1>()?.0,
        RoutingEventParkedV1::TYPE => event.payload::<RoutingEventParkedV1>()?.0,
        SupervisionEventParkedV1::TYPE => event.payload::<SupervisionEventParkedV1>()?.0,
        AlertsEventParkedV1::TYPE => event.payload::<AlertsEventParkedV1>()?.0,
        LedgerEventParkedV1::TYPE => event.payload::<LedgerEventParkedV1>()?.0,
        ExchangeEventParkedV1::TYPE => event.payload::<ExchangeEventParkedV1>()?.0,
        ConsoleEventParkedV1::TYPE => event.payload::<ConsoleEventParkedV1>()?.0,
        _ => return Ok(None),
    }))
}
