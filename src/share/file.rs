//! A case as a file: `.appgw-case.json`. `tests/case.schema.json` describes it.

use serde_json::{Map, Value};

use super::{Mark, OpenError, Origin, SavedCase, SavedMark, SavedSource, Sealed, base64};
use crate::certificate::Certificate;
use crate::certificate::private_key::{Place, Removed, Secret};
use crate::diagnosis::{Typed, TypedValue};
use crate::gateway::field::Field;
use crate::gateway::{Cloud, Sku, UploadedCertificate};
use crate::language::share as say;
use crate::time::Timestamp;

/// How a saved case's name ends.
pub const EXTENSION: &str = ".appgw-case.json";

/// What `schema` says in a file of this version.
pub const SCHEMA: &str = "appgw-doctor/case/1";

/// What `schema` says in a file behind a passphrase.
pub const SEALED_SCHEMA: &str = "appgw-doctor/sealed-case/1";

/// What they begin with in every version.
const FAMILIES: [&str; 2] = ["appgw-doctor/case/", "appgw-doctor/sealed-case/"];

/// Where a source's kind is looked for: a file that is saved by this program says it at its start.
const HEAD: usize = 256;

/// Whether a text is a saved case, damaged or not, of whatever version.
pub fn is_case(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(bytes.get(..HEAD).unwrap_or(bytes));
    let head: String = head.chars().filter(|c| !c.is_whitespace()).collect();
    let schema = head.strip_prefix("{\"schema\":\"");
    schema.is_some_and(|schema| FAMILIES.iter().any(|family| schema.starts_with(family)))
}

/// Writes a case, with a line break at its end.
pub fn write(case: &SavedCase) -> String {
    let mut root = Map::new();
    put(&mut root, "schema", SCHEMA);
    fill(&mut root, case);
    if let Some(before) = &case.before {
        let mut entry = Map::new();
        fill(&mut entry, before);
        root.insert("before".to_owned(), entry.into());
    }
    // Text under text keys always serializes.
    let mut text = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    text.push('\n');
    text
}

/// All of a case but for the one before it.
fn fill(root: &mut Map<String, Value>, case: &SavedCase) {
    root.insert(
        "sources".to_owned(),
        case.sources.iter().map(source).collect(),
    );
    if let Some(index) = case.boxed {
        root.insert("boxed".to_owned(), index.into());
    }
    root.insert("typed".to_owned(), typed(&case.typed));
    if let Some(at) = case.as_of {
        put(root, "as_of", &at.to_string());
    }
    root.insert("marks".to_owned(), case.marks.iter().map(mark).collect());
    let chosen = case.chosen.iter().map(|(problem, server)| {
        let mut entry = Map::new();
        put(&mut entry, "problem", problem);
        entry.insert("server".to_owned(), (*server).into());
        Value::Object(entry)
    });
    root.insert("chosen".to_owned(), chosen.collect());
    put(root, "route", &case.route);
}

/// Writes a case behind a passphrase, with a line break at its end.
pub fn write_sealed(sealed: &Sealed) -> String {
    let mut root = Map::new();
    put(&mut root, "schema", SEALED_SCHEMA);
    put(&mut root, "key", "PBKDF2-SHA-256");
    root.insert("rounds".to_owned(), sealed.rounds.into());
    put(&mut root, "salt", &base64::encode(&sealed.salt));
    put(&mut root, "cipher", "AES-256-GCM");
    put(&mut root, "iv", &base64::encode(&sealed.iv));
    put(&mut root, "data", &base64::encode(&sealed.data));
    let mut text = serde_json::to_string_pretty(&Value::Object(root)).unwrap_or_default();
    text.push('\n');
    text
}

fn read_sealed(root: Object<'_>) -> Result<Sealed, OpenError> {
    fn fixed<const N: usize>(root: Object<'_>, key: &str) -> Result<[u8; N], OpenError> {
        let octets = base64::decode(root.text(key)?).unwrap_or_default();
        octets
            .try_into()
            .map_err(|_| root.expected(key, say::OTHER_BASE64))
    }
    let rounds = root
        .index("rounds")?
        .and_then(|rounds| u32::try_from(rounds).ok());
    let data = base64::decode(root.text("data")?).unwrap_or_default();
    let sealed = Sealed::new(
        fixed(root, "salt")?,
        fixed(root, "iv")?,
        rounds.unwrap_or(0),
        data,
    );
    sealed.ok_or_else(|| root.expected("rounds", say::ROUNDS))
}

/// Reads a case.
///
/// # Errors
/// [`OpenError::NotACase`] where the file is something else, [`OpenError::Later`] for a version
/// that is not known here, [`OpenError::Sealed`] for one behind a passphrase, [`OpenError::Damaged`] for anything else that [`write()`] would not write.
pub fn read(bytes: &[u8]) -> Result<SavedCase, OpenError> {
    if !is_case(bytes) {
        return Err(OpenError::NotACase);
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let root: Value = serde_json::from_slice(bytes).map_err(|error| {
        let (line, column) = (error.line(), error.column());
        OpenError::Damaged(say::json_breaks(line, column))
    })?;
    let root = Object(&root, say::THE_FILE);
    let schema = root.text("schema")?;
    if schema == SEALED_SCHEMA {
        return Err(OpenError::Sealed(Box::new(read_sealed(root)?)));
    }
    if schema != SCHEMA {
        return Err(OpenError::Later(schema.to_owned()));
    }
    let mut case = read_one(root)?;
    if let Some(before) = root.get("before") {
        if !before.is_object() {
            return Err(root.expected("before", say::AN_OBJECT));
        }
        case.before = Some(Box::new(read_one(Object(before, "`before`"))?));
    }
    Ok(case)
}

/// All of a case but for the one before it.
fn read_one(root: Object<'_>) -> Result<SavedCase, OpenError> {
    Ok(SavedCase {
        before: None,
        sources: root.list("sources", read_source)?,
        boxed: root.index("boxed")?,
        typed: match root.get("typed") {
            None => Typed::default(),
            Some(value) => read_typed(Object(value, "`typed`"))?,
        },
        as_of: root.parsed("as_of", Timestamp::parse)?,
        marks: root.list("marks", |entry| {
            Ok(SavedMark {
                problem: entry.text("problem")?.to_owned(),
                step: entry.text("step")?.to_owned(),
                mark: entry.required("mark", parse_mark)?,
            })
        })?,
        chosen: root.list("chosen", |entry| {
            let server = entry.index("server")?;
            let server = server.ok_or_else(|| entry.expected("server", say::A_NUMBER))?;
            Ok((entry.text("problem")?.to_owned(), server))
        })?,
        route: match root.get("route") {
            None => String::new(),
            Some(_) => root.text("route")?.to_owned(),
        },
    })
}

fn put(object: &mut Map<String, Value>, key: &str, text: &str) {
    object.insert(key.to_owned(), text.into());
}

fn source(source: &SavedSource) -> Value {
    let mut entry = Map::new();
    put(&mut entry, "name", &source.name);
    put(&mut entry, "origin", source.origin.as_str());
    match std::str::from_utf8(&source.bytes) {
        Ok(text) => put(&mut entry, "text", text),
        Err(_) => put(&mut entry, "base64", &base64::encode(&source.bytes)),
    }
    if !source.removed.is_empty() {
        let removed = source.removed.iter().map(|removed| {
            let mut entry = Map::new();
            put(&mut entry, "secret", secret_name(removed.secret));
            entry.insert("line".to_owned(), removed.place.line.into());
            entry.insert("column".to_owned(), removed.place.column.into());
            Value::Object(entry)
        });
        entry.insert("removed".to_owned(), removed.collect());
    }
    Value::Object(entry)
}

fn read_source(entry: Object<'_>) -> Result<SavedSource, OpenError> {
    let bytes = match entry.get("base64") {
        None => entry.text("text")?.as_bytes().to_vec(),
        Some(_) => base64::decode(entry.text("base64")?)
            .ok_or_else(|| entry.expected("base64", "base64"))?,
    };
    Ok(SavedSource {
        name: entry.text("name")?.to_owned(),
        origin: entry.required("origin", Origin::parse)?,
        bytes: bytes.into(),
        removed: entry.list("removed", |removed| {
            let number = |key| Ok(removed.index(key)?.unwrap_or(1));
            Ok(Removed {
                place: Place {
                    line: number("line")?,
                    column: number("column")?,
                },
                secret: removed.required("secret", parse_secret)?,
            })
        })?,
    })
}

fn typed(typed: &Typed) -> Value {
    let mut entry = Map::new();
    if let Some(sku) = typed.sku {
        put(&mut entry, "sku", sku.as_str());
    }
    if let Some(host) = &typed.host {
        put(&mut entry, "host", host);
    }
    if let Some(answer) = typed.well_known_ca {
        entry.insert("well_known_ca".to_owned(), answer.into());
    }
    if let Some(cloud) = typed.cloud {
        put(&mut entry, "cloud", cloud.id());
    }
    if !typed.roots.is_empty() {
        let roots = typed.roots.iter().map(|root| {
            let mut entry = Map::new();
            if let Some(name) = &root.name {
                put(&mut entry, "name", name);
            }
            let certificates = root.certificates.iter().filter_map(Certificate::der);
            let certificates = certificates.map(|der| Value::from(base64::encode(der)));
            entry.insert("certificates".to_owned(), certificates.collect());
            Value::Object(entry)
        });
        entry.insert("roots".to_owned(), roots.collect());
    }
    if !typed.values.is_empty() {
        let values = typed.values.iter().map(|value| {
            let mut entry = Map::new();
            if let Some(setting) = &value.setting {
                put(&mut entry, "setting", setting);
            }
            put(&mut entry, "field", value.field.id());
            put(&mut entry, "text", &value.text);
            Value::Object(entry)
        });
        entry.insert("values".to_owned(), values.collect());
    }
    Value::Object(entry)
}

fn read_typed(entry: Object<'_>) -> Result<Typed, OpenError> {
    Ok(Typed {
        sku: entry.parsed("sku", Sku::parse)?,
        host: entry.parsed("host", |host| Some(host.to_owned()))?,
        well_known_ca: match entry.get("well_known_ca") {
            None => None,
            Some(Value::Bool(answer)) => Some(*answer),
            Some(_) => return Err(entry.expected("well_known_ca", say::TRUE_OR_FALSE)),
        },
        cloud: entry.parsed("cloud", Cloud::from_id)?,
        roots: entry.list("roots", |root| {
            let data = match root.get("certificates") {
                Some(Value::Array(data)) => data.as_slice(),
                _ => &[],
            };
            let certificates = data.iter().map(|data| {
                let der = data.as_str().and_then(base64::decode)?;
                Some(Certificate::from_der(&der)?.0)
            });
            let certificates: Option<Vec<_>> = certificates.collect();
            Ok(UploadedCertificate {
                name: root.parsed("name", |name| Some(name.to_owned()))?,
                certificates: certificates
                    .ok_or_else(|| root.expected("certificates", say::CERTIFICATES))?,
                ..UploadedCertificate::default()
            })
        })?,
        values: entry.list("values", |value| {
            Ok(TypedValue {
                setting: value.parsed("setting", |name| Some(name.to_owned()))?,
                field: value.required("field", Field::from_id)?,
                text: value.text("text")?.to_owned(),
            })
        })?,
    })
}

fn mark(mark: &SavedMark) -> Value {
    let mut entry = Map::new();
    put(&mut entry, "problem", &mark.problem);
    put(&mut entry, "step", &mark.step);
    put(
        &mut entry,
        "mark",
        match mark.mark {
            Mark::Done => "done",
            Mark::Cause => "cause",
        },
    );
    Value::Object(entry)
}

fn parse_mark(text: &str) -> Option<Mark> {
    match text {
        "done" => Some(Mark::Done),
        "cause" => Some(Mark::Cause),
        _ => None,
    }
}

fn secret_name(secret: Secret) -> &'static str {
    match secret {
        Secret::PrivateKey => "private-key",
        Secret::EncryptedPrivateKey => "encrypted-private-key",
        Secret::Pfx => "pfx",
        Secret::Credential => "credential",
    }
}

fn parse_secret(text: &str) -> Option<Secret> {
    let all = [
        Secret::PrivateKey,
        Secret::EncryptedPrivateKey,
        Secret::Pfx,
        Secret::Credential,
    ];
    all.into_iter().find(|secret| secret_name(*secret) == text)
}

impl Origin {
    /// Its name in a file.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Paste => "paste",
            Self::File => "file",
            Self::Example => "example",
        }
    }

    /// The one of that name.
    pub fn parse(text: &str) -> Option<Self> {
        [Self::Paste, Self::File, Self::Example]
            .into_iter()
            .find(|origin| origin.as_str() == text)
    }
}

/// A value that has to be an object, and what it is called in a message.
#[derive(Clone, Copy)]
struct Object<'a>(&'a Value, &'a str);

impl<'a> Object<'a> {
    fn get(self, key: &str) -> Option<&'a Value> {
        self.0.get(key).filter(|value| !value.is_null())
    }

    fn expected(self, key: &str, what: &str) -> OpenError {
        OpenError::Damaged(say::should_be(self.1, key, what))
    }

    fn text(self, key: &str) -> Result<&'a str, OpenError> {
        let text = self.get(key).and_then(Value::as_str);
        text.ok_or_else(|| self.expected(key, say::A_TEXT))
    }

    fn index(self, key: &str) -> Result<Option<usize>, OpenError> {
        self.get(key)
            .map(|value| {
                let number = value
                    .as_u64()
                    .and_then(|number| usize::try_from(number).ok());
                number.ok_or_else(|| self.expected(key, say::A_NUMBER))
            })
            .transpose()
    }

    /// A text that has to be one of a set, where it is there.
    fn parsed<T>(
        self,
        key: &str,
        parse: impl Fn(&str) -> Option<T>,
    ) -> Result<Option<T>, OpenError> {
        match self.get(key) {
            None => Ok(None),
            Some(_) => self.required(key, parse).map(Some),
        }
    }

    fn required<T>(self, key: &str, parse: impl Fn(&str) -> Option<T>) -> Result<T, OpenError> {
        let text = self.text(key)?;
        parse(text).ok_or_else(|| {
            let shown: String = text.chars().take(40).collect();
            self.expected(key, &say::another_value(&shown))
        })
    }

    /// A list of objects; one that is missing is empty.
    fn list<T>(
        self,
        key: &str,
        read: impl Fn(Object<'_>) -> Result<T, OpenError>,
    ) -> Result<Vec<T>, OpenError> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(entries)) => {
                let name = say::entry_of(key);
                entries
                    .iter()
                    .map(|entry| read(Object(entry, &name)))
                    .collect()
            }
            Some(_) => Err(self.expected(key, say::A_LIST)),
        }
    }
}
