//! Any text is a spec: it is refused with a reason, or everything can be made of it.

use docbind::emit::markdown::render;
use docbind_spec::yaml::{read_spec, write_spec};
use docbind_spec::{ApiSpec, validate};

use super::erase;

/// Reads the text as a spec and, if that is sound, makes of it all that can be made.
pub fn check(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let Ok(spec) = read_spec(&text, "spec.yaml") else {
        return;
    };
    // What was read can be written, apart from examples that nest too deeply to be read again.
    if let Ok(written) = write_spec(&spec) {
        assert_eq!(read_spec(&written, "spec.yaml").as_ref(), Ok(&spec));
    }
    if validate(&spec).is_empty() {
        sound(&spec);
    }
}

/// What must hold of a spec that holds together.
fn sound(spec: &ApiSpec) {
    render(spec);
    erase::of_all(spec);
}
