//! Contents that are no JSON, for operations that show none.

use axum::body::Bytes;

/// An empty archive in the format of `zip`.
const ZIP: &[u8] = b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";

/// An empty archive in the format of `tar`, compressed by `gzip`.
const TAR_GZ: &[u8] =
    b"\x1f\x8b\x08\0\0\0\0\0\x02\x03\xed\xc1\x01\x0d\0\0\0\xc2\xa0\xf7Om\x0e7\xa0\0\0\
    \0\0\0\0\0\0\0\x807\x03\x9a\xde\x1d'\0(\0\0";

/// A picture of one pixel.
const PNG: &[u8] =
    b"\x89PNG\x0d\x0a\x1a\x0a\0\0\0\x0dIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\
    \xc4\x89\0\0\0\x0bIDATx\xdac`\0\x02\0\0\x05\0\x01\xe9\xfa\xdc\xd8\0\0\0\0IEND\
    \xaeB`\x82";

/// A picture of one pixel.
const GIF: &[u8] = b"GIF89a\x01\0\x01\0\x80\0\0\0\0\0\xff\xff\xff!\xf9\x04\x01\0\0\0\0,\0\0\0\0\x01\0\x01\0\0\x02\x01D\0;";

/// A document of one empty page.
const PDF: &[u8] = b"%PDF-1.1\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages\
    /Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n\
    trailer<</Root 1 0 R>>\n%%EOF\n";

/// A content of this media type, never empty, that programs for the type open; `title` is told
/// where the type is a text, and the words of `path` tell what bytes of no known type are.
pub(super) fn content(media_type: &str, title: &str, path: &str) -> Bytes {
    let title = if title.is_empty() { "Example" } else { title };
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let has = |word: &str| path.split(['/', '.', '_', '-']).any(|part| part == word);
    match essence {
        "application/zip" => Bytes::from_static(ZIP),
        "application/gzip" | "application/x-gzip" | "application/x-tgz" => {
            Bytes::from_static(TAR_GZ)
        }
        "application/x-tar" => Bytes::from_static(&[0; 1024]),
        "image/png" => Bytes::from_static(PNG),
        "image/gif" => Bytes::from_static(GIF),
        "application/pdf" => Bytes::from_static(PDF),
        "image/svg+xml" => Bytes::from_static(
            b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1\" height=\"1\"/>\n",
        ),
        "application/octet-stream" if has("zip") => Bytes::from_static(ZIP),
        "application/octet-stream" if has("archive") || has("tar") || has("tgz") => {
            Bytes::from_static(TAR_GZ)
        }
        "text/csv" => Bytes::from_static(b"id,name\n1,example\n"),
        "text/html" => {
            let title = title.replace('&', "&amp;").replace('<', "&lt;");
            Bytes::from(format!("<!DOCTYPE html>\n<title>{title}</title>\n"))
        }
        xml if xml.ends_with("/xml") || xml.ends_with("+xml") => {
            Bytes::from_static(b"<?xml version=\"1.0\"?>\n<example/>\n")
        }
        _ => Bytes::from(format!("{title}\n")),
    }
}

/// Whether contents of this media type cannot be printed.
pub(super) fn is_binary(media_type: &str) -> bool {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    let (kind, format) = essence.split_once('/').unwrap_or_default();
    let packed = ["zip", "gzip", "x-gzip", "x-tgz", "x-tar", "pdf"];
    kind == "image" && format != "svg+xml" || kind == "application" && packed.contains(&format)
}

#[cfg(test)]
mod tests {
    use super::{content, is_binary};

    #[test]
    fn contents_are_what_their_type_says() {
        for (media_type, path, begins) in [
            ("text/plain", "/books/:id/text", &b"A title\n"[..]),
            ("application/zip", "/books/:id", b"PK"),
            (
                "application/octet-stream",
                "/books/:id/archive",
                b"\x1f\x8b",
            ),
            ("application/octet-stream", "/books/:id.zip", b"PK"),
            (
                "application/octet-stream",
                "/books/:id/archived",
                b"A title",
            ),
            ("application/gzip", "/x", b"\x1f\x8b"),
            ("image/png", "/x", b"\x89PNG"),
            ("image/gif", "/x", b"GIF89a"),
            ("application/pdf", "/x", b"%PDF"),
            ("image/svg+xml", "/x", b"<svg"),
            ("application/atom+xml; charset=utf-8", "/x", b"<?xml"),
            ("text/html", "/x", b"<!DOCTYPE html>\n<title>A title<"),
            ("text/csv", "/x", b"id,"),
        ] {
            let content = content(media_type, "A title", path);
            assert!(content.starts_with(begins), "{media_type} {path}");
        }
        assert_eq!(content("text/plain", "", "/x"), "Example\n");
    }

    #[test]
    fn some_contents_cannot_be_printed() {
        assert!(is_binary("application/x-tar") && is_binary("image/png; q=1"));
        for media_type in [
            "text/plain",
            "image/svg+xml",
            "application/octet-stream",
            "zip",
            "",
        ] {
            assert!(!is_binary(media_type), "{media_type}");
        }
    }
}
