//! `huiyin dead-letters`: what a service could not understand, and trying it again.

use std::path::Path;

use clap::Subcommand;
use events::Service;
use store::StoreError;

use crate::dev::SERVICES;
use crate::verify::Stores;
use crate::{Exit, Failure, Out};

#[derive(Debug, Subcommand)]
pub(crate) enum DeadLetters {
    /// List what waits for an operator (at most 200 of each service).
    List {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Ask a service to try again; its case goes on when it succeeds.
    Replay {
        /// The service whose letters they are.
        service: String,
        /// Whose event: the producer's name. Together with --seq; without both, every letter.
        #[arg(long, requires = "seq")]
        producer: Option<String>,
        /// The event's number in the producer's log.
        #[arg(long, requires = "producer")]
        seq: Option<i64>,
    },
}

pub(crate) async fn run(data: Option<&Path>, command: DeadLetters, out: Out) -> Result<Exit, Failure> {
    let data = data.ok_or_else(|| {
        Failure::new(Exit::Usage, "请设置 DATA（或 --data）", "set DATA (or --data) to the data folder")
    })?;
    let stores = Stores::open(data, None).await?;
    match command {
        DeadLetters::List { json } => list(&stores, json, out).await,
        DeadLetters::Replay { service, producer, seq } => {
            let service = known(&service)?;
            let one = match (producer, seq) {
                (Some(producer), Some(seq)) => Some((known(&producer)?, seq)),
                _ => None,
            };
            replay(&stores, service, one, out).await
        }
    }
}

async fn list(stores: &Stores, json: bool, out: Out) -> Result<Exit, Failure> {
    let mut all = Vec::new();
    for service in SERVICES {
        let mut on = stores.read(service).await?;
        let letters = messaging::dead_letters(&mut on).await.map_err(|error| failed(service, &error))?;
        all.extend(letters.into_iter().map(|letter| (service, letter)));
    }
    if json {
        let items: Vec<_> = all
            .iter()
            .map(|(service, letter)| serde_json::json!({ "service": service, "letter": letter }))
            .collect();
        out.json(&items);
    } else {
        for (service, letter) in &all {
            let (producer, seq, at) = (letter.producer, letter.seq, letter.parked_at);
            out.line(format!(
                "{service:<12} {producer} {seq}  {at}  {}  {}",
                letter.event_type, letter.reason
            ));
        }
        out.say(format!("共 {} 条", all.len()), format!("{} in all", all.len()));
    }
    Ok(if all.is_empty() { Exit::Ok } else { Exit::Problems })
}

async fn replay(
    stores: &Stores,
    service: Service,
    one: Option<(Service, i64)>,
    out: Out,
) -> Result<Exit, Failure> {
    let name = service.as_str();
    let failed = |error: StoreError| failed(name, &error);
    let letters = match one {
        Some(letter) => vec![letter],
        None => {
            let mut on = stores.read(name).await?;
            let letters = messaging::dead_letters(&mut on).await.map_err(failed)?;
            letters.into_iter().map(|letter| (letter.producer, letter.seq)).collect()
        }
    };
    let mut tx = stores.begin(name).await?;
    let mut asked = 0;
    for (producer, seq) in letters {
        asked += usize::from(messaging::ask_replay(&mut tx, producer, seq).await.map_err(failed)?);
    }
    tx.commit().await.map_err(failed)?;
    out.say(
        format!("已请 {name} 重试 {asked} 条；几秒后用 dead-letters list 查看"),
        format!("{name} was asked to try {asked} again; look with dead-letters list in a few seconds"),
    );
    Ok(if one.is_some() && asked == 0 { Exit::Problems } else { Exit::Ok })
}

fn known(name: &str) -> Result<Service, Failure> {
    name.parse().map_err(|error: events::InvalidService| {
        Failure::new(Exit::Usage, format!("没有服务 {name:?}"), "no such service").caused_by(error)
    })
}

fn failed(service: &str, error: &StoreError) -> Failure {
    Failure::new(
        Exit::StoreUnreadable,
        format!("{service} 的数据库没有应答"),
        format!("the store of {service} does not answer"),
    )
    .caused_by(error)
}
