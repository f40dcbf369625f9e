use events::Envelope;
use events::intake::CaseRegisteredV1;
use ids::CaseId;
use messaging::{Handled, Work};
use store::{StoreError, Value};

use crate::domain::Conflict;
use crate::store::{cases, history};

/// A registered petition becomes a case. Seen again (a rebuild, a new epoch) it changes nothing.
pub(super) async fn handle(work: &mut Work, event: &Envelope) -> Result<Handled, StoreError> {
    let registered: CaseRegisteredV1 = match event.payload() {
        Ok(registered) => registered,
        Err(error) => return Ok(Handled::DeadLetter(error.to_string())),
    };
    let id = CaseId::from(event.subject);
    let conflict = Conflict::from(registered.conflict.clone());
    if !cases::insert(work, id, &registered, &conflict).await? {
        if cases::exists(work, id).await? {
            return Ok(Handled::Apply);
        }
        // Not this case, so its number: two cases of one number would be one file in the archive.
        let reason = format!("case number {} belongs to another case", registered.case_number);
        return Ok(Handled::DeadLetter(reason));
    }
    messaging::parties::apply(work, event).await?;
    let channel = registered.channel;
    let row: Vec<Value> = vec![
        id.into(),
        Value::from(1_i64),
        "registered".into(),
        registered.registered_at.into(),
        work.recorded().into(),
        (&event.actor.username).into(),
        format!("登记（{}）：{}", channel.zh(), registered.matter).into(),
        format!("Registered ({}): {}", channel.en(), registered.matter).into(),
        Value::Json(None),
    ];
    work.insert("case_history", history::COLUMNS, row);
    Ok(Handled::Apply)
}
