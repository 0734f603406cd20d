//! The response headers of the hosted page, in one place for every server of it.

/// What the page may load and do: its own script, styles and data, and nothing else.
///
/// `wasm-unsafe-eval` lets WebAssembly compile and nothing more. Trusted Types close the ways
/// by which text could become script; the one policy that may be made is for the addresses of
/// workers.
pub(crate) const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; \
     script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; \
     connect-src 'self'; \
     img-src 'self' data: blob:; \
     worker-src 'self' blob:; \
     manifest-src 'self'; \
     base-uri 'none'; \
     form-action 'none'; \
     frame-ancestors 'none'; \
     require-trusted-types-for 'script'; \
     trusted-types appgw-doctor";

/// The same for the single file, which holds its only script and style. It loads nothing, and
/// may ask no one for anything.
pub(crate) fn single_file_policy(script: &str, style: &str) -> String {
    format!(
        "default-src 'none'; script-src {script} 'wasm-unsafe-eval'; style-src {style}; \
         connect-src 'none'; img-src data: blob:; worker-src blob:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'; trusted-types appgw-doctor"
    )
}

/// What of the policy may stand in the page itself, for hosts that send no headers: all of it but
/// who may frame the page, which browsers take from a header alone.
pub(crate) fn policy_in_page() -> String {
    CONTENT_SECURITY_POLICY.replace(" frame-ancestors 'none';", "")
}

/// Sent with every response, errors included. Names are in lower case, as HTTP/2 has them.
pub(crate) const SECURITY: [(&str, &str); 6] = [
    ("content-security-policy", CONTENT_SECURITY_POLICY),
    ("x-content-type-options", "nosniff"),
    ("referrer-policy", "no-referrer"),
    // The page needs none of these; the clipboard, which it uses, stays with its default.
    (
        "permissions-policy",
        "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    ),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
];

/// The media type by the name's ending; without `nosniff` browsers would guess.
pub(crate) fn content_type(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, extension)| extension) {
        Some("css") => "text/css; charset=utf-8",
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        // Exactly this, with no parameter, or browsers refuse to compile while streaming.
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("sha256") => "text/plain; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

/// How the browser treats a file that it is sent to. The single file is for saving: from a server
/// that sends the site's policy its own script and style would be refused.
pub(crate) fn disposition(name: &str) -> Option<&'static str> {
    (name == crate::single::NAME).then_some("attachment")
}

/// A name with a hash in it never changes its content; any other is asked for each time.
pub(crate) fn cache_control(name: &str) -> &'static str {
    if crate::site::has_hash(name) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_file_has_its_media_type() {
        assert_eq!(content_type("index.html"), "text/html; charset=utf-8");
        assert_eq!(content_type("boot.js"), "text/javascript; charset=utf-8");
        assert_eq!(content_type("base-0a.css"), "text/css; charset=utf-8");
        assert_eq!(content_type("page-0a_bg.wasm"), "application/wasm");
        assert_eq!(content_type("LICENSE"), "application/octet-stream");
    }

    #[test]
    fn only_hashed_names_are_kept_for_long() {
        let hashed = crate::site::Asset::hashed("page", ".js", b"content");
        assert!(cache_control(&hashed.name).ends_with("immutable"));
        assert_eq!(cache_control("index.html"), "no-cache");
        assert_eq!(cache_control("boot.js"), "no-cache");
    }

    #[test]
    fn the_policy_allows_no_other_origin_and_no_inline_code() {
        assert!(CONTENT_SECURITY_POLICY.starts_with("default-src 'none'; "));
        assert!(!CONTENT_SECURITY_POLICY.contains("'unsafe-inline'"));
        assert!(!CONTENT_SECURITY_POLICY.contains("'unsafe-eval'"));
        assert!(!CONTENT_SECURITY_POLICY.contains("http"));
        assert!(!CONTENT_SECURITY_POLICY.contains("  "));
    }
}
