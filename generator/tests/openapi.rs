//! The OpenAPI export of an invented library's API.
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::process::Command;
use std::sync::Arc;

use docbind::emit::openapi::{CommonParameters, OpenApiVersion, export};
use docbind::pipeline::{ReadOptions, read_docs};
use docbind::source::{SourceFile, SourceSet};
use docbind_spec::{ApiSpec, Credential, ExampleBody};
use serde_json::{Value, json};

fn library() -> ApiSpec {
    serde_json::from_str(include_str!("library.json")).unwrap()
}

fn exported(version: OpenApiVersion) -> Value {
    export(&library(), version, CommonParameters::Apart)
}

#[test]
fn the_whole_document() {
    let text = |version| serde_json::to_string_pretty(&exported(version)).unwrap();
    insta::assert_snapshot!("openapi_3_1", text(OpenApiVersion::V3_1));
    insta::assert_snapshot!("openapi_3_0_3", text(OpenApiVersion::V3_0_3));
}

#[test]
fn exports_are_the_same_each_time() {
    for version in [OpenApiVersion::V3_0_3, OpenApiVersion::V3_1] {
        assert_eq!(exported(version).to_string(), exported(version).to_string());
    }
}

/// Documented commands hold credentials that may once have been somebody's. The mock server's
/// `/openapi.json` is this document, too.
#[test]
fn no_credential_of_a_documented_command_is_exported() {
    let commands = [
        "curl --header \"PRIVATE-TOKEN: hidden\" \"https://shop.example.com/books?author=seen\"",
        "curl \"https://shop.example.com/books?private_token=hidden&author=seen\"",
        "curl -H \"Authorization: Bearer hidden\" \"https://shop.example.com/books?author=seen\"",
        "curl -u ann:hidden \"https://bob:hidden@shop.example.com/books?author=seen\"",
        "curl -d password=hidden -d author=seen https://shop.example.com/books",
    ];
    for command in commands {
        let text = format!(
            "# Books\n\nSend the header `PRIVATE-TOKEN` or the parameter `private_token`.\n\n\
             ## Books\n\n```\nPOST /books\n```\n\n```shell\n{command}\n```\n"
        );
        let path = "books.md".to_owned();
        let sources = SourceSet::new(vec![SourceFile { path, text }]);
        let spec = read_docs(&sources, &ReadOptions::default()).spec;
        assert!(!spec.operations[0].calls.is_empty(), "{command} is read");
        for version in [OpenApiVersion::V3_0_3, OpenApiVersion::V3_1] {
            for common in [CommonParameters::Apart, CommonParameters::Inline] {
                let document = export(&spec, version, common).to_string();
                assert!(document.contains("\"/books\""), "{document}");
                assert!(!document.contains("hidden"), "{command}\n{document}");
            }
        }
    }
}

#[test]
fn operations_on_one_anonymous_path_share_an_item() {
    let api = exported(OpenApiVersion::V3_1);
    let item = &api["paths"]["/books/{id}"];
    assert_eq!(item["get"]["operationId"], "books.get");
    let renamed = &item["delete"]["parameters"][0];
    assert_eq!(renamed["name"], "id");
    assert_eq!(renamed["x-documented-name"], "book_id");
    assert_eq!(item["delete"]["deprecated"], true);
}

#[test]
fn aliases_are_no_paths_of_their_own() {
    let mut spec = library();
    spec.operations[0].aliases.push("/volumes".to_owned());
    let api = export(&spec, OpenApiVersion::V3_1, CommonParameters::Apart);
    let operation = &api["paths"]["/books"]["get"];
    assert_eq!(operation["x-aliases"], json!(["/volumes"]));
    assert!(api["paths"].get("/volumes").is_none());
}

#[test]
fn other_roots_keep_their_path_and_get_the_bare_host() {
    let api = exported(OpenApiVersion::V3_0_3);
    assert_eq!(api["servers"], json!([{"url": "/api/v2"}]));
    let item = &api["paths"]["/kiosk/api/v1/loans/{id}/log.txt"];
    assert_eq!(item["servers"], json!([{"url": "/"}]));
    assert!(api["paths"]["/books"].get("servers").is_none());
}

#[test]
fn common_parameters_stand_apart_or_inline() {
    let parameters = |common| {
        let api = export(&library(), OpenApiVersion::V3_1, common);
        let list = &api["paths"]["/books"]["get"];
        let references = |key: &str| {
            let all = list[key].as_array().into_iter().flatten();
            let references = all.filter_map(|parameter| parameter["$ref"].as_str());
            references.map(str::to_owned).collect::<Vec<_>>()
        };
        (references("parameters"), references("x-common-parameters"))
    };
    let (own, apart) = parameters(CommonParameters::Apart);
    assert_eq!(own, [""; 0]);
    assert_eq!(apart.last().unwrap(), "#/components/parameters/Sudo");
    let (inline, none) = parameters(CommonParameters::Inline);
    assert_eq!((inline, none), (apart, own));
}

#[test]
fn what_is_not_known_is_marked() {
    let api = exported(OpenApiVersion::V3_1);
    let body = &api["paths"]["/books"]["post"]["requestBody"];
    let shape = &body["content"]["application/json"]["schema"];
    assert_eq!(shape["required"], json!(["title"]));
    assert_eq!(shape["properties"]["isbn"]["x-presence"], "unstated");
    assert_eq!(
        shape["properties"]["isbn"]["x-condition"],
        "yes if the book was printed after 1970"
    );
    assert_eq!(shape["properties"]["donor"]["x-evidence"], "example");
    assert!(shape["properties"]["title"].get("x-evidence").is_none());
}

#[test]
fn invalid_examples_are_repaired_or_kept_as_text() {
    let api = exported(OpenApiVersion::V3_1);
    let loan = &api["paths"]["/books/{id}/loans"]["post"]["responses"]["201"];
    let examples = &loan["content"]["application/json"]["examples"];
    assert_eq!(examples["example-1"]["value"]["due_on"], "2015-04-01");
    let mut spec = library();
    let kiosk = spec
        .operations
        .iter_mut()
        .find(|operation| operation.path == "/kiosk/api/v1/kiosks")
        .unwrap();
    let body = Arc::make_mut(&mut kiosk.responses[0].examples[0].body);
    let ExampleBody::Invalid(invalid) = body else {
        panic!("valid");
    };
    invalid.repaired = None;
    let api = export(&spec, OpenApiVersion::V3_1, CommonParameters::Apart);
    let kiosk = &api["paths"]["/kiosk/api/v1/kiosks"]["post"]["responses"]["201"];
    assert_eq!(
        kiosk["content"]["application/json"]["example"],
        "{\"id\": 4, \"id\": 5}"
    );
}

#[test]
fn a_default_of_another_type_is_kept_aside() {
    let mut spec = library();
    spec.operations[0].parameters[3].default = Some(json!(7));
    let api = export(&spec, OpenApiVersion::V3_1, CommonParameters::Apart);
    let parameter = &api["paths"]["/books"]["get"]["parameters"][3];
    assert_eq!(parameter["schema"]["x-default"], 7);
    assert!(parameter["schema"].get("default").is_none());
}

#[test]
fn credentials_that_are_parameters_are_no_security_schemes() {
    let mut spec = library();
    let credentials = &spec.api.security[3].credentials;
    assert_eq!(credentials, &[Credential::Parameter("token".to_owned())]);
    spec.operations[1].security = Some(Vec::new());
    let api = export(&spec, OpenApiVersion::V3_1, CommonParameters::Apart);
    let schemes = api["components"]["securitySchemes"].as_object().unwrap();
    let names: Vec<&String> = schemes.keys().collect();
    assert_eq!(
        names,
        [
            "library_token_header",
            "library_token_query",
            "library_token_with_branch",
            "access_token_bearer",
            "access_token_query",
            "kiosk_token"
        ]
    );
    assert_eq!(
        api["security"][0],
        json!({"library_token_header": [], "library_token_with_branch": []})
    );
    assert_eq!(schemes["access_token_bearer"]["type"], "oauth2");
    let kiosk = &api["paths"]["/kiosk/api/v1/kiosks"]["post"];
    assert_eq!(kiosk["security"], json!([]));
    assert_eq!(kiosk["x-security"], json!(["kiosk_registration"]));
    let open = &api["paths"]["/books"]["post"];
    assert_eq!(open["security"], json!([]));
    assert!(open.get("x-security").is_none());
}

/// Needs Python with the package `openapi-spec-validator`; `DOCBIND_PYTHON` names another
/// interpreter than `python3`.
#[test]
fn a_public_validator_finds_no_error() {
    let python = std::env::var("DOCBIND_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let check = "import sys, json, openapi_spec_validator as v; \
                 v.validate(json.load(open(sys.argv[1])))";
    let present = Command::new(&python)
        .args(["-c", "import openapi_spec_validator"])
        .output()
        .is_ok_and(|output| output.status.success());
    if !present {
        assert!(
            std::env::var_os("DOCBIND_REQUIRE_ALL").is_none_or(|value| value != "1"),
            "{python} lacks openapi-spec-validator"
        );
        eprintln!("skipped: {python} lacks openapi-spec-validator");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    for version in [OpenApiVersion::V3_0_3, OpenApiVersion::V3_1] {
        let file = folder.path().join("api.json");
        std::fs::write(&file, exported(version).to_string()).unwrap();
        let output = Command::new(&python)
            .args(["-c", check])
            .arg(&file)
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}: {}",
            version.as_str(),
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
