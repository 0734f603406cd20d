//! What was measured, logged and answered, written anew: metrics, rows of the access log, responses.
//! The rows that are read hold neither addresses of clients nor what they asked for.

use serde_json::{Map, Value};

use super::write::{Writer, object};
use crate::access_log::{AccessLog, Request, codes};
use crate::gateway::HttpResponse;
use crate::gateway::response::GATEWAY_NAME;
use crate::metrics::{Metrics, Series};

impl Writer<'_, '_, '_> {
    /// As `az monitor metrics list` prints it, one metric of one pool after the other.
    pub(super) fn metrics(&mut self, metrics: &Metrics) -> Value {
        let Metrics { series, local_time } = metrics;
        let series = series.iter().map(|one| {
            let Series {
                metric,
                gateway,
                pool,
                setting,
                interval,
                points,
            } = one;
            let mut dimension = match pool {
                Some(pool) => self.markers.name("POOL", pool),
                None => String::new(),
            };
            if let Some(setting) = setting {
                dimension = format!("{dimension}~{}", self.markers.name("SETTING", setting));
            }
            let of = object([
                ("name", Some("backendsettingspool".into())),
                ("value", Some(dimension.as_str().into())),
            ]);
            let data = points.iter().map(|point| {
                let at = point.at.to_string();
                let at = match local_time {
                    // Without a zone, as it was written.
                    true => at.trim_end_matches('Z'),
                    false => at.as_str(),
                };
                let value = point.value.map(|value| value.to_string());
                object([
                    ("timeStamp", Some(at.into())),
                    ("average", value.map(Value::from)),
                ])
            });
            let data: Value = data.collect();
            let timeseries = object([
                (
                    "metadatavalues",
                    (!dimension.is_empty()).then(|| Value::Array(vec![of])),
                ),
                ("data", Some(data)),
            ]);
            object([
                ("name", Some(metric.as_str().into())),
                ("id", self.id(gateway)),
                (
                    "interval",
                    interval.map(|seconds| format!("PT{seconds}S").into()),
                ),
                ("timeseries", Some(Value::Array(vec![timeseries]))),
            ])
        });
        series.collect()
    }

    /// As curl prints the header of a response. What the gateway calls itself is no secret.
    pub(super) fn response(&mut self, response: &HttpResponse) -> String {
        let HttpResponse { status, server } = response;
        let server = server
            .as_deref()
            .map(|server| match response.is_gateways() {
                Some(true) => {
                    let sku = response.sku().map_or("", |_| "/v2");
                    format!("{GATEWAY_NAME}{sku}")
                }
                _ => self.markers.text(server),
            });
        let server = server.map(|server| format!("Server: {server}\n"));
        format!("HTTP/1.1 {status}\n{}", server.unwrap_or_default())
    }

    /// As the diagnostic setting writes its records.
    pub(super) fn access_log(&mut self, log: &AccessLog) -> Value {
        let AccessLog {
            gateway,
            requests,
            v1,
        } = log;
        if requests.is_empty() {
            // A query's answer without rows.
            let columns = Value::from(vec!["httpStatus", "clientIP"]);
            let rows = Value::Array(Vec::new());
            let table = object([("columns", Some(columns)), ("rows", Some(rows))]);
            return object([("tables", Some(Value::Array(vec![table])))]);
        }
        let rows = requests.iter().enumerate().map(|(index, request)| {
            let Request {
                at,
                count,
                status,
                server_status,
                error_info,
                pool,
                setting,
                server,
                latency,
                time_taken,
                internal,
            } = request;
            let mut row = Map::new();
            let mut put = |key: &str, value: Option<Value>| {
                if let Some(value) = value {
                    row.insert(key.to_owned(), value);
                }
            };
            put("category", Some("ApplicationGatewayAccessLog".into()));
            put("resourceId", self.id(gateway).filter(|_| index == 0));
            put("timeStamp", at.map(|at| at.to_string().into()));
            put("count", (*count != 1).then(|| (*count).into()));
            put("httpStatus", status.map(Value::from));
            put("serverStatus", server_status.map(Value::from));
            // One of an open set: what is listed stays.
            let info = error_info.as_deref().map(|info| match codes::code(info) {
                Some(_) => info.to_owned(),
                None => self.markers.text(info),
            });
            put("error_info", info.map(Value::from));
            put("backendPoolName", self.name("POOL", pool.as_ref()));
            put("backendSettingName", self.name("SETTING", setting.as_ref()));
            let latency = latency.map(|latency| latency.to_string().into());
            put("serverResponseLatency", latency);
            // A v1 gateway is told by its query, and counts milliseconds.
            put("requestQuery", v1.then(|| "SERVER-ROUTED=".into()));
            let taken = time_taken.map(|taken| match v1 {
                true => taken.in_thousandths().to_string(),
                false => taken.to_string(),
            });
            put("timeTaken", taken.map(Value::from));
            put("serverRouted", self.host(server.as_deref()));
            put("clientIP", internal.then(|| "127.0.0.1".into()));
            Value::Object(row)
        });
        rows.collect()
    }
}
