//! Documented calls as curl commands.

use docbind_spec::{Call, CallBody, Conventions, Method, NameValue, PartContent};

/// A host that exists nowhere: hosts are not part of a spec.
const HOST: &str = "https://api.example.com";

/// The command of a call.
pub(in super::super) fn command(api: &Conventions, call: &Call) -> String {
    let mut words = vec!["curl".to_owned()];
    let implied = match call.body {
        Some(_) => Method::Post,
        None => Method::Get,
    };
    if call.method == Method::Head && call.body.is_none() {
        words.push("--head".to_owned());
    } else if call.method != implied {
        words.push(format!("--request {}", call.method));
    }
    for header in &call.headers {
        let text = format!("{}: {}", header.name, header.value);
        words.push(format!("--header {}", quote(&text)));
    }
    if let Some(body) = &call.body {
        words.extend(body_words(body));
    }
    words.push(quote(&address(api, call)));
    words.join(" ")
}

/// The whole address of a path, with the base path where it is below it.
pub(super) fn absolute(api: &Conventions, path: &str) -> String {
    let own_root = api.other_roots.iter().any(|root| {
        path.strip_prefix(root.trim_end_matches('/'))
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    let base = match &api.base_path {
        Some(base) if !own_root => base.trim_end_matches('/'),
        _ => "",
    };
    format!("{HOST}{base}{path}")
}

fn address(api: &Conventions, call: &Call) -> String {
    let mut address = absolute(api, &call.path);
    for (number, pair) in call.query.iter().enumerate() {
        address.push(if number == 0 { '?' } else { '&' });
        address.push_str(&encoded(pair));
    }
    address
}

fn body_words(body: &CallBody) -> Vec<String> {
    match body {
        CallBody::Form(pairs) => pairs
            .iter()
            .map(|pair| format!("--data {}", quote(&encoded(pair))))
            .collect(),
        CallBody::Multipart(parts) => parts
            .iter()
            .map(|part| {
                let text = match &part.content {
                    PartContent::Value(value) => format!("{}={value}", part.name),
                    PartContent::File(path) => format!("{}=@{path}", part.name),
                };
                format!("--form {}", quote(&text))
            })
            .collect(),
        CallBody::Json(value) => {
            // In single quotes, as people write it; a quote of its own goes as an escape.
            let text = value.to_string().replace('\'', "\\u0027");
            vec![format!("--data '{text}'")]
        }
        CallBody::Text(text) => vec![format!("--data {}", quote(text))],
    }
}

/// In double quotes, with what a shell would read in them escaped.
fn quote(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        if matches!(c, '"' | '\\' | '$' | '`') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// A placeholder such as `<token>` stays readable: nobody sends it as it is.
fn encoded(pair: &NameValue) -> String {
    let value = &pair.value;
    let name = value
        .strip_prefix('<')
        .and_then(|rest| rest.strip_suffix('>'));
    let is_placeholder =
        name.is_some_and(|name| !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase()));
    let value = if is_placeholder {
        value.clone()
    } else {
        percent(value)
    };
    format!("{}={value}", percent(&pair.name))
}

fn percent(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' => out.push(char::from(byte)),
            b'-' | b'.' | b'_' | b'~' | b',' | b':' | b'@' | b'[' | b']' => {
                out.push(char::from(byte));
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}
