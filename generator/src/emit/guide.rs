//! How to begin: the code of a crate's `README.md`, which is the first page of its documentation
//! as well.
//!
//! In: the operations with which a newcomer begins. Out: functions with the statements.

use proc_macro2::TokenStream;
use quote::quote;

use super::Part;
use super::calls::client_call;
use super::fixtures::crate_name;
use super::rust_type::{ident, import_from, imports};
use crate::lower::{Answer, Place, RustApi};

/// The parts of the page: whole functions.
pub(super) fn page(api: &RustApi) -> Vec<Part> {
    let guide = Guide::new(api);
    let krate = &guide.krate;
    let (begin, pages, failures) = (guide.begin(), guide.pages(), guide.failures());
    let statements = guide.imported(&quote!(#begin #pages #failures));
    let mut parts = vec![Part::Code(quote! {
        async fn quick_start() -> Result<(), #krate::Error> {
            #statements
            Ok(())
        }
    })];
    if let Some(waiting) = guide.blocking() {
        let waiting = guide.imported(&waiting);
        parts.push(Part::Text(format!("{BLOCKING}\n")));
        parts.push(Part::Code(quote! {
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
    krate: proc_macro2::Ident,
}

impl<'a> Guide<'a> {
    fn new(api: &'a RustApi) -> Self {
        Self {
            api,
            krate: crate_name(api),
        }
    }

    /// The statements with what they import.
    fn imported(&self, statements: &TokenStream) -> TokenStream {
        let krate = &self.krate;
        let root = import_from(&quote!(#krate), &["Auth", "Client"], statements);
        let imports = imports(
            statements,
            &[
                ("BTreeMap", quote!(std::collections::BTreeMap)),
                ("runtime", quote!(#krate::runtime)),
                ("values", quote!(#krate::runtime::values)),
                ("types", quote!(#krate::types)),
            ],
        );
        quote!(#imports #root #statements)
    }

    fn begin(&self) -> TokenStream {
        let auth = self.api.credentials.first().map(|credential| {
            let name = ident(&credential.ident);
            let along = credential.along_with.iter().map(|(wire, _)| wire);
            quote!(.auth(Auth::#name("token" #(, #along)*)))
        });
        quote!(let client = Client::builder("https://api.example.com") #auth .build()?;)
    }

    fn pages(&self) -> Option<TokenStream> {
        let place = self.api.quick_start?.list?;
        let (call, answer) = self.call(place)?;
        let size = matches!(answer, Answer::Page(_)).then(|| quote!(.per_page(100)));
        Some(quote! {
            let page = client #call #size .await?;
            let mut items = page.stream();
            while let Some(item) = items.next().await {
                let item = item?;
                println!("{item:?}");
            }
        })
    }

    fn failures(&self) -> Option<TokenStream> {
        let (call, _) = self.call(self.api.quick_start?.one?)?;
        Some(quote! {
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

    fn blocking(&self) -> Option<TokenStream> {
        let start = self.api.quick_start?;
        let one = start.one.and_then(|place| self.call(place));
        let list = start.list.and_then(|place| self.call(place));
        let one = one.map(|(call, _)| {
            quote! {
                let answer = client #call .wait()?;
                println!("{answer:?}");
            }
        });
        let list = list.map(|(call, _)| {
            quote! {
                for item in client #call .wait()?.wait_items() {
                    let item = item?;
                    println!("{item:?}");
                }
            }
        });
        (one.is_some() || list.is_some()).then(|| quote!(#one #list))
    }

    fn call(&self, place: Place) -> Option<(TokenStream, &'a Answer)> {
        let resource = self.api.resources.get(place.resource)?;
        let operation = resource.operations.get(place.operation)?;
        let fixtures = self.api.fixtures.get(place.resource)?;
        let example = fixtures.operations.get(place.operation)?.example.as_ref()?;
        let call = client_call(resource, operation, &example.call);
        Some((call, &operation.answer))
    }
}
