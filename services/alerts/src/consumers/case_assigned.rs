use events::routing::CaseAssignedV1;
use messaging::Handled;

/// An assignment changes who may see the case's alerts, which `parties::apply` has kept already.
pub(super) fn handle(_: &CaseAssignedV1) -> Handled {
    Handled::Apply
}
