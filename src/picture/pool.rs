//! The picture of a pool: which of its servers get requests, and what clients see.

use super::fault::{client, gateway};
use super::{Block, Mark, Member, Names, Picture};
use crate::diagnosis::{PoolState, ServerFinding};
use crate::fault::Basis;
use crate::gateway::Health;
use crate::guide::source::{BACKEND_HEALTH, BAD_GATEWAY, Cite, DEGRADED, UNHEALTHY_POOL};
use crate::language::picture::{common, pool as say};
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
                name: common::and_more(rest.len()),
                mark,
                says: match failing {
                    0 => "healthy".to_owned(),
                    _ => say::not_healthy(failing),
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
                kind: say::POOL,
                label: names.pool.clone(),
                facts: if members.is_empty() {
                    vec![say::NO_SERVERS.to_owned()]
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
        "" => say::NO_HEALTH,
        health => health,
    };
    Member {
        name: server
            .address
            .as_deref()
            .unwrap_or(say::NO_ADDRESS)
            .to_owned(),
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
            say::HEALTHY,
            say::HEALTHY_REMEDY,
            const { &[BACKEND_HEALTH.under("Backend health report")] },
        ),
        PoolState::Degraded => (
            say::DEGRADED,
            say::DEGRADED_REMEDY,
            const { &[DEGRADED.cite()] },
        ),
        PoolState::Unhealthy => (
            say::UNHEALTHY,
            say::UNHEALTHY_REMEDY,
            const { &[UNHEALTHY_POOL.cite()] },
        ),
        PoolState::Unknown => (
            say::UNKNOWN,
            say::UNKNOWN_REMEDY,
            const { &[BACKEND_HEALTH.under("Backend health report")] },
        ),
        PoolState::Empty => (
            say::EMPTY,
            say::EMPTY_REMEDY,
            const { &[BAD_GATEWAY.cite()] },
        ),
    }
}
