use std::future::Future;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::pin::Pin;
use std::str::FromStr as _;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::IntoResponse as _;
use axum::routing::get;
use clock::{BusinessClock, DrillError, DrillFile, RealClock};
use events::Service;
use ids::{Ids, InstanceId, InvalidInstanceId, Secrets};
use messaging::{BusSettings, Consumer, Endpoint, Lease, Writer};
use settings::{Settings, SettingsError};
use store::{MigrationSource, Store, StoreError, StoreUrl};
use tokio::sync::{Notify, watch};
use tokio_util::sync::CancellationToken;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::set_header::SetResponseHeaderLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::{error, info, warn};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use crate::authenticate::{Gate, admit};
use crate::health::{HealthState, healthz, metrics, readyz};
use crate::{
    AccessTable, Authenticator, BODY_BYTES_MAX, Problem, TokenAuthenticator, TokenError, TokenVerifier,
    UnruledRoute, after, language, listen, trace,
};

/// Longer than any request takes but a stuck one; the gateway gives up later than this.
const REQUEST_TIMEOUT: Duration = Duration::from_secs(30);
/// How soon a changed drill file is noticed.
const DRILL_LOOK: Duration = Duration::from_millis(200);
/// How long a new process waits for the lock of the one before it, and how often it looks.
const LOCK_PATIENCE: Duration = Duration::from_secs(5);
const LOCK_LOOK: Duration = Duration::from_millis(50);
/// How long requests under way may take to finish at shutdown.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// What a service's handlers, consumers and tasks work with.
#[derive(Clone, Debug)]
pub struct Host {
    pub service: Service,
    pub settings: Settings,
    pub store: Store,
    pub writer: Writer,
    pub business: BusinessClock,
    pub real: RealClock,
    pub ids: Ids,
    pub secrets: Secrets,
    pub shutdown: CancellationToken,
    lease: Lease,
    instance: InstanceId,
    /// Held for the life of the process: one process per SQLite file.
    _lock: Option<Arc<std::fs::File>>,
}

/// A background job, started again whenever this replica gets the lease back.
pub struct Task {
    name: &'static str,
    start: Box<dyn Fn() -> Pin<Box<dyn Future<Output = ()> + Send>> + Send + Sync>,
}

impl Task {
    /// `start` makes a future that runs until it is dropped.
    pub fn new<F, R>(name: &'static str, start: F) -> Self
    where
        F: Fn() -> R + Send + Sync + 'static,
        R: Future<Output = ()> + Send + 'static,
    {
        Self { name, start: Box::new(move || Box::pin(start())) }
    }
}

impl std::fmt::Debug for Task {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Task").field(&self.name).finish()
    }
}

/// What makes one service different from another.
pub struct ServiceParts {
    /// The routes, with their state; each operation carries its access rule.
    pub router: OpenApiRouter,
    /// Routes outside the OpenAPI document, which do their own checking (pages, the gateway).
    pub extra: Option<Router>,
    pub consumer: Option<Arc<dyn Consumer>>,
    pub tasks: Vec<Task>,
    /// Who checks callers; None for the gateway's token.
    pub authenticator: Option<Arc<dyn Authenticator>>,
}

impl std::fmt::Debug for ServiceParts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ServiceParts")
    }
}

/// A service cannot start or go on.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Instance(#[from] InvalidInstanceId),
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Drill(#[from] DrillError),
    #[error("the gateway's key: {0}")]
    Key(#[from] TokenError),
    #[error(transparent)]
    Unruled(#[from] UnruledRoute),
    #[error("the operating system has no randomness: {0}")]
    Randomness(std::io::Error),
    #[error("another process holds {0}: one process per SQLite file")]
    Locked(PathBuf),
    #[error("{path} cannot be written: {cause}")]
    RunDir { path: PathBuf, cause: std::io::Error },
    #[error("cannot listen: {0}")]
    Listen(std::io::Error),
    #[error("{0}")]
    Fatal(String),
}

impl Host {
    /// Opens the store, brings it up to date, and starts the writer.
    ///
    /// # Errors
    /// [`HostError`].
    pub async fn start(
        service: Service,
        settings: Settings,
        migrations: &[MigrationSource],
    ) -> Result<Self, HostError> {
        let instance = InstanceId::new(settings.instance.clone())?;
        let real = RealClock::system();
        let shutdown = CancellationToken::new();
        let business = business_clock(&settings, &real, &shutdown)?;
        let ids = {
            let real = real.clone();
            Ids::system(move || real.now()).map_err(HostError::Randomness)?
        };
        let secrets = Secrets::system().map_err(HostError::Randomness)?;
        let url = StoreUrl::from_str(&settings.database_url_of(service.as_str()))?;
        let lock = match &url {
            StoreUrl::Sqlite(path) => Some(Arc::new(lock_file(path).await?)),
            StoreUrl::Postgres(_) => None,
        };
        let all: Vec<MigrationSource> = messaging::MIGRATIONS.iter().chain(migrations).copied().collect();
        let store = Store::open(&url, &all).await?;
        let lease = if lock.is_some() {
            Lease::always()
        } else {
            Lease::contend(store.clone(), real.clone(), "background", ids.mint::<Uuid>(), shutdown.clone())
        };
        let writer = Writer::start(
            instance.clone(),
            service,
            store.clone(),
            business.clone(),
            real.clone(),
            ids.clone(),
        )
        .await?;
        info!(%service, %instance, engine = store.engine_name(), "store open");
        Ok(Self {
            service,
            settings,
            store,
            writer,
            business,
            real,
            ids,
            secrets,
            shutdown,
            lease,
            instance,
            _lock: lock,
        })
    }

    #[must_use]
    pub const fn instance(&self) -> &InstanceId {
        &self.instance
    }

    /// The signal that `Work::wake` gives to this background task.
    #[must_use]
    pub fn wake_signal(&self, task: &'static str) -> Arc<Notify> {
        self.writer.wake_signal(task)
    }

    /// Serves HTTP, follows and publishes events and runs the tasks until the process is told to stop.
    ///
    /// # Errors
    /// [`HostError`].
    pub async fn serve(self, parts: ServiceParts) -> Result<(), HostError> {
        let bus = self.bus_settings()?;
        let endpoint = Endpoint::start(
            bus,
            self.writer.clone(),
            parts.consumer,
            self.lease.clone(),
            self.shutdown.clone(),
        );
        // A service with callers of its own is the one that the public reaches.
        let guard = parts.authenticator.clone();
        let authenticator = match parts.authenticator {
            Some(authenticator) => authenticator,
            None => {
                let public = self.settings.secret("gateway.pub")?;
                let verifier = TokenVerifier::new(&public, self.service, self.instance.to_string())?;
                Arc::new(TokenAuthenticator { verifier, real: self.real.clone() })
            }
        };
        let (router, mut api) = parts.router.split_for_parts();
        describe(&mut api, self.service);
        let gate = Gate { authenticator, access: Arc::new(AccessTable::from_openapi(&api)?) };
        let document = serde_json::to_string(&api)
            .map_err(|error| HostError::Fatal(format!("the OpenAPI document: {error}")))?;
        let health = HealthState { store: self.store.clone(), endpoint: endpoint.clone(), guard };
        let mut app = router
            .method_not_allowed_fallback(method_not_allowed)
            .layer(from_fn_with_state(endpoint.clone(), after::wait))
            .layer(from_fn_with_state(gate, admit))
            .layer(TimeoutLayer::with_status_code(StatusCode::GATEWAY_TIMEOUT, REQUEST_TIMEOUT))
            .route("/healthz", get(healthz))
            .route("/openapi.json", get(move || async move { openapi(document) }))
            .merge(
                Router::new()
                    .route("/readyz", get(readyz))
                    .route("/metrics", get(metrics))
                    .with_state(health),
            );
        app = match parts.extra {
            Some(extra) => app.merge(extra),
            None => app.fallback(no_such_route),
        };
        let app = app
            .layer(DefaultBodyLimit::max(BODY_BYTES_MAX))
            .layer(from_fn(count))
            .layer(from_fn_with_state(self.service, trace::trace))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(secured(header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY))
            .layer(secured(header::X_CONTENT_TYPE_OPTIONS, "nosniff"))
            .layer(secured(header::X_FRAME_OPTIONS, "DENY"))
            .layer(secured(header::REFERRER_POLICY, "no-referrer"))
            .layer(from_fn(language::localise));

        let listener = tokio::net::TcpListener::bind(self.settings.bind).await.map_err(HostError::Listen)?;
        let address = listener.local_addr().map_err(HostError::Listen)?;
        listen::announce(&self.settings.run_dir, self.service, address)?;
        info!(service = %self.service, %address, "listening");

        for task in parts.tasks {
            tokio::spawn(run_task(task, self.lease.clone(), self.shutdown.clone()));
        }
        self.until_stopped(listener, app, &endpoint).await
    }

    async fn until_stopped(
        &self,
        listener: tokio::net::TcpListener,
        app: Router,
        endpoint: &Endpoint,
    ) -> Result<(), HostError> {
        let shutdown = self.shutdown.clone();
        let mut server = tokio::spawn(
            axum::serve(listener, app.into_make_service_with_connect_info::<SocketAddr>())
                .with_graceful_shutdown(async move { shutdown.cancelled().await })
                .into_future(),
        );
        let ended = tokio::select! {
            () = stop_signal() => Ok(()),
            reason = endpoint.fatal() => Err(HostError::Fatal(reason)),
            ended = &mut server => match ended {
                Ok(Ok(())) => Ok(()),
                Ok(Err(error)) => Err(HostError::Listen(error)),
                Err(error) => Err(HostError::Fatal(error.to_string())),
            },
        };
        self.shutdown.cancel();
        // Streams (live pages) would keep a drain waiting for ever; SSE clients reconnect by themselves.
        if tokio::time::timeout(DRAIN_TIMEOUT, server).await.is_err() {
            warn!(service = %self.service, "some connections were cut at shutdown");
        }
        info!(service = %self.service, "stopped");
        ended
    }

    fn bus_settings(&self) -> Result<BusSettings, HostError> {
        let credentials = match &self.settings.nats_user {
            Some(user) => {
                Some((user.clone(), self.settings.secret(&format!("nats-{}.password", self.service))?))
            }
            None => None,
        };
        Ok(BusSettings {
            url: self.settings.nats_url.clone(),
            credentials,
            instance: self.instance.clone(),
            service: self.service,
            replicas: self.settings.nats_replicas,
        })
    }
}

/// What a data answer may load when a browser opens it as a page; the console's pages say their own.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";

/// Sets a header on every answer, the host's own refusals and faults included, unless a route has set it.
fn secured(name: HeaderName, value: &'static str) -> SetResponseHeaderLayer<HeaderValue> {
    SetResponseHeaderLayer::if_not_present(name, HeaderValue::from_static(value))
}

/// Says in a service's OpenAPI document which service it is.
pub fn describe(api: &mut utoipa::openapi::OpenApi, service: Service) {
    let zh = match service {
        Service::Intake => "登记",
        Service::Routing => "分流与办理",
        Service::Supervision => "督办",
        Service::Alerts => "预警",
        Service::Ledger => "台账",
        Service::Exchange => "上下级交换",
        Service::Console => "工作台",
    };
    api.info.title = format!("Huiyin {service} {zh}");
    api.info.version = env!("CARGO_PKG_VERSION").to_owned();
    api.info.description = Some(format!("HTTP API of the {service} service, at /api/{service}/v1."));
    api.info.contact = None;
    api.info.license = None;
}

async fn run_task(task: Task, mut lease: Lease, shutdown: CancellationToken) {
    loop {
        tokio::select! {
            () = shutdown.cancelled() => return,
            () = lease.held() => {}
        }
        let mut lost = lease.clone();
        // Its own task: a panic in it is noticed here and it is started again.
        let mut running = tokio::spawn((task.start)());
        tokio::select! {
            () = shutdown.cancelled() => { running.abort(); return }
            () = lost.lost() => running.abort(),
            ended = &mut running => {
                match ended {
                    Ok(()) => warn!(task = task.name, "a background task ended; it is started again"),
                    Err(error) => error!(task = task.name, %error, "a background task failed; it is started again"),
                }
                tokio::time::sleep(Duration::from_secs(1)).await;
            }
        }
    }
}

async fn stop_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let terminate = async {
        match signal(SignalKind::terminate()) {
            Ok(mut stream) => {
                stream.recv().await;
            }
            Err(error) => {
                error!(%error, "SIGTERM cannot be heard");
                std::future::pending::<()>().await;
            }
        }
    };
    tokio::select! {
        () = terminate => {}
        interrupted = tokio::signal::ctrl_c() => if let Err(error) = interrupted {
            error!(%error, "SIGINT cannot be heard");
            std::future::pending::<()>().await;
        }
    }
}

fn business_clock(
    settings: &Settings,
    real: &RealClock,
    shutdown: &CancellationToken,
) -> Result<BusinessClock, HostError> {
    let Some(path) = settings.drill_file.clone() else { return Ok(BusinessClock::real(real.clone())) };
    let parse = |text: &str| serde_json::from_str::<DrillFile>(text).map_err(|error| error.to_string());
    let (sender, receiver) = watch::channel(DrillFile::load(&path, parse)?);
    let shutdown = shutdown.clone();
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = shutdown.cancelled() => return,
                () = tokio::time::sleep(DRILL_LOOK) => {}
            }
            match DrillFile::load(&path, parse) {
                Ok(drill) => {
                    sender.send_if_modified(|known| {
                        let changed = *known != drill;
                        *known = drill;
                        changed
                    });
                }
                Err(error) => warn!(%error, "the drill file is left as it was"),
            }
        }
    });
    Ok(BusinessClock::drill(real.clone(), receiver))
}

/// Takes the lock beside an SQLite file. A predecessor that was just killed may hold it until the kernel
/// has taken it apart, so a held lock is tried again for a while before it counts as another process's.
async fn lock_file(database: &std::path::Path) -> Result<std::fs::File, HostError> {
    let path = database.with_extension("lock");
    let failed = |cause: std::io::Error| HostError::RunDir { path: path.clone(), cause };
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    let file = std::fs::File::create(&path).map_err(failed)?;
    let deadline = tokio::time::Instant::now() + LOCK_PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(file),
            Err(std::fs::TryLockError::WouldBlock) if tokio::time::Instant::now() >= deadline => {
                return Err(HostError::Locked(path));
            }
            Err(std::fs::TryLockError::WouldBlock) => tokio::time::sleep(LOCK_LOOK).await,
            Err(std::fs::TryLockError::Error(cause)) => return Err(HostError::RunDir { path, cause }),
        }
    }
}

async fn no_such_route() -> Problem {
    Problem::not_found("no_such_route", "没有这个接口地址。", "There is no such route.")
}

async fn method_not_allowed() -> Problem {
    Problem::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_allowed",
        "这个地址不支持这种请求方法。",
        "This address does not take this method.",
    )
}

fn openapi(document: String) -> impl axum::response::IntoResponse {
    ([(axum::http::header::CONTENT_TYPE, "application/json")], document)
}

#[expect(clippy::needless_pass_by_value, reason = "the layer hands the panic over by value")]
fn panicked(panic: Box<dyn std::any::Any + Send>) -> axum::response::Response {
    let text = panic
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    error!(text, "a request panicked");
    Problem::internal().into_response()
}

/// The method as a label: whoever invents methods must not invent series, which are kept for ever.
fn counted_method(method: &Method) -> &'static str {
    let known = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    known.into_iter().find(|name| *name == method.as_str()).unwrap_or("other")
}

async fn count(request: axum::extract::Request, next: axum::middleware::Next) -> axum::response::Response {
    let method = counted_method(request.method());
    let path = request
        .extensions()
        .get::<axum::extract::MatchedPath>()
        .map_or("other", |path| path.as_str())
        .to_owned();
    let started = tokio::time::Instant::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    metrics::counter!("huiyin_http_requests_total", "method" => method, "path" => path.clone(), "status" => status)
        .increment(1);
    metrics::histogram!("huiyin_http_request_seconds", "path" => path)
        .record(started.elapsed().as_secs_f64());
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invented_methods_share_one_series() {
        assert_eq!(counted_method(&Method::GET), "GET");
        assert_eq!(counted_method(&Method::from_bytes(b"FOO1").unwrap()), "other");
    }
}
