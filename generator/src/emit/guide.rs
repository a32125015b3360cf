//! How to begin: the code of a crate's `README.md`, which is the first page of its documentation
//! as well.
//!
//! In: the operations with which a newcomer begins. Out: functions with the statements.

use crate::code::{Code, code, list};

use super::Part;
use super::calls::client_call;
use super::fixtures::crate_name;
use super::rust_type::{ident, import_from, imports};
use crate::lower::{Answer, Place, RustApi};

/// The parts of the page: whole functions.
pub(super) fn page(api: &RustApi) -> Vec<Part> {
    let guide = Guide::new(api);
    let krate = ident(&guide.krate);
    let (begin, pages, failures) = (guide.begin(), guide.pages(), guide.failures());
    let statements = guide.imported(&code!(#begin #pages #failures));
    let mut parts = vec![Part::Code(code! {
        async fn quick_start() -> Result<(), #krate::Error> {
            #statements
            Ok(())
        }
    })];
    if let Some(waiting) = guide.blocking() {
        let waiting = guide.imported(&waiting);
        parts.push(Part::Text(format!("{BLOCKING}\n")));
        parts.push(Part::Code(code! {
            fn without_async(client: &#krate::Client) -> Result<(), #krate::Error> {
                #waiting
                Ok(())
            }
        }));
    }
    parts
}

const BLOCKING: &str = "With the feature `blocking`, `.wait()` stands beside every `.await`, for \
    code that is not async:";

struct Guide<'a> {
    api: &'a RustApi,
    krate: String,
}

impl<'a> Guide<'a> {
    fn new(api: &'a RustApi) -> Self {
        Self {
            api,
            krate: crate_name(api),
        }
    }

    /// The statements with what they import.
    fn imported(&self, statements: &Code) -> Code {
        let krate = ident(&self.krate);
        let root = import_from(&code!(#krate), &["Auth", "Client"], statements);
        let imports = imports(
            statements,
            &[
                ("BTreeMap", code!(std::collections::BTreeMap)),
                ("runtime", code!(#krate::runtime)),
                ("values", code!(#krate::runtime::values)),
                ("types", code!(#krate::types)),
            ],
        );
        code!(#imports #root #statements)
    }

    fn begin(&self) -> Code {
        let auth = self.api.credentials.first().map(|credential| {
            let name = ident(&credential.ident);
            let along = credential.along_with.iter().map(|(wire, _)| wire.as_str());
            let texts = list(["token"].into_iter().chain(along));
            code!(.auth(Auth::#name(#texts)))
        });
        code!(let client = Client::builder("https://api.example.com") #auth .build()?;)
    }

    fn pages(&self) -> Option<Code> {
        let place = self.api.quick_start?.list?;
        let (call, answer) = self.call(place)?;
        let size = matches!(answer, Answer::Page(_)).then(|| code!(.per_page(100)));
        Some(code! {
            let page = client #call #size .await?;
            let mut items = page.stream();
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:?}");
            }
        })
    }

    fn failures(&self) -> Option<Code> {
        let (call, _) = self.call(self.api.quick_start?.one?)?;
        Some(code! {
            match client #call .await {
                Ok(answer) => println!("{answer:?}"),
                Err(error) if error.is_not_found() => println!("there is none"),
                Err(error) => match error.details() {
                    Some(details) => println!("the server says: {details}"),
                    None => return Err(error),
                },
            }
        })
    }

    fn blocking(&self) -> Option<Code> {
        let start = self.api.quick_start?;
        let one = start.one.and_then(|place| self.call(place));
        let list = start.list.and_then(|place| self.call(place));
        let one = one.map(|(call, _)| {
            code! {
                let answer = client #call .wait()?;
                println!("{answer:?}");
            }
        });
        let list = list.map(|(call, _)| {
            code! {
                for item in client #call .wait()?.wait_items() {
                    let item = item?;
                    println!("{item:?}");
                }
            }
        });
        (one.is_some() || list.is_some()).then(|| code!(#one #list))
    }

    fn call(&self, place: Place) -> Option<(Code, &'a Answer)> {
        let resource = self.api.resources.get(place.resource)?;
        let operation = resource.operations.get(place.operation)?;
        let fixtures = self.api.fixtures.get(place.resource)?;
        let example = fixtures.operations.get(place.operation)?.example.as_ref()?;
        let call = client_call(resource, operation, &example.call);
        Some((call, &operation.answer))
    }
}
