//! What the built page weighs, and what it may.
//!
//! The limits stand in `budget.json`.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result, anyhow, bail, ensure};
use serde_json::Value;

/// How the file of limits is called, in the project's folder.
const BUDGET: &str = "budget.json";

/// A file and its sizes in bytes.
struct Weighed {
    name: String,
    raw: usize,
    /// As a host sends it: compressed with brotli at its best.
    sent: usize,
}

/// Some files and what they may weigh together.
#[derive(Debug)]
struct Limit {
    what: String,
    /// How the names of the files end; none of these files is left out.
    endings: Vec<String>,
    /// Whether the size counts as it is sent, compressed; else as it is.
    compressed: bool,
    limit: usize,
}

/// Prints each file of the site with its size as it is and as it is sent.
///
/// # Errors
/// Where one can't be read.
pub(crate) fn print(dist: &Path) -> Result<()> {
    println!("    {:>9} {:>9}  bytes", "raw", "brotli");
    for file in weigh(dist)? {
        println!("    {:>9} {:>9}  {}", file.raw, file.sent, file.name);
    }
    Ok(())
}

/// Says how each limit stands.
///
/// # Errors
/// Where one is not held.
pub(crate) fn check(dist: &Path) -> Result<()> {
    let over: Vec<_> = report(dist)?
        .into_iter()
        .filter(|(limit, size)| *size > limit.limit)
        .map(|(Limit { what, limit, .. }, size)| {
            format!("{what}: {size} bytes where {limit} are allowed")
        })
        .collect();
    ensure!(over.is_empty(), "too large: {}", over.join("; "));
    Ok(())
}

/// Prints what each limit allows and what its files weigh.
fn report(dist: &Path) -> Result<Vec<(Limit, usize)>> {
    let path = crate::root().join(BUDGET);
    let limits = parse(&fs::read_to_string(path)?)
        .with_context(|| format!("{BUDGET} can't be understood"))?;
    let files = weigh(dist)?;
    let mut sizes = Vec::new();
    for limit in limits {
        let size = limit.size(&files)?;
        let stands = if size <= limit.limit { "held" } else { "OVER" };
        println!(
            "    {:>9} of {:>9}  {}: {stands}",
            size, limit.limit, limit.what
        );
        sizes.push((limit, size));
    }
    Ok(sizes)
}

impl Limit {
    /// What its files weigh.
    fn size(&self, files: &[Weighed]) -> Result<usize> {
        let ours = |file: &&Weighed| self.endings.iter().any(|end| file.name.ends_with(end));
        let found: Vec<_> = files.iter().filter(ours).collect();
        if found.is_empty() {
            bail!("{}: no such file in the built page", self.what);
        }
        let size = |file: &&Weighed| if self.compressed { file.sent } else { file.raw };
        Ok(found.iter().map(size).sum())
    }
}

/// Reads `budget.json`.
fn parse(json: &str) -> Result<Vec<Limit>> {
    let json: Value = serde_json::from_str(json)?;
    let rows = json.as_array().context("expected an array")?;
    rows.iter().map(limit).collect()
}

fn limit(row: &Value) -> Result<Limit> {
    let text = |key| row.get(key).and_then(Value::as_str);
    let number = |key| row.get(key).and_then(Value::as_u64);
    let what = text("what").context("a row without `what`")?.to_owned();
    let missing = |key| anyhow!("`{what}` has no `{key}`");
    let endings = row.get("endings").and_then(Value::as_array);
    let endings = endings.ok_or_else(|| missing("endings"))?.iter();
    Ok(Limit {
        endings: endings
            .filter_map(|e| e.as_str())
            .map(str::to_owned)
            .collect(),
        compressed: match text("measure") {
            Some("brotli") => true,
            Some("raw") => false,
            _ => bail!("the measure of `{what}` is neither brotli nor raw"),
        },
        limit: usize::try_from(number("limit").ok_or_else(|| missing("limit"))?)?,
        what,
    })
}

/// Weighs each file of the site.
fn weigh(dist: &Path) -> Result<Vec<Weighed>> {
    let entries = fs::read_dir(dist).with_context(|| {
        format!(
            "{} can't be read: build the page with `cargo xtask build`",
            dist.display()
        )
    })?;
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry?;
        let bytes = fs::read(entry.path())?;
        files.push(Weighed {
            name: entry.file_name().to_string_lossy().into_owned(),
            raw: bytes.len(),
            sent: compressed(&bytes)?,
        });
    }
    files.sort_by(|a, b| a.name.cmp(&b.name));
    Ok(files)
}

/// How long bytes are in brotli at its best, with the window that browsers allow.
fn compressed(bytes: &[u8]) -> Result<usize> {
    let mut writer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    Ok(writer.into_inner().len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn weighed(name: &str, raw: usize, sent: usize) -> Weighed {
        Weighed {
            name: name.to_owned(),
            raw,
            sent,
        }
    }

    #[test]
    fn a_limit_counts_all_its_files_by_its_measure() {
        let files = [
            weighed("a.js", 10, 5),
            weighed("b.css", 100, 50),
            weighed("c.wasm", 1000, 500),
        ];
        let limits = parse(
            r#"[{"what": "both", "endings": [".js", ".css"], "measure": "brotli", "limit": 60},
                {"what": "code", "endings": [".wasm"], "measure": "raw", "limit": 9}]"#,
        )
        .unwrap();
        assert_eq!(limits[0].size(&files).unwrap(), 55);
        assert_eq!(limits[1].size(&files).unwrap(), 1000);
        assert!(limits[0].size(&files[2..]).is_err(), "nothing to weigh");
    }

    #[test]
    fn what_a_row_lacks_is_named() {
        for (row, named) in [
            (r#"{"endings": []}"#, "what"),
            (r#"{"what": "x"}"#, "endings"),
            (
                r#"{"what": "x", "endings": [], "measure": "gzip"}"#,
                "measure",
            ),
            (r#"{"what": "x", "endings": [], "measure": "raw"}"#, "limit"),
        ] {
            let error = parse(&format!("[{row}]")).unwrap_err().to_string();
            assert!(error.contains(named), "{error}");
        }
    }

    #[test]
    fn the_limits_of_the_project_can_be_read() {
        let text = fs::read_to_string(crate::root().join(BUDGET)).unwrap();
        assert!(!parse(&text).unwrap().is_empty());
    }

    #[test]
    fn brotli_is_what_is_measured() {
        assert!(compressed(&[b'a'; 10_000]).unwrap() < 50);
    }
}
