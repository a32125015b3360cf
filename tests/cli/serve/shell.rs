//! The curl lines of a page, read as a shell and curl would: nothing of docbind has a part in it.

use serde_json::Value;

use super::http::Request;

/// The media type of [`multipart`] bodies.
pub(super) const MULTIPART: &str = "multipart/form-data; boundary=between";

/// A curl line with what stands around it.
#[derive(Debug, Clone)]
pub(super) struct Curl {
    /// The heading above.
    pub(super) section: String,
    /// Its own number, from one.
    pub(super) line: usize,
    pub(super) request: Request,
    /// The next block of the section, where it is JSON as it should be.
    pub(super) shown: Option<Value>,
}

/// The lines of a page that begin with `curl`, continued ones as one.
pub(super) fn curls(text: &str) -> Vec<Curl> {
    let lines: Vec<&str> = text.lines().collect();
    let mut section = String::new();
    let mut found = Vec::new();
    let mut fenced = false;
    for (index, line) in lines.iter().enumerate() {
        let trimmed = line.trim();
        if trimmed.starts_with("```") {
            fenced = !fenced;
        } else if !fenced && line.starts_with('#') {
            section = trimmed.trim_start_matches('#').trim().to_owned();
        } else if trimmed.starts_with("curl ") && (fenced || line.starts_with("    ")) {
            let (command, after) = joined(&lines, index);
            found.push(Curl {
                section: section.clone(),
                line: index + 1,
                request: request(&words(&command)),
                shown: next_block(&lines[after..], fenced),
            });
        }
    }
    found
}

/// What one command sends.
pub(super) fn command(line: &str) -> Request {
    request(&words(line))
}

/// The command that begins here, and the index of the line after it.
fn joined(lines: &[&str], first: usize) -> (String, usize) {
    let mut command = String::new();
    let mut at = first;
    while let Some(line) = lines.get(at) {
        at += 1;
        match line.trim().strip_suffix('\\') {
            Some(part) => command.push_str(part),
            None => {
                command.push_str(line.trim());
                break;
            }
        }
    }
    (command, at)
}

/// The JSON of the next fenced block before a heading or another command.
fn next_block(lines: &[&str], mut fenced: bool) -> Option<Value> {
    let mut block: Option<String> = None;
    for line in lines {
        let trimmed = line.trim();
        if trimmed.starts_with("curl ") || (!fenced && line.starts_with('#')) {
            return None;
        }
        if trimmed.starts_with("```") {
            fenced = !fenced;
            if let Some(block) = block {
                return serde_json::from_str(&block).ok();
            }
            block = fenced.then(String::new);
        } else if let Some(block) = &mut block {
            block.push_str(line);
            block.push('\n');
        }
    }
    None
}

/// The words of a command line. A quotation mark that nobody closes is closed at the end.
fn words(command: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quote = None;
    let mut letters = command.chars();
    while let Some(letter) = letters.next() {
        match (quote, letter) {
            (None, ' ' | '\t') => words.extend(word.take()),
            (None, '"' | '\'') => {
                quote = Some(letter);
                word.get_or_insert_default();
            }
            (Some(open), close) if open == close => quote = None,
            (None, '\\') => word.get_or_insert_default().extend(letters.next()),
            // In double quotes, a backslash stands for itself but before these.
            (Some('"'), '\\') => match letters.next() {
                Some(plain @ ('"' | '\\' | '$' | '`')) => word.get_or_insert_default().push(plain),
                other => word
                    .get_or_insert_default()
                    .extend(Some('\\').into_iter().chain(other)),
            },
            (_, letter) => word.get_or_insert_default().push(letter),
        }
    }
    words.extend(word);
    words
}

/// What curl sends for these words, with the host taken away.
fn request(words: &[String]) -> Request {
    let mut request = Request::default();
    let (mut method, mut data, mut parts) = (None, Vec::new(), Vec::new());
    let mut words = words.iter().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().expect("a flag has a value").as_str();
        match word.as_str() {
            "-X" | "--request" => method = Some(value().to_owned()),
            "-H" | "--header" => request.headers.extend(header(value())),
            "-d" | "--data" => data.push(value()),
            "-F" | "--form" => parts.push(value()),
            "-I" | "--head" => method = Some("HEAD".to_owned()),
            flag if flag.starts_with('-') => panic!("nobody knows curl's {flag} here"),
            address => request.target = target(address),
        }
    }
    if !data.is_empty() {
        let form = "application/x-www-form-urlencoded";
        content_type(&mut request, form);
        request.body = data.join("&").into_bytes();
    }
    if !parts.is_empty() {
        content_type(&mut request, MULTIPART);
        request.body = multipart(&parts);
    }
    let usual = if request.body.is_empty() {
        "GET"
    } else {
        "POST"
    };
    request.method = method.unwrap_or_else(|| usual.to_owned());
    request
}

/// A header as curl sends it: one without a colon is none. A token is another one.
fn header(text: &str) -> Option<(String, String)> {
    let (name, value) = text.split_once(':')?;
    let is_token = name.to_ascii_lowercase().ends_with("token");
    let value = if is_token { "any" } else { value.trim() };
    Some((name.to_owned(), value.to_owned()))
}

fn content_type(request: &mut Request, usual: &str) {
    let is = |(name, _): &(String, String)| name.eq_ignore_ascii_case("content-type");
    if !request.headers.iter().any(is) {
        let header = ("Content-Type".to_owned(), usual.to_owned());
        request.headers.push(header);
    }
}

fn target(address: &str) -> String {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let at = rest.find('/').unwrap_or(rest.len());
    rest[at..].replace(' ', "%20")
}

/// A multipart body of parts as `-F` takes them.
pub(super) fn multipart(parts: &[&str]) -> Vec<u8> {
    let mut body = String::new();
    for part in parts {
        let (name, value) = part.split_once('=').expect("a part has a name");
        let head = match value.strip_prefix('@') {
            Some(_) => format!("name=\"{name}\"; filename=\"a.file\""),
            None => format!("name=\"{name}\""),
        };
        body.push_str(&format!(
            "--between\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n"
        ));
    }
    body.push_str("--between--\r\n");
    body.into_bytes()
}

#[test]
fn a_page_is_read_as_a_shell_reads_it() {
    let page = "## Add a book\n\n```bash\ncurl -X PUT -H \"Shop-Token: t0\" -H \"odd\" \\\n  \
                --data 'a=b c' \"http://shop/api/books?x=1&y=2\n```\n\nThe answer:\n\n\
                ```json\n{\"id\": 1}\n```\n\ncurl is told of.\n";
    let found = curls(page);
    let [curl] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((curl.section.as_str(), curl.line), ("Add a book", 4));
    assert_eq!(curl.request.method, "PUT");
    assert_eq!(curl.request.target, "/api/books?x=1&y=2");
    assert_eq!(curl.request.body, b"a=b c");
    let headers = [
        ("Shop-Token", "any"),
        ("Content-Type", "application/x-www-form-urlencoded"),
    ];
    let headers = headers.map(|(name, value)| (name.to_owned(), value.to_owned()));
    assert_eq!(curl.request.headers, headers);
    assert_eq!(curl.shown, Some(serde_json::json!({"id": 1})));
    let words = words(r#"a\!b "c\nd\"" 'e"f\'"#);
    assert_eq!(words, ["a!b", "c\\nd\"", "e\"f\\"]);
}
