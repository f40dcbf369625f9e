use http_kit::Host;

/// What the endpoints share.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) host: Host,
}

impl App {
    pub(crate) const fn new(host: Host) -> Self {
        Self { host }
    }
}
