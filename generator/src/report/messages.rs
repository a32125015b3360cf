//! What an operation takes and answers, and how the documents call it, on its card.

use docbind_spec::{CallBody, Example, Response, StatusOrigin};

use super::links::Part;
use super::operation::Card;
use super::types;
use crate::html::Html;

impl Card<'_> {
    pub(super) fn body(&self, html: &mut Html) {
        let Some(body) = &self.operation.request_body else {
            return;
        };
        html.open(
            "div",
            &[
                ("class", "part"),
                ("id", &self.address(Part::Body)),
                ("tabindex", "-1"),
            ],
        );
        html.markup("<h5>Request body</h5><p>");
        html.text(&body.media_types.join(", "));
        html.markup(if body.raw { " · raw content" } else { "" });
        if let Some(schema) = &body.schema {
            html.markup(" · ");
            types::schema(html, self.view, schema);
        }
        html.markup("</p>");
        examples(html, &body.examples);
        html.markup("</div>");
    }

    pub(super) fn responses(&self, html: &mut Html) {
        if self.operation.responses.is_empty() {
            return;
        }
        html.markup("<h5>Responses</h5>");
        for (number, response) in self.operation.responses.iter().enumerate() {
            let id = self.address(Part::Response(number));
            html.open("div", &[("class", "part"), ("id", &id), ("tabindex", "-1")]);
            self.response(html, response);
            html.markup("</div>");
        }
    }

    fn response(&self, html: &mut Html, response: &Response) {
        let class = if response.status < 400 {
            "status good"
        } else {
            "status bad"
        };
        html.markup("<p>");
        html.element("b", &[("class", class)], &response.status.to_string());
        html.markup(" ");
        match &response.schema {
            Some(schema) => types::schema(html, self.view, schema),
            None => html.markup("<span class=\"note\">no body shown</span>"),
        }
        if let Some(media) = &response.media_type {
            html.markup(" ");
            html.element("span", &[("class", "note")], media);
        }
        html.markup(" <span class=\"note\">");
        html.markup(match response.origin {
            StatusOrigin::Stated => "· status stated",
            StatusOrigin::Convention => "· status by convention",
            StatusOrigin::Override => "· status by override",
        });
        html.markup("</span></p>");
        for header in &response.headers {
            html.markup("<p class=\"note\">header ");
            html.element("code", &[], &header.name);
            html.markup("</p>");
        }
        examples(html, &response.examples);
    }

    pub(super) fn calls(&self, html: &mut Html) {
        if self.operation.calls.is_empty() {
            return;
        }
        html.markup("<h5>Calls</h5>");
        for (number, call) in self.operation.calls.iter().enumerate() {
            let id = self.address(Part::Call(number));
            html.open(
                "p",
                &[("class", "part call"), ("id", &id), ("tabindex", "-1")],
            );
            html.markup("<code>");
            html.text(call.method.as_str());
            html.markup(" ");
            html.text(&call.path);
            for (number, pair) in call.query.iter().enumerate() {
                html.markup(if number == 0 { "?" } else { "&amp;" });
                html.text(&format!("{}={}", pair.name, pair.value));
            }
            html.markup("</code>");
            let headers: Vec<&str> = call.headers.iter().map(|pair| pair.name.as_str()).collect();
            if !headers.is_empty() {
                html.element(
                    "span",
                    &[("class", "note")],
                    &format!(" with {}", headers.join(", ")),
                );
            }
            if let Some(body) = &call.body {
                html.element(
                    "span",
                    &[("class", "note")],
                    &format!(" · {}", call_body(body)),
                );
            }
            html.markup("</p>");
        }
    }
}

fn examples(html: &mut Html, examples: &[Example]) {
    for example in examples {
        html.markup("<p class=\"example\">");
        match example.body.value() {
            Some(value) => types::keys(html, value),
            None => html.markup("<span class=\"note\">example kept as text</span>"),
        }
        html.markup("</p>");
    }
}

fn call_body(body: &CallBody) -> String {
    let names = |names: Vec<&str>| names.join(", ");
    match body {
        CallBody::Form(pairs) => {
            let pairs = pairs.iter().map(|pair| pair.name.as_str());
            format!("form: {}", names(pairs.collect()))
        }
        CallBody::Multipart(parts) => {
            let parts = parts.iter().map(|part| part.name.as_str());
            format!("multipart: {}", names(parts.collect()))
        }
        CallBody::Json(_) => "JSON".to_owned(),
        CallBody::Text(_) => "text".to_owned(),
    }
}
