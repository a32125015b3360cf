//! A service on the generated server of an API.
