//! The picture of a pool: which of its servers get requests, and what clients see.

use super::fault::{client, gateway};
use super::{Block, Mark, Member, Names, Picture};
use crate::diagnosis::{PoolState, ServerFinding};
use crate::fault::Basis;
use crate::gateway::Health;
use crate::guide::source::{BACKEND_HEALTH, BAD_GATEWAY, Cite, DEGRADED, UNHEALTHY_POOL};
use crate::order;

/// More servers than this are counted, not drawn.
const DRAWN: usize = 6;

impl Picture {
    /// The picture of a pool and its servers, those that fail first.
    pub fn from_pool<'a>(
        state: PoolState,
        servers: impl IntoIterator<Item = &'a ServerFinding>,
        names: &Names,
    ) -> Self {
        let names = &Names {
            pool_state: Some(state),
            ..names.clone()
        };
        let mut members: Vec<Member> = servers.into_iter().map(member).collect();
        order::sort_by_key(&mut members, |member| member.mark == Mark::Ok);
        if members.len() > DRAWN {
            let rest = members.split_off(DRAWN - 1);
            let failing = rest.iter().filter(|member| member.mark != Mark::Ok).count();
            let mark = if failing == 0 { Mark::Ok } else { Mark::Fail };
            members.push(Member {
                name: format!("and {} more", rest.len()),
                mark,
                says: match failing {
                    0 => "healthy".to_owned(),
                    _ => format!("{failing} of them not healthy"),
                },
            });
        }
        let (title, remedy, sources) = words(state);
        Self {
            title: title.to_owned(),
            basis: Basis::Documented,
            remedy: remedy.to_owned(),
            sources,
            acts: Vec::new(),
            client: client(names),
            gateway: gateway(names),
            server: Block {
                kind: "Backend pool",
                label: names.pool.clone(),
                facts: if members.is_empty() {
                    vec!["No servers".to_owned()]
                } else {
                    Vec::new()
                },
            },
            control: None,
            hops: Vec::new(),
            chain: None,
            members,
        }
    }
}

fn member(server: &ServerFinding) -> Member {
    let mark = match server.health {
        Health::Healthy => Mark::Ok,
        Health::Unhealthy => Mark::Fail,
        Health::Partial | Health::Draining => Mark::Suspect,
        Health::Unknown | Health::Other(_) => Mark::Unknown,
    };
    let health = match server.health.as_str() {
        "" => "no health told",
        health => health,
    };
    Member {
        name: server.address.as_deref().unwrap_or("no address").to_owned(),
        mark,
        says: match server.fault {
            Some(fault) => format!("{health}: {}", fault.id()),
            None => health.to_owned(),
        },
    }
}

fn words(state: PoolState) -> (&'static str, &'static str, &'static [Cite]) {
    match state {
        PoolState::Healthy => (
            "Every server of the pool is healthy",
            "Nothing has to be done here.",
            const { &[BACKEND_HEALTH.under("Backend health report")] },
        ),
        PoolState::Degraded => (
            "Some servers of the pool get no requests",
            "Find why the failing ones fail: each of them is a problem of its own below. The healthy ones carry the load until then.",
            const { &[DEGRADED.cite()] },
        ),
        PoolState::Unhealthy => (
            "No server of the pool gets requests: clients see 502",
            "Bring one server back first: with the first healthy one, clients are served again.",
            const { &[UNHEALTHY_POOL.cite()] },
        ),
        PoolState::Unknown => (
            "The report does not tell which servers get requests",
            "Get the report to work first; clients may well be served meanwhile.",
            const { &[BACKEND_HEALTH.under("Backend health report")] },
        ),
        PoolState::Empty => (
            "The pool has no servers: clients see 502",
            "Put the servers into the backend pool.",
            const { &[BAD_GATEWAY.cite()] },
        ),
    }
}
