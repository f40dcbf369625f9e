use http_kit::Host;

/// What every handler of the ledger needs.
#[derive(Clone, Debug)]
pub(crate) struct App {
    pub(crate) host: Host,
}
