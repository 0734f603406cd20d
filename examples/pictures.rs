//! Writes every picture, wide and narrow, with and without names, into a directory, to be looked
//! at: `cargo run --example pictures -- DIRECTORY`.

use std::path::Path;
use std::{env, fs, io};

use appgw_doctor::diagnosis::PoolState;
use appgw_doctor::fault::{Details, Fault};
use appgw_doctor::gateway::{Protocol, Sku};
use appgw_doctor::picture::{Layout, Names, Node, Picture, order, self_signed};

fn main() -> io::Result<()> {
    let Some(directory) = env::args_os().nth(1) else {
        return Err(io::Error::other("say into which directory to write"));
    };
    let directory = Path::new(&directory);
    fs::create_dir_all(directory)?;
    let names = Names {
        gateway: Some("agw-shop".to_owned()),
        sku: Some(Sku::V2),
        pool: Some("web".to_owned()),
        setting: Some("https-443".to_owned()),
        server: Some("backend.shop.contoso.com".to_owned()),
        server_is_ip: Some(false),
        port: Some(443),
        protocol: Some(Protocol::Https),
        host: Some("www.contoso.com".to_owned()),
        path: Some("/healthz".to_owned()),
        timeout: Some(30),
        trusted_roots: Some(vec!["contoso-root-2024".to_owned()]),
        pool_state: Some(PoolState::Degraded),
    };
    let details = Details {
        received: Some("404".to_owned()),
        expected: Some("200-399".to_owned()),
        expected_body: Some("ready".to_owned()),
        openssl_code: Some(19),
    };
    for fault in Fault::ALL {
        let named = Picture::from_fault(fault, &details, &names);
        let bare = Picture::from_fault(fault, &Details::default(), &Names::default());
        write(directory, fault.id(), |layout| named.draw(layout))?;
        write(directory, &format!("{fault}-bare"), |layout| {
            bare.draw(layout)
        })?;
    }
    write(directory, "self-signed", |layout| {
        self_signed().draw(layout)
    })?;
    write(directory, "order", |layout| order(&[]).draw(layout))?;
    let reversed = ["Contoso Root CA", "Contoso Issuing CA", "www.contoso.com"];
    let issuers = ["Contoso Root CA", "Contoso Root CA", "Contoso Issuing CA"];
    let sent: Vec<(String, String)> = reversed
        .into_iter()
        .zip(issuers)
        .map(|(subject, issuer)| (format!("CN = {subject}"), format!("CN = {issuer}")))
        .collect();
    write(directory, "order-reversed", |layout| {
        order(&sent).draw(layout)
    })
}

fn write(directory: &Path, name: &str, draw: impl Fn(Layout) -> Node) -> io::Result<()> {
    for (layout, suffix) in [(Layout::Wide, "wide"), (Layout::Narrow, "narrow")] {
        let path = directory.join(format!("{name}-{suffix}.svg"));
        fs::write(path, draw(layout).to_svg())?;
    }
    Ok(())
}
