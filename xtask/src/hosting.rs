//! The headers of the hosted page, written the way that common hosts read them.
//!
//! All come from the table that the development server sends from (`headers.rs`), so that no
//! host can differ from what the tests see.

use serde_json::{Map, Value, json};

use crate::headers::{self, SECURITY};
use crate::offline;
use crate::single;
use crate::site::{self, Asset};

/// The endings of the site's files.
const ENDINGS: [&str; 10] = [
    "bin",
    "css",
    "html",
    "js",
    "json",
    "png",
    "sha256",
    "svg",
    "wasm",
    "webmanifest",
];

/// The name of some file with a hash in it.
const HASHED: &str = "page-0000000000000000.js";

/// Files for hosts that take their configuration from the folder itself.
pub(crate) fn assets(parts: &[Asset]) -> Vec<Asset> {
    vec![
        Asset::named("_headers", headers_file(parts)),
        Asset::named(
            "staticwebapp.config.json",
            format!("{:#}\n", static_web_app()),
        ),
    ]
}

/// For Netlify, Cloudflare Pages, and hosts that read the same file.
fn headers_file(parts: &[Asset]) -> String {
    let line = |name: &str, value: &str| format!("  {name}: {value}\n");
    let mut text = "/*\n".to_owned();
    text.extend(SECURITY.map(|(name, value)| line(name, value)));
    for part in parts {
        let mut own = String::new();
        if site::has_hash(&part.name) {
            own += &line("cache-control", headers::cache_control(&part.name));
        }
        if let Some(disposition) = headers::disposition(&part.name) {
            own += &line("content-disposition", disposition);
        }
        if !own.is_empty() {
            text += &format!("/{}\n{own}", part.name);
        }
    }
    text
}

/// For Azure Static Web Apps.
fn static_web_app() -> Value {
    let object = |pairs: &[(&str, &str)]| -> Value {
        let pairs = pairs.iter();
        let pairs = pairs.map(|(name, value)| ((*name).to_owned(), json!(value)));
        Value::Object(pairs.collect::<Map<_, _>>())
    };
    let cached = |name: &str| object(&[("cache-control", headers::cache_control(name))]);
    let mut everywhere = SECURITY.to_vec();
    everywhere.push(("cache-control", headers::cache_control("index.html")));
    let saved = headers::disposition(single::NAME).unwrap_or_default();
    let types = ENDINGS.map(|ending| {
        let kind = headers::content_type(&format!("a.{ending}"));
        (format!(".{ending}"), json!(kind))
    });
    json!({
        "globalHeaders": object(&everywhere),
        "routes": [
            // The first that fits counts; every other script is named by its content.
            { "route": format!("/{}", offline::WORKER), "headers": cached(offline::WORKER) },
            { "route": "/*.{js,css,wasm,bin}", "headers": cached(HASHED) },
            { "route": format!("/{}", single::NAME), "headers": object(&[("content-disposition", saved)]) },
        ],
        "mimeTypes": types.into_iter().collect::<Map<_, _>>(),
    })
}

/// For nginx: what `docs/nginx.conf` holds.
#[cfg(test)]
fn nginx() -> String {
    let types = ENDINGS.map(|ending| {
        let kind = headers::content_type(&format!("a.{ending}"));
        let kind = kind.split(';').next().unwrap_or(kind);
        format!("        {kind} {ending};\n")
    });
    let sent = SECURITY.map(|(name, value)| format!("    add_header {name} \"{value}\" always;\n"));
    format!(
        r#"# Serves the built page. Put it where nginx reads its servers (/etc/nginx/conf.d/), and set the three
# lines that are yours. Checked against the headers that the page is tested with.

map $uri $appgw_doctor_cache {{
    default "{plain}";
    "~-[0-9a-f]{{16}}[._]" "{hashed}";
}}

map $uri $appgw_doctor_disposition {{
    default "";
    "~/{single}$" {saved};
}}

server {{
    listen 80;                      # yours: better 443, with a certificate
    server_name doctor.example.com; # yours
    root /srv/appgw-doctor;         # yours: the built folder

    index index.html;
    gzip on;
    gzip_types application/wasm text/css text/javascript;

    types {{
{types}    }}
    charset utf-8;
    charset_types text/css text/javascript text/plain;

{sent}    add_header cache-control $appgw_doctor_cache always;
    add_header content-disposition $appgw_doctor_disposition always;
}}
"#,
        plain = headers::cache_control("index.html"),
        hashed = headers::cache_control(HASHED),
        single = single::NAME.replace('.', "\\."),
        saved = headers::disposition(single::NAME).unwrap_or_default(),
        types = types.concat(),
        sent = sent.concat(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nginx_file_is_what_the_table_says() {
        let path = crate::root().join("docs").join("nginx.conf");
        // APPGW_DOCTOR_BLESS=1 writes it anew after the table has changed.
        if std::env::var_os("APPGW_DOCTOR_BLESS").is_some() {
            std::fs::write(&path, nginx()).unwrap();
        }
        let written = std::fs::read_to_string(&path).unwrap();
        assert_eq!(written.replace('\r', ""), nginx());
    }

    #[test]
    fn every_host_sends_every_header() {
        let page = Asset::named("index.html", "");
        let part = Asset::hashed("page", ".js", b"content");
        let single = Asset::named(single::NAME, "");
        let name = part.name.clone();
        let files = assets(&[page, part, single]);
        let netlify = std::str::from_utf8(&files[0].bytes).unwrap();
        let azure: Value = serde_json::from_slice(&files[1].bytes).unwrap();
        for (header, value) in SECURITY {
            assert!(netlify.contains(&format!("\n  {header}: {value}\n")));
            assert_eq!(azure["globalHeaders"][header], value);
        }
        assert!(netlify.ends_with(&format!(
            "\n/{name}\n  cache-control: public, max-age=31536000, immutable\n/appgw-doctor.html\n  content-disposition: attachment\n"
        )));
        assert_eq!(azure["globalHeaders"]["cache-control"], "no-cache");
        assert_eq!(azure["routes"][0]["headers"]["cache-control"], "no-cache");
        assert_eq!(azure["mimeTypes"][".wasm"], "application/wasm");
    }
}
