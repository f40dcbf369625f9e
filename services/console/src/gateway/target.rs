use events::Service;

/// Where a path of the API leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A service's own routes: the caller must be signed in.
    Signed(Service),
    /// The public routes, which intake owns: nobody need be signed in.
    Public,
    /// A service's description of its routes. It holds no data, and whoever integrates needs it first.
    Document(Service),
}

/// The services behind the gateway.
const BEHIND: [Service; 6] = [
    Service::Intake,
    Service::Routing,
    Service::Supervision,
    Service::Alerts,
    Service::Ledger,
    Service::Exchange,
];

impl Target {
    /// The target of a path, `None` when the API has no such part. A path that could be read in two ways
    /// (dot segments, empty or encoded ones) leads nowhere: what was checked here must be what the
    /// service sees.
    #[must_use]
    pub(crate) fn of(path: &str) -> Option<Self> {
        let rest = path.strip_prefix("/api/")?;
        let segments: Vec<&str> = rest.split('/').collect();
        let ambiguous = |segment: &&str| {
            let lower = segment.to_ascii_lowercase();
            segment.is_empty()
                || *segment == "."
                || *segment == ".."
                || segment.contains('\\')
                || ["%2e", "%2f", "%5c", "%00"].iter().any(|code| lower.contains(code))
        };
        if segments.iter().any(ambiguous) {
            return None;
        }
        let (first, after) = segments.split_first()?;
        if *first == "public" {
            return Some(Self::Public);
        }
        let service = BEHIND.into_iter().find(|service| service.as_str() == *first)?;
        match after {
            [] => None,
            ["openapi.json"] => Some(Self::Document(service)),
            _ => Some(Self::Signed(service)),
        }
    }

    /// The service that answers.
    #[must_use]
    pub(crate) const fn service(self) -> Service {
        match self {
            Self::Signed(service) | Self::Document(service) => service,
            Self::Public => Service::Intake,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_public_routes_and_the_documents_are_open_to_everybody() {
        assert_eq!(Target::of("/api/public/v1/petitions/abc"), Some(Target::Public));
        assert_eq!(Target::of("/api/ledger/openapi.json"), Some(Target::Document(Service::Ledger)));
        assert_eq!(Target::of("/api/ledger/v1/cases"), Some(Target::Signed(Service::Ledger)));
        assert_eq!(Target::Public.service(), Service::Intake);
    }

    #[test]
    fn a_path_that_can_be_read_in_two_ways_leads_nowhere() {
        for path in [
            "/api/public/../intake/v1/petitions",
            "/api/public/%2e%2e/intake/v1/petitions",
            "/api/public/..%2Fintake",
            "/api/public//v1",
            "/api/intake/v1/./petitions",
            "/api/intake/v1/\\..",
            "/api/intake",
            "/api/intake/",
            "/api/nobody/v1",
            "/api/",
            "/metrics",
        ] {
            assert_eq!(Target::of(path), None, "{path}");
        }
    }
}
