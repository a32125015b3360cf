//! The client and the server stub that were generated while this crate was built talk to each
//! other over loopback.

use std::sync::{Arc, Mutex};

use docbind_consumer_both::weather::server::cities::{self, Cities};
use docbind_consumer_both::weather::server::forecasts::{self, Forecasts};
use docbind_consumer_both::weather::server::{
    Authenticate, Caller, Credentials, Failure, Options, Reply, Request, Server,
};
use docbind_consumer_both::weather::types::{City, Day, Forecast};
use docbind_consumer_both::weather::{Auth, Client};

/// A weather service that knows a few cities.
struct Service {
    cities: Mutex<Vec<City>>,
}

impl Cities for Service {
    async fn list(&self, request: Request<cities::List>) -> Result<Reply<Vec<City>>, Failure> {
        let cities = self.cities.lock().unwrap();
        let found: Vec<City> = cities
            .iter()
            .filter(|city| {
                request.params.country.is_none() || city.country == request.params.country
            })
            .cloned()
            .collect();
        let page = request.page();
        let info = page.info(u64::try_from(found.len()).unwrap());
        Ok(Reply::new(page.slice(&found).to_vec()).page(info))
    }

    async fn create(&self, request: Request<cities::Create>) -> Result<Reply<City>, Failure> {
        let mut cities = self.cities.lock().unwrap();
        let city = City {
            id: Some(i64::try_from(cities.len()).unwrap() + 1),
            name: Some(request.params.name),
            country: Some(request.params.country),
            height: request.params.height,
        };
        cities.push(city.clone());
        Ok(Reply::new(city))
    }
}

impl Forecasts for Service {
    async fn get(&self, request: Request<forecasts::Get>) -> Result<Reply<Forecast>, Failure> {
        let days = request.params.days.unwrap_or(1);
        Ok(Reply::new(Forecast {
            city_id: Some(request.params.city_id),
            rain: Some(true),
            days: Some(
                (0..days)
                    .map(|low| Day {
                        low: Some(low),
                        ..Day::default()
                    })
                    .collect(),
            ),
            ..Forecast::default()
        }))
    }
}

/// Answers with each of the documented statuses, one per city.
async fn make(
    request: Request<forecasts::Create>,
) -> Result<Reply<forecasts::CreateAnswer>, Failure> {
    use forecasts::CreateAnswer;
    let answer = match request.params.city_id {
        1 => CreateAnswer::Created(Forecast {
            city_id: Some(1),
            ..Forecast::default()
        }),
        2 => CreateAnswer::Accepted("3 before this one".into()),
        3 => CreateAnswer::NotModified,
        4 => CreateAnswer::Conflict("one is being made".to_owned()),
        _ => return Err(Failure::not_found()),
    };
    Ok(answer.into())
}

/// Lets in who has the token.
struct Door;

impl Authenticate for Door {
    async fn authenticate(&self, credentials: Credentials) -> Result<Caller, Failure> {
        match credentials.secret("weather_token") {
            Some("f00ba7") => Ok(Caller::anonymous()),
            _ => Err(Failure::unauthorized()),
        }
    }
}

/// The address of a server with one city.
async fn start() -> String {
    let oslo = City {
        id: Some(1),
        name: Some("Oslo".to_owned()),
        country: Some("no".to_owned()),
        height: Some(23),
    };
    let service = Arc::new(Service {
        cities: Mutex::new(vec![oslo]),
    });
    let router = Server::new()
        .cities(Arc::clone(&service))
        .forecasts(service)
        .replace_with(make)
        .into_router(Options::new().authenticate(Door));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}")
}

fn client(address: &str) -> Client {
    Client::builder(address)
        .auth(Auth::weather_token("f00ba7"))
        .build()
        .unwrap()
}

#[tokio::test]
async fn what_is_added_is_listed() {
    let client = client(&start().await);
    let bergen = client
        .cities()
        .create("Bergen", "no")
        .height(12)
        .await
        .unwrap();
    assert_eq!(bergen.id, Some(2));
    assert_eq!(bergen.height, Some(12));
    client.cities().create("Bern", "ch").await.unwrap();

    let page = client
        .cities()
        .list()
        .country("no")
        .per_page(1)
        .page(2)
        .await
        .unwrap();
    let names: Vec<_> = page.items.iter().map(|city| city.name.as_deref()).collect();
    assert_eq!(names, [Some("Bergen")]);
}

#[tokio::test]
async fn parameters_of_path_and_query_arrive() {
    let client = client(&start().await);
    let forecast = client.forecasts().get(7).days(3).await.unwrap();
    assert_eq!(forecast.city_id, Some(7));
    assert_eq!(forecast.days.map(|days| days.len()), Some(3));
}

#[tokio::test]
async fn every_documented_status_is_answered() {
    let client = client(&start().await);
    for (city, status, text) in [
        (1, 201, "\"city_id\":1"),
        (2, 202, "3 before this one"),
        (3, 304, ""),
        (4, 409, "{\"message\":\"one is being made\"}"),
        (5, 404, "{\"message\":\"404 Not Found\"}"),
    ] {
        let answer = client.forecasts().create(city).raw().await.unwrap();
        assert_eq!(answer.status().as_u16(), status);
        assert!(answer.text().contains(text), "{city}: {}", answer.text());
    }
}

#[tokio::test]
async fn calls_can_be_waited_for() {
    let client = client(&start().await);
    let waited = tokio::task::spawn_blocking(move || {
        let page = client.cities().list().wait()?;
        page.wait_items().collect::<Result<Vec<City>, _>>()
    });
    assert_eq!(waited.await.unwrap().unwrap().len(), 1);
}

#[tokio::test]
async fn without_a_token_nobody_comes_in() {
    let client = Client::builder(&start().await).build().unwrap();
    let error = client.cities().list().await.unwrap_err();
    assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
}
