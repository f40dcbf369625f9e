//! The instance that is to be filled: intake's store with its writer, and intake's keys.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use clock::{BusinessClock, DrillFile, RealClock};
use events::Service;
use ids::{Ids, InstanceId, Secrets, UnitId};
use intake::vault::{BlindIndex, FileKeys, Vault, read_key_file};
use messaging::Writer;
use store::{Queryable, Store, StoreError, StoreUrl, query};
use tokio::sync::watch;

use super::{Options, cases};
use crate::verify::Unreadable;
use crate::{Exit, Failure};

/// What the batches are written with.
pub(crate) struct Target {
    pub(crate) writer: Writer,
    pub(crate) vault: Vault,
    pub(crate) index: BlindIndex,
    pub(crate) ids: Ids,
    pub(crate) secrets: Secrets,
    pub(crate) business: BusinessClock,
    /// In front of every case number.
    pub(crate) number_prefix: String,
    /// Units that may be accused.
    pub(crate) units: Vec<UnitId>,
    /// Cases of this seed that are there already.
    pub(crate) known: u64,
    store: Store,
}

/// A store that cannot be read or written.
pub(crate) fn broken(error: &StoreError) -> Failure {
    Unreadable { service: "intake", cause: error.to_string() }.into()
}

fn local(zh: &str, en: &str, cause: impl std::fmt::Display) -> Failure {
    Failure::new(Exit::Local, zh, en).caused_by(cause)
}

/// Opens intake's store beside whatever uses it. Another process that writes is what a replica is: the
/// log's counter, the numbers and the audit chain are rows that each transaction moves under the lock.
pub(crate) async fn open(data: &Path, options: &Options) -> Result<Target, Failure> {
    let store = Store::inspect(&url(data)?).await.map_err(|error| broken(&error))?;
    let mut on = store.read().await.map_err(|error| broken(&error))?;
    let state = read(&mut on, options.seed).await.map_err(|error| broken(&error))?;
    drop(on);
    if state.others > 0 && !options.among_others {
        let others = state.others;
        return Err(Failure::new(
            Exit::Refused,
            format!("这个实例有 {others} 件不是演练产生的事项，没有写入；确需混在一起请加 --among-others"),
            format!(
                "this instance has {others} cases that no drill made: nothing is written (--among-others)"
            ),
        ));
    }
    let instance = instance(data)?;
    let secrets_dir = data.join("secrets");
    let keys = |error: intake::vault::VaultError| local("无法读取密钥", "cannot read the keys", error);
    let random = |error| local("操作系统没有随机数", "the operating system has no randomness", error);
    let vault_keys = FileKeys::read(&secrets_dir.join("identity.key")).map_err(keys)?;
    let index = BlindIndex::new(read_key_file(&secrets_dir.join("blind-index.key")).map_err(keys)?);
    let secrets = Secrets::system().map_err(random)?;
    let real = RealClock::system();
    let ids = {
        let real = real.clone();
        Ids::system(move || real.now()).map_err(random)?
    };
    let business = business(data, &real);
    let number_prefix = intake::domain::number_prefix(instance.as_str(), None).unwrap_or_default();
    let writer = Writer::start(instance, Service::Intake, store.clone(), business.clone(), real, ids.clone());
    Ok(Target {
        writer: writer.await.map_err(|error| broken(&error))?,
        vault: Vault::new(Arc::new(vault_keys), secrets.clone()),
        index,
        ids,
        secrets,
        business,
        number_prefix,
        units: state.units,
        known: state.known,
        store,
    })
}

impl Target {
    pub(crate) async fn close(self) {
        // The writer's task ends with its last handle, and gives its connection back.
        drop(self.writer);
        self.store.close().await;
    }
}

fn url(data: &Path) -> Result<StoreUrl, Failure> {
    let databases = std::fs::read_to_string(data.join("secrets").join("databases.json")).ok();
    let databases: BTreeMap<String, String> =
        databases.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default();
    match databases.get("intake") {
        Some(url) => url.parse().map_err(|error: StoreError| broken(&error)),
        None => Ok(StoreUrl::Sqlite(data.join("db").join("intake.sqlite"))),
    }
}

struct State {
    units: Vec<UnitId>,
    known: u64,
    others: i64,
}

async fn read(on: &mut impl Queryable, seed: u64) -> Result<State, StoreError> {
    let known = query("SELECT COUNT(*) AS known FROM sources WHERE name = $1").bind(cases::source(seed));
    let known: i64 = known.fetch_one(on).await?.get("known")?;
    let drills = query("SELECT COUNT(*) AS drills FROM sources WHERE name = 'demo' OR name LIKE 'drill-%'");
    let drills: i64 = drills.fetch_one(on).await?.get("drills")?;
    let all: i64 = query("SELECT COUNT(*) AS cases FROM petitions").fetch_one(on).await?.get("cases")?;
    // A county has some tens of units.
    let units = query("SELECT id FROM directory WHERE kind = 'unit' ORDER BY id LIMIT 200");
    let units = units.fetch_all(on).await?;
    let units = units.iter().map(|row| Ok(row.get::<uuid::Uuid>("id")?.into()));
    Ok(State {
        units: units.collect::<Result<_, StoreError>>()?,
        known: u64::try_from(known).unwrap_or(0),
        others: all - drills,
    })
}

/// The code that this instance's events carry; `dev` wrote it into the broker's configuration.
fn instance(data: &Path) -> Result<InstanceId, Failure> {
    let path = data.join("nats").join("nats.conf");
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::file(&path, &error))?;
    let name = text.lines().find_map(|line| line.trim().strip_prefix("server_name: \"huiyin-"));
    let name = name.and_then(|rest| rest.split('"').next()).unwrap_or_default();
    InstanceId::new(name).map_err(|error| {
        let file = path.display();
        local(&format!("{file} 中没有实例代码"), &format!("{file} names no instance"), error)
    })
}

fn business(data: &Path, real: &RealClock) -> BusinessClock {
    let parse = |text: &str| serde_json::from_str::<DrillFile>(text).map_err(|error| error.to_string());
    match DrillFile::load(&data.join("drill.json"), parse) {
        // Business time of the moment at which the seed begins; nobody moves it meanwhile.
        Ok(drill) => BusinessClock::drill(real.clone(), watch::channel(drill).1),
        Err(_) => BusinessClock::real(real.clone()),
    }
}
