//! A bookshop for the tests: the implementation that a user of the server would write.

#![allow(dead_code, reason = "no test uses all of it")]

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use axum::http::StatusCode;
use docbind_bookshop::runtime::values::{Id, IdOrPath};
use docbind_bookshop::server::{
    Authenticate, Caller, Content, Credentials, Failure, Options, Reply, Request, Server, books,
    orders, shelves,
};
use docbind_bookshop::types::{Book, BookState, BookStateEvent, Cover, Order, Shelf};

/// What the shop holds.
#[derive(Default)]
pub struct Shop {
    shelves: Mutex<BTreeMap<i64, Shelf>>,
}

/// A shop with shelves `poetry/haiku`, `s2`, `s3`, … up to `count`.
pub fn shop(count: i64) -> Shop {
    let shelf = |id| Shelf {
        id: Id(id),
        name: if id == 1 {
            "poetry/haiku".to_owned()
        } else {
            format!("s{id}")
        },
        ..Shelf::default()
    };
    Shop {
        shelves: Mutex::new((1..=count).map(|id| (id, shelf(id))).collect()),
    }
}

/// The shop's server, which lets anyone in.
pub fn server(count: i64) -> Server {
    let shop = Arc::new(shop(count));
    Server::new()
        .shelves(Arc::clone(&shop))
        .books(Arc::clone(&shop))
        .orders(shop)
}

/// Knows one clerk, `s3cret`, at the branch `north`, and one bearer token, `b3arer`.
pub struct Door;

impl Authenticate for Door {
    async fn authenticate(&self, credentials: Credentials) -> Result<Caller, Failure> {
        let clerk = credentials.found.iter().any(|found| {
            found.scheme == "clerk_token"
                && found.secret == "s3cret"
                && found.along_with == [("branch", "north".to_owned())]
        });
        let user = match () {
            () if clerk => "Ann",
            () if credentials.secret("oauth2") == Some("b3arer") => "Bob",
            () if credentials.secret("till_token") == Some("t1ll") => "till",
            () => return Err(Failure::unauthorized()),
        };
        match credentials.sudo.as_deref() {
            Some(_) if user != "Ann" => Err(Failure::new(
                StatusCode::FORBIDDEN,
                "403 Forbidden: Must be admin to use sudo",
            )),
            Some(name) => Ok(Caller::new(name.to_owned())),
            None => Ok(Caller::new(user.to_owned())),
        }
    }
}

/// Options that ask [`Door`].
pub fn guarded() -> Options {
    Options::new().authenticate(Door)
}

impl Shop {
    fn find(&self, id: &IdOrPath) -> Result<Shelf, Failure> {
        let shelves = self.shelves.lock().unwrap();
        let found = shelves.values().find(|shelf| match id {
            IdOrPath::Number(number) => shelf.id == *number,
            IdOrPath::Text(name) => shelf.name == *name,
        });
        found.cloned().ok_or_else(Failure::not_found)
    }
}

impl shelves::Shelves for Shop {
    async fn list(&self, request: Request<shelves::List>) -> Result<Reply<Vec<Shelf>>, Failure> {
        let page = request.page();
        let all: Vec<Shelf> = self.shelves.lock().unwrap().values().cloned().collect();
        let info = page.info(all.len() as u64);
        Ok(Reply::new(page.slice(&all).to_vec()).page(info))
    }

    async fn create(&self, request: Request<shelves::Create>) -> Result<Reply<Shelf>, Failure> {
        let keeper = request.caller().get::<String>().cloned();
        let params = request.params;
        let mut shelves = self.shelves.lock().unwrap();
        if shelves.values().any(|shelf| shelf.name == params.name) {
            return Err(Failure::field("name", ["has already been taken"]));
        }
        let shelf = Shelf {
            id: Id(shelves.keys().max().unwrap_or(&0) + 1),
            name: params.name,
            labels: params.labels.unwrap_or_default(),
            opened_at: params.opened_at,
            public: params.public,
            keeper: keeper.into(),
        };
        shelves.insert(shelf.id.get(), shelf.clone());
        Ok(shelf.into())
    }

    async fn get(&self, request: Request<shelves::Get>) -> Result<Reply<Shelf>, Failure> {
        self.find(&request.params.id).map(Reply::new)
    }

    async fn delete(&self, request: Request<shelves::Delete>) -> Result<Reply<()>, Failure> {
        let shelf = self.find(&request.params.id)?;
        self.shelves.lock().unwrap().remove(&shelf.id.get());
        Ok(Reply::new(()).status(StatusCode::NO_CONTENT))
    }
}

impl books::Books for Shop {
    async fn update(&self, request: Request<books::Update>) -> Result<Reply<Book>, Failure> {
        let params = request.params;
        let mut book = Book {
            id: params.book_id,
            title: Some("Emma".to_owned()),
            series_id: Some(Id(3)),
            labels: Some(vec!["novel".to_owned()]),
            state: Some(BookState::Shelved.into()),
            ..Book::default()
        };
        params.title.apply_to(&mut book.title);
        params.series_id.apply_to(&mut book.series_id);
        params.labels.apply_to(&mut book.labels);
        if let Some(event) = params.state_event.value() {
            let state = match event {
                BookStateEvent::Lend => BookState::Lent,
                BookStateEvent::Return => BookState::Shelved,
            };
            book.state = Some(state.into());
        }
        Ok(Reply::new(book))
    }

    async fn text(&self, request: Request<books::Text>) -> Result<Reply<Content>, Failure> {
        let text = format!("{}: {}", request.params.id, request.params.path);
        Ok(Reply::new(text.into()))
    }

    async fn upload_cover(
        &self,
        request: Request<books::UploadCover>,
    ) -> Result<Reply<Cover>, Failure> {
        let file = request.params.file;
        Ok(Reply::new(Cover {
            url: Some(format!("/covers/{}", file.name)),
            size: i64::try_from(file.content.len()).ok(),
        }))
    }

    async fn cover(&self, _request: Request<books::Cover>) -> Result<Reply<Content>, Failure> {
        Ok(Reply::new(vec![0, 159, 146, 150].into()))
    }
}

impl orders::Orders for Shop {
    async fn create(&self, request: Request<orders::Create>) -> Result<Reply<Order>, Failure> {
        let params = request.params;
        let book = |id| Book {
            id,
            ..Book::default()
        };
        Ok(Reply::new(Order {
            id: Id(1),
            customer: Some(params.customer),
            books: Some(params.lines.iter().map(|line| book(line.book_id)).collect()),
            notes: params.notes,
        }))
    }

    async fn collect(
        &self,
        request: Request<orders::Collect>,
    ) -> Result<Reply<orders::CollectAnswer>, Failure> {
        Ok(orders::CollectAnswer::Ok(Order {
            id: request.params.id,
            customer: request.params.x_till,
            ..Order::default()
        })
        .into())
    }
}
