//! The client is there and calls: here, a port where nobody listens.

use docbind_consumer_readme::bookshop::Client;

#[tokio::test]
async fn a_call_is_made() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let client = Client::builder(&address).build().unwrap();
    let error = client.books().list().author("Woolf").await.unwrap_err();
    assert_eq!(error.status(), None, "no answer came");
}
