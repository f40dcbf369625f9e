//! One suite on both engines: the store's query layer, the writer, and the event protocol's tables.

#[path = "conformance/access_scope.rs"]
mod access_scope;
#[path = "conformance/query_layer.rs"]
mod query_layer;
#[path = "conformance/writer.rs"]
mod writer;
