use std::collections::BTreeMap;

use axum::http::Method;
use events::Role;
use serde::Deserialize;

use crate::{Caller, Problem};

/// The extension of an operation in the OpenAPI document that names who may call it.
const EXTENSION: &str = "x-huiyin-access";

/// Which rows an operation may touch, beside who may call it. The role is enforced by the host; the rows
/// are scoped by the handler's SQL, and the matrix test checks it against real rows of two units.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RowScope {
    /// Rows of cases, by [`crate::Scope`].
    Case,
    /// Rows of the caller's own unit.
    Unit,
    /// The caller's own.
    #[serde(rename = "self")]
    Own,
    /// Every row of the instance: the role is enough.
    Instance,
    /// Everybody, signed in or not.
    Public,
}

/// Who may call an operation.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccessRule {
    /// Any of these roles; empty means everybody who is signed in (or everybody, when `public`).
    #[serde(default)]
    pub roles: Vec<Role>,
    pub scope: RowScope,
}

/// An operation has no rule, or one that cannot be read: the service does not start.
#[derive(Debug, thiserror::Error)]
#[error("{method} {path} has no valid {EXTENSION}: {cause}")]
pub struct UnruledRoute {
    method: String,
    path: String,
    cause: String,
}

/// The rules of one service, read from the OpenAPI document that it serves: what is documented is what is
/// enforced.
#[derive(Clone, Debug, Default)]
pub struct AccessTable(BTreeMap<(String, String), AccessRule>);

impl AccessTable {
    /// # Errors
    /// [`UnruledRoute`] for the first operation without a valid rule.
    pub fn from_openapi(api: &utoipa::openapi::OpenApi) -> Result<Self, UnruledRoute> {
        let document = serde_json::to_value(api).map_err(|error| UnruledRoute {
            method: "*".to_owned(),
            path: "*".to_owned(),
            cause: error.to_string(),
        })?;
        let mut rules = BTreeMap::new();
        let none = serde_json::Map::new();
        let paths = document.get("paths").and_then(serde_json::Value::as_object).unwrap_or(&none);
        for (path, item) in paths {
            for (method, operation) in item.as_object().unwrap_or(&none) {
                if !["get", "put", "post", "delete", "patch", "head", "options"].contains(&method.as_str()) {
                    continue;
                }
                let method = method.to_ascii_uppercase();
                let unruled =
                    |cause: String| UnruledRoute { method: method.clone(), path: path.clone(), cause };
                let rule = operation.get(EXTENSION).ok_or_else(|| unruled("it is missing".to_owned()))?;
                let rule = AccessRule::deserialize(rule).map_err(|error| unruled(error.to_string()))?;
                rules.insert((method, path.clone()), rule);
            }
        }
        Ok(Self(rules))
    }

    /// The rule of a route, by its pattern.
    #[must_use]
    pub fn rule(&self, method: &Method, path: &str) -> Option<&AccessRule> {
        // HEAD is answered by the GET handler.
        let method = if method == Method::HEAD { Method::GET.as_str() } else { method.as_str() };
        self.0.get(&(method.to_owned(), path.to_owned()))
    }
}

impl AccessRule {
    /// # Errors
    /// 401 when nobody is signed in where somebody must be, 403 when their roles do not allow it.
    pub fn check(&self, caller: Option<&Caller>) -> Result<(), Problem> {
        if self.scope == RowScope::Public {
            return Ok(());
        }
        let caller = caller.filter(|caller| !caller.roles.is_empty()).ok_or_else(Problem::unauthenticated)?;
        if self.roles.is_empty() || caller.has_any(&self.roles) { Ok(()) } else { Err(Problem::forbidden()) }
    }
}
