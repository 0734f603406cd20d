//! Serves the built site on this machine, as production does.

use std::convert::Infallible;
use std::fs;
use std::io::{self, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

use anyhow::{Context, Result, anyhow, bail, ensure};
use http_body_util::Full;
use hyper::body::Bytes;
use hyper::header::{
    ALLOW, CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE, HeaderName, HeaderValue,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Response, StatusCode};
use hyper_util::rt::TokioIo;

use crate::headers;

/// How many ports after the wanted one are tried.
const PORTS: u16 = 100;

/// A server on the loopback address, running until its process ends.
pub(crate) struct Server {
    port: u16,
    thread: JoinHandle<io::Result<()>>,
}

impl Server {
    /// Starts to serve the folder, on this port or the next free one (0: any free one).
    ///
    /// # Errors
    /// Where the folder holds no page or no port is free.
    pub(crate) fn start(dist: &Path, port: u16) -> Result<Self> {
        ensure!(
            dist.join("index.html").is_file(),
            "{} holds no page: build it with `cargo xtask build`",
            dist.display()
        );
        let listener = listen(port)?;
        let port = listener.local_addr()?.port();
        let dist = dist.to_path_buf();
        let thread = thread::spawn(move || serve(listener, dist));
        Ok(Self { port, thread })
    }

    /// The address of the page.
    pub(crate) fn url(&self) -> String {
        format!("http://{}:{}/", Ipv4Addr::LOCALHOST, self.port)
    }

    /// Serves until the process is stopped.
    ///
    /// # Errors
    /// Where the server itself ended.
    pub(crate) fn wait(self) -> Result<()> {
        let ended = self.thread.join().map_err(|_| anyhow!("it panicked"))?;
        ended.context("the server ended")
    }
}

/// Answers whoever connects, for ever.
fn serve(listener: TcpListener, dist: PathBuf) -> io::Result<()> {
    let dist = Arc::new(dist);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_io()
        .build()?;
    runtime.block_on(async {
        listener.set_nonblocking(true)?;
        let listener = tokio::net::TcpListener::from_std(listener)?;
        loop {
            let (stream, _) = listener.accept().await?;
            let dist = Arc::clone(&dist);
            let service = service_fn(move |request: hyper::Request<_>| {
                let response = answer(request.method(), request.uri().path(), &dist);
                async { Ok::<_, Infallible>(response) }
            });
            let connection = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
            // A browser that hangs up early is no fault of ours.
            tokio::spawn(async { drop(connection.await) });
        }
    })
}

/// The wanted port, or the next that nothing else has.
fn listen(wanted: u16) -> Result<TcpListener> {
    let last = wanted.saturating_add(PORTS);
    for port in wanted..=last {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)) {
            Ok(listener) => return Ok(listener),
            // Windows keeps ranges of ports to itself, and says so as a lack of permission.
            Err(error)
                if matches!(
                    error.kind(),
                    ErrorKind::AddrInUse | ErrorKind::PermissionDenied
                ) => {}
            Err(error) => return Err(error).with_context(|| format!("can't use port {port}")),
        }
    }
    bail!("no port from {wanted} to {last} is free: name another with --port")
}

/// Answers one request, whatever it is, with the headers of production.
///
/// For HEAD the body is left out on its way to the browser.
fn answer(method: &Method, path: &str, dist: &Path) -> Response<Full<Bytes>> {
    let mut response = if !matches!(*method, Method::GET | Method::HEAD) {
        let mut response = message(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD\n");
        let allowed = HeaderValue::from_static("GET, HEAD");
        response.headers_mut().insert(ALLOW, allowed);
        response
    } else if let Some((name, content)) = find(path, dist) {
        let kind = headers::content_type(name);
        let mut response = respond(
            StatusCode::OK,
            content.into(),
            kind,
            headers::cache_control(name),
        );
        if let Some(disposition) = headers::disposition(name) {
            let value = HeaderValue::from_static(disposition);
            response.headers_mut().insert(CONTENT_DISPOSITION, value);
        }
        response
    } else {
        message(StatusCode::NOT_FOUND, "Not found\n")
    };
    for (name, value) in headers::SECURITY {
        let value = HeaderValue::from_static(value);
        response
            .headers_mut()
            .insert(HeaderName::from_static(name), value);
    }
    response
}

fn message(status: StatusCode, text: &'static str) -> Response<Full<Bytes>> {
    respond(status, text.into(), "text/plain; charset=utf-8", "no-cache")
}

fn respond(
    status: StatusCode,
    body: Bytes,
    content_type: &'static str,
    cache_control: &'static str,
) -> Response<Full<Bytes>> {
    let mut response = Response::new(Full::new(body));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static(cache_control));
    response
}

/// The file that a path names, with its content.
fn find<'a>(path: &'a str, dist: &Path) -> Option<(&'a str, Vec<u8>)> {
    let name = file_name(path)?;
    let content = fs::read(dist.join(name)).ok()?;
    Some((name, content))
}

/// The name of the file in an address's path.
///
/// The site is one folder, so a name is letters, digits, `-`, `_` and inner dots: nothing that
/// could lead out of the folder on any system gets through.
fn file_name(path: &str) -> Option<&str> {
    let name = match path.strip_prefix('/')? {
        "" => "index.html",
        name => name,
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.');
    (name.bytes().all(plain) && !name.starts_with('.') && !name.ends_with('.')).then_some(name)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    #[test]
    fn an_address_names_a_file_of_the_folder_or_nothing() {
        assert_eq!(file_name("/"), Some("index.html"));
        assert_eq!(file_name("/page-0a_bg.wasm"), Some("page-0a_bg.wasm"));
        for path in [
            "/..",
            "/../Cargo.toml",
            "/%2e%2e/Cargo.toml",
            "/..\\Cargo.toml",
            "//etc/passwd",
            "/C:/file",
            "/styles/base.css",
            "/.git",
            "/index.html.",
            "/index.html\0",
            "*",
            "http://other.example/index.html",
        ] {
            assert_eq!(file_name(path), None, "{path}");
        }
    }

    /// Sends raw text, so that no client tidies the address up first.
    fn ask(port: u16, method: &str, path: &str) -> String {
        let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port)).unwrap();
        let request = format!("{method} {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
        stream.write_all(request.as_bytes()).unwrap();
        let mut response = String::new();
        stream.read_to_string(&mut response).unwrap();
        response
    }

    #[test]
    fn every_answer_has_the_headers_of_production() {
        let name = format!("appgw-doctor-server-{}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        let dist = folder.join("dist");
        fs::create_dir_all(&dist).unwrap();
        fs::write(folder.join("secret.txt"), "secret").unwrap();
        fs::write(dist.join("index.html"), "<p>page").unwrap();
        let port = Server::start(&dist, 0).unwrap().port;

        let page = ask(port, "GET", "/");
        assert!(page.starts_with("HTTP/1.1 200 "), "{page}");
        assert!(page.ends_with("\r\n\r\n<p>page"), "{page}");
        assert!(page.contains("\r\ncontent-type: text/html; charset=utf-8\r\n"));
        assert!(page.contains("\r\ncontent-length: 7\r\n"));

        let head = ask(port, "HEAD", "/index.html");
        assert!(head.starts_with("HTTP/1.1 200 ") && head.ends_with("\r\n\r\n"));

        let out = ask(port, "GET", "/../secret.txt");
        assert!(out.starts_with("HTTP/1.1 404 "), "{out}");
        let post = ask(port, "POST", "/");
        assert!(post.starts_with("HTTP/1.1 405 "), "{post}");
        assert!(post.contains("\r\nallow: GET, HEAD\r\n"));

        for response in [page, head, out, post] {
            for (name, value) in headers::SECURITY {
                let header = format!("\r\n{name}: {value}\r\n");
                assert!(response.contains(&header), "{name} in {response}");
            }
            assert!(response.contains("\r\ncache-control: no-cache\r\n"));
        }
        fs::remove_dir_all(&folder).unwrap();
    }

    #[test]
    fn a_taken_port_leads_to_the_next() {
        let taken = listen(0).unwrap();
        let port = taken.local_addr().unwrap().port();
        let next = listen(port).unwrap().local_addr().unwrap().port();
        assert!(next > port, "{next} after {port}");
    }

    #[test]
    fn a_folder_without_a_page_is_not_served() {
        let error = Server::start(Path::new("no-such-folder"), 0).err().unwrap();
        assert!(error.to_string().contains("cargo xtask build"));
    }
}
