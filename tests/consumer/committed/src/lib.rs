//! What a visitor's app needs of the museum: its client, which is committed beside this crate.

pub use museum::types::Room;
pub use museum::{Client, Error};

/// The rooms on a floor.
///
/// # Errors
///
/// That of the museum's service.
pub async fn rooms(client: &Client, floor: i64) -> Result<Vec<Room>, Error> {
    Ok(client.rooms().list().floor(floor).await?.items)
}
