//! The page of a server in a browser.

use super::process::Server;
use crate::browser;
use crate::harness::Dir;

#[test]
fn the_page_asks_for_nothing_and_runs_nothing() {
    if !browser::is_there() {
        return;
    }
    let dir = Dir::bookshop();
    let server = Server::start(&dir.path(""), &["serve", "--docs", "docs", "--port", "0"]);
    let page = browser::visit(&format!("{}/", server.base));
    assert_eq!(page.console, [""; 0]);
    assert_eq!(page.requests, [format!("{}/", server.base)]);
    let link = "<a class=\"path\" href=\"/books\">/books</a>";
    assert!(page.dom.contains(link), "{}", page.dom);
    let call = format!("<pre>curl \"{}/books\"</pre>", server.base);
    assert!(page.dom.contains(&call), "{}", page.dom);
    server.kill();
}
