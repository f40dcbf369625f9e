use axum::http::StatusCode;
use events::Service;
use http_kit::Problem;

/// The service's name as people know it.
const fn spoken(service: Service) -> (&'static str, &'static str) {
    match service {
        Service::Intake => ("登记接访", "intake"),
        Service::Routing => ("分流办理", "routing"),
        Service::Supervision => ("督办", "supervision"),
        Service::Alerts => ("预警", "alerts"),
        Service::Ledger => ("台账", "the ledger"),
        Service::Exchange => ("交换", "exchange"),
        Service::Console => ("工作台", "the console"),
    }
}

/// Seconds after which a service that restarts is usually back.
const AGAIN_SECONDS: u32 = 2;

/// The API has no such part.
pub(crate) fn no_such_route() -> Problem {
    Problem::not_found("no_such_route", "没有这个接口地址。", "There is no such route.")
}

/// A write with the cookie alone.
pub(crate) fn write_header_missing() -> Problem {
    Problem::new(
        StatusCode::FORBIDDEN,
        "write_header_missing",
        "用 Cookie 提交的写操作必须带请求头 X-Huiyin。",
        "A write that is authenticated by cookie must carry the header X-Huiyin.",
    )
}

/// The service has not started, or has just stopped; the call was not sent.
pub(crate) fn unreachable(service: Service) -> Problem {
    let (zh, en) = spoken(service);
    Problem::new(
        StatusCode::BAD_GATEWAY,
        "service_unreachable",
        format!("{zh}服务暂时连不上，没有保存任何内容。请稍后再试。"),
        format!("{en} cannot be reached and nothing was saved. Please try again shortly."),
    )
    .retry_after(AGAIN_SECONDS)
}

/// The connection broke after the call had been sent: what became of it is not known.
pub(crate) fn broke_off(service: Service) -> Problem {
    let (zh, en) = spoken(service);
    Problem::new(
        StatusCode::BAD_GATEWAY,
        "service_broke_off",
        format!("与{zh}服务的连接中断，结果不明。请用同一个 Idempotency-Key 重试。"),
        format!(
            "The connection to {en} broke off; the outcome is unknown. Repeat with the same Idempotency-Key."
        ),
    )
    .retry_after(AGAIN_SECONDS)
}

/// The service did not answer in time.
pub(crate) fn timed_out(service: Service) -> Problem {
    let (zh, en) = spoken(service);
    Problem::new(
        StatusCode::GATEWAY_TIMEOUT,
        "service_timeout",
        format!("{zh}服务没有及时答复，结果不明。请用同一个 Idempotency-Key 重试。"),
        format!("{en} did not answer in time; the outcome is unknown. Repeat with the same Idempotency-Key."),
    )
    .retry_after(AGAIN_SECONDS)
}

/// Too many calls are under way.
pub(crate) fn busy() -> Problem {
    Problem::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "gateway_busy",
        "同时进行的请求太多，没有保存。请稍后再试。",
        "Too many calls at the same moment; nothing was saved. Please try again shortly.",
    )
    .retry_after(AGAIN_SECONDS)
}

/// The body is larger than any route takes.
pub(crate) fn body_too_large() -> Problem {
    Problem::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "body_too_large",
        "提交的内容超过 32 MB，没有保存。",
        "The content is larger than 32 MB; nothing was saved.",
    )
}

/// The body did not arrive in full.
pub(crate) fn body_broken() -> Problem {
    Problem::new(
        StatusCode::BAD_REQUEST,
        "body_incomplete",
        "提交的内容没有传完整，没有保存。请重试。",
        "The content did not arrive in full; nothing was saved. Please try again.",
    )
}
