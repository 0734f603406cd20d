//! Terraform (`azurerm_application_gateway`) and Bicep sources: literal values are read, and what
//! is an expression is said to be one.

use std::borrow::Cow;

use super::value::{Member, Node, Value};

/// How deep blocks are followed.
const DEPTH: usize = 24;

/// A gateway that a source declares.
pub(super) struct Declared {
    /// Where it begins.
    pub(super) at: usize,
    /// It, as REST nests it.
    pub(super) gateway: Value<'static>,
    /// Whether it is Terraform's; else it is Bicep's.
    pub(super) terraform: bool,
    /// Properties whose value is an expression, with it.
    pub(super) expressions: Vec<(usize, String)>,
}

/// Every gateway that a text declares, and the text with every declaration blanked out, so that
/// the rest of a paste can be read; `None` where it declares none.
pub(super) fn declared(text: &str) -> Option<(Vec<Declared>, String)> {
    let names = [
        "azurerm_application_gateway",
        "Microsoft.Network/applicationGateways@",
    ];
    if !names.iter().any(|name| text.contains(name)) {
        return None;
    }
    let mut found = Vec::new();
    let mut blanked = Vec::new();
    let mut from = 0;
    for line in text.split_inclusive('\n') {
        let at = from;
        from += line.len();
        if at < blanked.last().map_or(0, |(_, end)| *end) {
            continue;
        }
        let Some(word) = line.split_whitespace().next() else {
            continue;
        };
        if word.starts_with('#') || word.starts_with("//") {
            blanked.push((at, from));
            continue;
        }
        let known = STATEMENTS.contains(&word) || word.starts_with('@');
        if !known || line.starts_with([' ', '\t']) {
            continue;
        }
        let mut reader = Reader {
            text,
            at,
            expressions: Vec::new(),
        };
        let end = reader.statement_end();
        let head = line.split('{').next().unwrap_or_default();
        let terraform = head.contains("\"azurerm_application_gateway\"");
        let bicep =
            head.contains("Microsoft.Network/applicationGateways@") && !head.contains(" existing");
        if word == "resource"
            && (terraform || bicep)
            && let Some(open) = text.get(at..end).and_then(|rest| rest.find('{'))
        {
            reader.at = at + open;
            let body = reader.value(0, "");
            let gateway = as_rest(body, at, terraform);
            found.push(Declared {
                at,
                gateway,
                terraform,
                expressions: reader.expressions,
            });
        }
        blanked.push((at, end));
    }
    if found.is_empty() {
        return None;
    }
    let rest = text.char_indices().map(|(at, c)| {
        let inside = blanked.partition_point(|(_, end)| *end <= at);
        let gone = blanked.get(inside).is_some_and(|(start, _)| *start <= at);
        if gone && c != '\n' { ' ' } else { c }
    });
    // Whatever stands for a character has to be as long as it, for the places to stay right.
    let mut out = String::with_capacity(text.len());
    for (c, original) in rest.zip(text.chars()) {
        if c == original {
            out.push(c);
        } else {
            (0..original.len_utf8()).for_each(|_| out.push(' '));
        }
    }
    Some((found, out))
}

/// What a statement of Terraform or Bicep begins with.
const STATEMENTS: [&str; 17] = [
    "resource",
    "variable",
    "output",
    "module",
    "locals",
    "data",
    "provider",
    "terraform",
    "param",
    "var",
    "targetScope",
    "type",
    "func",
    "import",
    "metadata",
    "moved",
    "using",
];

struct Reader<'t> {
    text: &'t str,
    at: usize,
    expressions: Vec<(usize, String)>,
}

impl<'t> Reader<'t> {
    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Blanks, commas and comments; line breaks too.
    fn blank(&mut self) {
        loop {
            let rest = self.rest();
            let skipped = rest.len() - rest.trim_start_matches([' ', '\t', '\r', '\n', ',']).len();
            self.at += skipped;
            let rest = self.rest();
            let comment = if rest.starts_with("/*") {
                rest.find("*/").map_or(rest.len(), |end| end + 2)
            } else if rest.starts_with('#') || rest.starts_with("//") {
                rest.find('\n').unwrap_or(rest.len())
            } else {
                return;
            };
            self.at += comment;
        }
    }

    /// Passes over a text in quotes that begins here; whether it is closed.
    fn quoted(&mut self) -> Option<&'t str> {
        let rest = self.rest();
        let quote = ["'''", "\"", "'"]
            .into_iter()
            .find(|quote| rest.starts_with(quote))?;
        self.at += quote.len();
        let start = self.at;
        while self.at < self.text.len() {
            let rest = self.rest();
            if rest.starts_with(quote) {
                let inner = self.text.get(start..self.at);
                self.at += quote.len();
                return inner;
            }
            if rest.starts_with('\\') {
                self.bump();
            } else if rest.starts_with('\n') && quote.len() == 1 {
                break;
            }
            self.bump();
        }
        self.text.get(start..self.at)
    }

    /// Where the statement that begins here ends: with its line, or with the brackets it opens.
    fn statement_end(&mut self) -> usize {
        let start = self.at;
        self.balanced(|c| c == '\n');
        let end = self.at;
        self.at = start;
        end
    }

    /// Goes on to a character that ends it, brackets and texts passed over.
    fn balanced(&mut self, ends: impl Fn(char) -> bool) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '"' | '\'' => {
                    self.quoted();
                    continue;
                }
                '{' | '[' | '(' => depth += 1,
                '}' | ']' | ')' if depth == 0 => return,
                '}' | ']' | ')' => depth -= 1,
                _ if depth == 0 && ends(c) => return,
                _ => {}
            }
            self.bump();
        }
    }

    fn value(&mut self, depth: usize, key: &str) -> Value<'static> {
        let at = self.at;
        let node = match self.peek() {
            _ if depth > DEPTH => {
                self.balanced(|c| c == '\n' || c == ',');
                Node::Null
            }
            Some('{') => {
                self.bump();
                Node::Object(self.members(depth))
            }
            Some('[') => {
                self.bump();
                let mut elements = Vec::new();
                loop {
                    self.blank();
                    match self.peek() {
                        None => break,
                        Some(']') => {
                            self.bump();
                            break;
                        }
                        Some('}' | ')') => {
                            self.bump();
                        }
                        Some(_) => elements.push(self.value(depth + 1, key)),
                    }
                }
                Node::List(elements)
            }
            _ => self.scalar(key),
        };
        Value { at, node }
    }

    fn members(&mut self, depth: usize) -> Vec<Member<'static>> {
        let mut members = Vec::new();
        loop {
            self.blank();
            let key = match self.peek() {
                None => break,
                Some('}') => {
                    self.bump();
                    break;
                }
                Some('"' | '\'') => self.quoted().unwrap_or_default().to_owned(),
                Some(_) => {
                    let rest = self.rest();
                    let word = rest
                        .find(|c: char| !(c.is_alphanumeric() || "_-$".contains(c)))
                        .unwrap_or(rest.len());
                    if word == 0 {
                        self.bump();
                        continue;
                    }
                    self.at += word;
                    rest.get(..word).unwrap_or_default().to_owned()
                }
            };
            let skip = |reader: &mut Self| {
                let rest = reader.rest();
                reader.at += rest.len() - rest.trim_start_matches([' ', '\t']).len();
            };
            skip(self);
            // A label of a block, as in `dynamic "probe" {`.
            while matches!(self.peek(), Some('"')) {
                self.quoted();
                skip(self);
            }
            if matches!(self.peek(), Some('=' | ':')) {
                self.bump();
                skip(self);
            }
            let value = self.value(depth + 1, &key);
            members.push(Member {
                key: Cow::Owned(key),
                value,
            });
        }
        members
    }

    fn scalar(&mut self, key: &str) -> Node<'static> {
        let start = self.at;
        let literal = match self.peek() {
            Some('"' | '\'') => self.quoted(),
            _ => None,
        };
        let tail = self.rest();
        let ends = tail
            .trim_start_matches([' ', '\t', '\r'])
            .chars()
            .next()
            .is_none_or(|c| matches!(c, '\n' | ',' | '}' | ']' | '#' | '/'));
        if let Some(text) = literal.filter(|text| ends && !text.contains("${")) {
            return Node::Text(Cow::Owned(text.replace("\\'", "'").replace("\\\"", "\"")));
        }
        self.at = start;
        self.balanced(|c| matches!(c, '\n' | ',' | '#'));
        let raw = self.text.get(start..self.at).unwrap_or_default().trim();
        let plain = raw.bytes().all(|byte| byte.is_ascii_digit()) && !raw.is_empty();
        match raw {
            "true" | "false" => Node::Bare(Cow::Owned(raw.to_owned())),
            "null" | "" => {
                if self.at == start {
                    self.bump();
                }
                Node::Null
            }
            _ if plain => Node::Bare(Cow::Owned(raw.to_owned())),
            _ => {
                let shown: String = raw.chars().take(60).collect();
                let shown = shown.replace('`', "'");
                self.expressions
                    .push((start, format!("`{key}` is an expression (`{shown}`)")));
                Node::Text(Cow::Owned(format!("[${raw}]")))
            }
        }
    }
}

/// The block as REST nests it.
fn as_rest(body: Value<'static>, at: usize, terraform: bool) -> Value<'static> {
    let mut gateway = if terraform { renamed(body, "") } else { body };
    if let Node::Object(members) = &mut gateway.node {
        members.push(Member {
            key: Cow::Borrowed("type"),
            value: Value {
                at,
                node: Node::Text(Cow::Borrowed("Microsoft.Network/applicationGateways")),
            },
        });
    }
    gateway.at = at;
    gateway
}

/// Terraform's blocks and arguments under REST's names. A block that stands once or several times
/// is a list there.
fn renamed(value: Value<'static>, block: &str) -> Value<'static> {
    let Node::Object(members) = value.node else {
        return value;
    };
    let mut out: Vec<Member<'static>> = Vec::new();
    let mut addresses = Vec::new();
    for member in members {
        let key = member.key.into_owned();
        let at = member.value.at;
        if block == "backend_address_pool" && (key == "ip_addresses" || key == "fqdns") {
            if let Node::List(elements) = member.value.node {
                addresses.extend(elements);
            }
            continue;
        }
        if let Some((_, name)) = BLOCKS.iter().find(|(block, _)| *block == key)
            && matches!(member.value.node, Node::Object(_))
        {
            let part = renamed(member.value, &key);
            match out.iter_mut().find(|known| known.key == *name) {
                Some(known) => {
                    if let Node::List(parts) = &mut known.value.node {
                        parts.push(part);
                    }
                }
                None => out.push(Member {
                    key: Cow::Borrowed(name),
                    value: Value {
                        at,
                        node: Node::List(vec![part]),
                    },
                }),
            }
            continue;
        }
        let name = ARGUMENTS.iter().find(|(argument, _)| *argument == key);
        let key = name.map_or(Cow::Owned(key), |(_, name)| Cow::Borrowed(*name));
        out.push(Member {
            key,
            value: renamed(member.value, ""),
        });
    }
    // Whatever is not written in a setting is not there.
    if block == "backend_http_settings" {
        out.push(Member {
            key: Cow::Borrowed("properties"),
            value: Value {
                at: value.at,
                node: Node::Object(Vec::new()),
            },
        });
    }
    if block == "backend_address_pool" {
        out.push(Member {
            key: Cow::Borrowed("backendAddresses"),
            value: Value {
                at: value.at,
                node: Node::List(addresses),
            },
        });
    }
    Value {
        at: value.at,
        node: Node::Object(out),
    }
}

const BLOCKS: [(&str, &str); 11] = [
    ("backend_address_pool", "backendAddressPools"),
    ("backend_http_settings", "backendHttpSettingsCollection"),
    ("probe", "probes"),
    ("http_listener", "httpListeners"),
    ("request_routing_rule", "requestRoutingRules"),
    ("url_path_map", "urlPathMaps"),
    ("path_rule", "pathRules"),
    ("frontend_port", "frontendPorts"),
    ("frontend_ip_configuration", "frontendIPConfigurations"),
    ("trusted_root_certificate", "trustedRootCertificates"),
    ("authentication_certificate", "authenticationCertificates"),
];

const ARGUMENTS: [(&str, &str); 15] = [
    ("probe_name", "probe"),
    ("trusted_root_certificate_names", "trustedRootCertificates"),
    ("status_code", "statusCodes"),
    ("minimum_servers", "minServers"),
    ("http_listener_name", "httpListener"),
    ("backend_address_pool_name", "backendAddressPool"),
    ("backend_http_settings_name", "backendHttpSettings"),
    (
        "default_backend_address_pool_name",
        "defaultBackendAddressPool",
    ),
    (
        "default_backend_http_settings_name",
        "defaultBackendHttpSettings",
    ),
    ("redirect_configuration_name", "redirectConfiguration"),
    (
        "default_redirect_configuration_name",
        "defaultRedirectConfiguration",
    ),
    ("url_path_map_name", "urlPathMap"),
    ("frontend_port_name", "frontendPort"),
    ("autoscale_configuration", "autoscaleConfiguration"),
    ("resource_group_name", "resourceGroup"),
];
