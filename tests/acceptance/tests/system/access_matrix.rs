//! Item 10: route × role × own/other unit, generated from the OpenAPI documents that the services serve,
//! against real rows of two units. A route without a rule fails here (and keeps its service from starting).

use std::collections::BTreeMap;

use events::{Role, Service};
use http_kit::{AccessRule, RowScope};
use reqwest::Method;
use serde_json::{Value, json};

use crate::instance::{County, Desk, Instance, petition};

struct Route {
    method: Method,
    path: String,
    rule: AccessRule,
}

async fn routes(instance: &Instance, desk: &Desk) -> Vec<Route> {
    let mut routes = Vec::new();
    for service in Service::ALL {
        let document = desk.get(&format!("/api/{service}/openapi.json")).await.expect(200);
        for (path, item) in document["paths"].as_object().unwrap() {
            for (method, operation) in item.as_object().unwrap() {
                let Ok(method) = method.to_uppercase().parse::<Method>() else { continue };
                if !operation.is_object() {
                    continue;
                }
                let rule = &operation["x-huiyin-access"];
                assert!(rule.is_object(), "{method} {path} has no rule");
                let rule: AccessRule = serde::Deserialize::deserialize(rule).unwrap();
                routes.push(Route { method, path: path.clone(), rule });
            }
        }
    }
    assert!(routes.len() > 40, "only {} routes are documented at {}", routes.len(), instance.url());
    routes
}

/// A body that the route would take, where a test of rows needs one.
fn body_for(path: &str, county: &County) -> Value {
    match path.rsplit('/').next().unwrap() {
        "assign" => county.six_fixings(),
        "progress" => json!({"summary": "已联系当事人"}),
        "decide" => json!({"outcome": "explained", "summary": "已核实", "legal_basis": "依规"}),
        "serve" => json!({"method": "in_person"}),
        "close" => json!({"result": "settled", "outcome": "已处理"}),
        "reveal" => json!({"fields": ["body"], "reason": "测试核对"}),
        "cannot-come" => json!({"reason": "外出"}),
        _ => json!({}),
    }
}

const NOWHERE: &str = "00000000-0000-7000-8000-000000000000";

struct Rows {
    /// Housing leads it.
    housing: String,
    /// The land bureau leads it.
    land: String,
    /// An accusation against the land bureau.
    accusation: String,
    /// Nobody has it yet.
    fresh: String,
}

async fn rows(instance: &Instance, county: &County) -> Rows {
    let registrar = instance.sign_in("registrar").await;
    let router = instance.sign_in("router").await;
    let mut ids = Vec::new();
    for subject in ["矩阵：住建局的事项", "矩阵：自然资源局的事项", "矩阵：检举", "矩阵：未分办"]
    {
        let mut body = petition(subject);
        if subject.ends_with("检举") {
            body["class"] = json!("accusation");
            body["conflict"] = json!({"units": [county.unit("自然资源局")], "persons": []});
        }
        let registered = registrar.post("/api/intake/v1/petitions", body).await.expect(201);
        ids.push(registered["id"].as_str().unwrap().to_owned());
    }
    router.hears_of(&registrar);
    router.post(&format!("/api/routing/v1/cases/{}/assign", ids[0]), county.six_fixings()).await.expect(200);
    let mut land = county.six_fixings();
    land["lead_unit"] = json!(county.unit("自然资源局"));
    land["responsible_leader"] = json!(county.person("自然资源局局长"));
    land["handler"] = json!(county.person("征地股股长"));
    router.post(&format!("/api/routing/v1/cases/{}/assign", ids[1]), land).await.expect(200);
    // Every service has its copy before rows are compared.
    for id in &ids {
        let status =
            |case: &Value| case["status"] == if ids[..2].contains(id) { "assigned" } else { "registered" };
        router.await_get(&format!("/api/ledger/v1/cases/{id}"), status).await;
        router
            .await_get(&format!("/api/supervision/v1/cases/{id}/clocks"), |clocks| {
                let accept =
                    clocks["items"].as_array().unwrap().iter().any(|clock| clock["rule"] == "accept");
                accept || !ids[..2].contains(id)
            })
            .await;
    }
    instance.verify();
    let [housing, land, accusation, fresh] = ids.try_into().unwrap();
    Rows { housing, land, accusation, fresh }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_keeps_to_its_roles_and_rows() {
    let instance = Instance::start().await;
    let mut desks: BTreeMap<&str, Desk> = BTreeMap::new();
    for user in [
        "registrar",
        "router",
        "handler",
        "handler2",
        "supervisor",
        "leader",
        "director",
        "inspector",
        "sysadmin",
        "secadmin",
        "auditor",
    ] {
        desks.insert(user, instance.sign_in(user).await);
    }
    let county = County::of(&desks["router"]).await;
    let rows = rows(&instance, &county).await;
    let routes = routes(&instance, &desks["sysadmin"]).await;

    let mut checked = 0;
    for route in &routes {
        let path = |id: &str| {
            let path = route.path.replace("{year}", "2026").replace("{receipt}", "0000-0000-0000-0000");
            path.replace("{id}", id).replace("{person_id}", id)
        };
        let streams = route.path.ends_with("/live");
        let ends_session = route.path.ends_with("/logout") || route.path.ends_with("/password");
        let body = (route.method != Method::GET).then(|| body_for(&route.path, &county));

        // Nobody signed in.
        let mut anonymous =
            instance.http().request(route.method.clone(), format!("{}{}", instance.url(), path(NOWHERE)));
        if let Some(body) = &body {
            anonymous = anonymous.json(body);
        }
        let status = anonymous.send().await.unwrap().status().as_u16();
        let public = route.rule.scope == RowScope::Public;
        if !route.path.ends_with("/login") && !route.path.contains("/drill/") {
            assert_eq!(status == 401, !public, "anonymous {} {}: {status}", route.method, route.path);
        }
        checked += 1;

        for (user, desk) in &desks {
            let roles: Vec<Role> = serde::Deserialize::deserialize(&desk.user["roles"]).unwrap();
            let allowed = public
                || route.rule.roles.is_empty()
                || roles.iter().any(|role| route.rule.roles.contains(role));
            if (allowed && (streams || ends_session)) || public {
                continue;
            }
            let nowhere = desk.call(route.method.clone(), &path(NOWHERE), body.clone(), &[]).await;
            checked += 1;
            if !allowed {
                assert_eq!(nowhere.status.as_u16(), 403, "{user} {} {}", route.method, route.path);
                continue;
            }
            assert_ne!(nowhere.status.as_u16(), 401, "{user} {} {}", route.method, route.path);
            assert!(
                nowhere.status.as_u16() < 500,
                "{user} {} {}: {:#}",
                route.method,
                route.path,
                nowhere.body
            );
            if route.rule.scope != RowScope::Case || route.path.contains("/alerts/") {
                continue;
            }
            let unseen: Vec<&String> = match *user {
                "handler" => vec![&rows.land, &rows.accusation, &rows.fresh],
                "handler2" => vec![&rows.housing, &rows.accusation, &rows.fresh],
                "inspector" => vec![&rows.housing, &rows.land, &rows.fresh],
                "leader" => vec![&rows.accusation],
                _ => vec![],
            };
            if route.path.contains("{id}") {
                for id in unseen {
                    let other = desk.call(route.method.clone(), &path(id), body.clone(), &[]).await;
                    checked += 1;
                    // A row outside the scope looks exactly like one that does not exist.
                    assert_eq!(
                        (other.status, &other.body["code"]),
                        (nowhere.status, &nowhere.body["code"]),
                        "{user} {} {} on another's row: {:#}",
                        route.method,
                        route.path,
                        other.body
                    );
                    assert_eq!(other.status.as_u16(), 404, "{user} {} {}", route.method, route.path);
                }
                if route.method == Method::GET {
                    let own = match *user {
                        "handler2" => &rows.land,
                        "inspector" => &rows.accusation,
                        _ => &rows.housing,
                    };
                    desk.get(&path(own)).await.expect(200);
                    checked += 1;
                }
            } else if route.method == Method::GET {
                let list = desk.get(&format!("{}?limit=200", path(NOWHERE))).await;
                let text = list.body.to_string();
                for id in unseen {
                    assert!(!text.contains(id.as_str()), "{user} GET {} shows {id}", route.path);
                }
                checked += 1;
            }
        }
    }
    println!("{checked} combinations of route, role and row over {} routes", routes.len());
    assert!(checked > 500);
}
