//! The rules: every way in which two specs can differ, with its words and what it means.
//!
//! A rule about requests has a mirror about responses, one about something added a mirror about
//! the same removed; where there is none, a test says why.

use super::{Level, Step};

/// What a rule's changes mean where the generated code does not tell more exactly.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    /// Breaks callers and implementers.
    Both,
    /// Breaks callers.
    Client,
    /// Breaks implementers.
    Server,
    /// Adds something that nobody has to use.
    Adds,
    /// Says the same in another way, or less.
    Same,
    /// Is about sentences and examples.
    Prose,
    /// Is about what cannot both be true.
    Contradicts,
}

macro_rules! rules {
    ($($variant:ident = $name:literal, $effect:ident, $words:literal, $why:literal;)*) => {
        /// What happened to a part of an API.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Rule {
            $(#[doc = concat!("`", $name, "`: ", $why)] $variant,)*
        }

        impl Rule {
            /// Every rule.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The name by which people refer to it, `kebab-case`.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// Its words, in which `{part}`, `{from}` and `{to}` stand for what differs.
            pub const fn words(self) -> &'static str {
                match self { $(Self::$variant => $words,)* }
            }

            /// What it means for whom, in one sentence.
            pub const fn why(self) -> &'static str {
                match self { $(Self::$variant => $why,)* }
            }

            const fn effect(self) -> Effect {
                match self { $(Self::$variant => Effect::$effect,)* }
            }
        }
    };
}

rules! {
    ApiRenamed = "api-renamed", Both, "name: {from} → {to}",
        "The crate has the name of the API, so that dependencies and `use` lines change.";
    ApiTitleChanged = "api-title-changed", Prose, "title: {from} → {to}",
        "The title is a heading in the documentation of the crate.";
    ApiContentChanged = "api-content-changed", Prose, "content: {from} → {to}",
        "One side keeps the sentences of the documents and the other only facts.";
    IgnoredBlocksChanged = "ignored-blocks-changed", Prose, "ignored blocks: {from} → {to}",
        "Another number of blocks says nothing about the API.";
    PlaceholdersChanged = "placeholders-changed", Prose, "texts in examples and calls have other placeholders",
        "Placeholders for texts are numbered over all pages, so that one text more gives others new numbers.";
    OperationsReordered = "operations-reordered", Prose, "operations stand in another order",
        "The generated modules follow the order of the documents.";
    TypesReordered = "types-reordered", Prose, "types stand in another order",
        "The generated types follow the order in which operations mention them.";
    ApiDetailsChanged = "api-details-changed", Prose, "details such as the places of ignored blocks",
        "Something differs that no other rule has words for.";

    BasePathAdded = "base-path-added", Client, "{part} added: {to}",
        "Every call goes to another address.";
    BasePathRemoved = "base-path-removed", Client, "{part} removed: {from}",
        "Every call goes to another address.";
    BasePathChanged = "base-path-changed", Client, "{part}: {from} → {to}",
        "Every call goes to another address.";
    OtherRootsChanged = "other-roots-changed", Same, "{part}: {from} → {to}",
        "Which operations carry their whole path; where calls go is told with the operations.";
    SecuritySchemeAdded = "security-scheme-added", Adds, "{part} added: {to}",
        "There is another way to authenticate, which nobody has to take.";
    SecuritySchemeRemoved = "security-scheme-removed", Both, "{part} removed: {from}",
        "The way to authenticate is gone, and with it its function in the client.";
    SecurityRequired = "security-required", Both, "{part} added: {to}",
        "The API had no authentication, or another one; calls without this credential are now refused.";
    SecurityNotRequired = "security-not-required", Both, "{part} removed: {from}",
        "The API has no authentication any more, and the client no function for credentials.";
    CredentialAdded = "credential-added", Adds, "{part} may also be sent as {to}",
        "A credential may stand in one more place.";
    CredentialRemoved = "credential-removed", Both, "{part} is no longer sent as {from}",
        "A credential may no longer stand there, and its function in the client is gone.";
    CredentialCompanionsChanged = "credential-companions-changed", Both, "{part} goes along with {to}, no longer with {from}",
        "The functions that make the credential take other arguments.";
    SudoAdded = "sudo-added", Adds, "{part} added: {to}",
        "Administrators may act as another user.";
    SudoRemoved = "sudo-removed", Both, "{part} removed: {from}",
        "Nobody can act as another user any more.";
    SudoChanged = "sudo-changed", Client, "{part}: {from} → {to}",
        "The name of the other user is sent elsewhere.";
    SuccessStatusAdded = "success-status-added", Same, "{part} added: {to}",
        "Which status a method answers; the client takes every status of success.";
    SuccessStatusRemoved = "success-status-removed", Same, "{part} removed: {from}",
        "Which status a method answers; the client takes every status of success.";
    SuccessStatusChanged = "success-status-changed", Same, "{part}: {from} → {to}",
        "Which status a method answers; the client takes every status of success.";
    StatusAdded = "status-added", Prose, "{part} added: {to}",
        "The list of statuses of the whole API explains one more.";
    StatusRemoved = "status-removed", Prose, "{part} removed: {from}",
        "The list of statuses of the whole API explains one less.";
    StatusChanged = "status-changed", Prose, "{part}: {from} → {to}",
        "The list of statuses of the whole API words one in another way.";
    PagingAdded = "paging-added", Adds, "{part} added: {to}",
        "Lists come in pages; operations whose answer changes by it are told of themselves.";
    PagingRemoved = "paging-removed", Both, "{part} removed: {from}",
        "Lists do not come in pages any more, and calls have no setters for them.";
    PagingChanged = "paging-changed", Client, "{part}: {from} → {to}",
        "Pages are asked for in another way, or have another size; more headers and larger limits break nobody.";
    ErrorBodyAdded = "error-body-added", Adds, "{part} added: {to}",
        "The client understands one more shape of error.";
    ErrorBodyRemoved = "error-body-removed", Client, "{part} removed: {from}",
        "Whoever reads errors finds one shape less.";
    ErrorBodyChanged = "error-body-changed", Client, "{part}: {from} → {to}",
        "Whoever reads errors finds another shape.";
    IdentifiersAdded = "identifiers-added", Both, "{part} added: {to}",
        "Two kinds of identifiers are told apart and have types of their own.";
    IdentifiersRemoved = "identifiers-removed", Both, "{part} removed: {from}",
        "Identifiers have no types of their own any more.";
    IdentifiersChanged = "identifiers-changed", Both, "{part}: {from} → {to}",
        "Other fields and parameters have the types of identifiers.";
    ConventionsDetailsChanged = "conventions-details-changed", Prose, "details such as wording, examples or sources",
        "Something differs that no other rule has words for.";

    OperationAdded = "operation-added", Adds, "added",
        "The client has one method more; a server that does not implement it answers 501.";
    OperationRemoved = "operation-removed", Both, "removed",
        "The method is gone from the client and from the trait of the server.";
    OperationRenamed = "operation-renamed", Both, "renamed: {from} → {to}",
        "The method has another name or resource in client and server.";
    OperationMoved = "operation-moved", Client, "request: {from} → {to}",
        "Calls made by the older client go to an address that answers no more.";
    OperationAliasAdded = "operation-alias-added", Adds, "is answered at {to} as well",
        "There is one more path to it; the client goes on calling the first.";
    OperationAliasRemoved = "operation-alias-removed", Client, "is no longer answered at {from}",
        "Who calls it there finds nothing any more.";
    DeprecationAdded = "deprecation-added", Same, "is deprecated now",
        "It goes on working; look for what replaces it.";
    DeprecationRemoved = "deprecation-removed", Same, "is no longer deprecated",
        "It may be used again.";
    OperationSecurityAdded = "operation-security-added", Adds, "takes the security scheme {to} as well",
        "There is one more way to authenticate for it.";
    OperationSecurityRemoved = "operation-security-removed", Client, "no longer takes the security scheme {from}",
        "Who authenticates that way is refused.";
    OperationSecurityRequired = "operation-security-required", Client, "takes a credential now: {to}",
        "Who calls it without a credential is refused.";
    OperationSecurityNotRequired = "operation-security-not-required", Same, "takes no credential any more",
        "Who calls it needs no credential, and one that is sent does no harm.";
    RequestBodyChanged = "request-body-changed", Both, "request body: {from} → {to}",
        "The body is sent in another way: as a whole or field by field.";
    RequestMediaTypeAdded = "request-media-type-added", Adds, "request body may also be sent as {to}",
        "There is one more form for the body.";
    RequestMediaTypeRemoved = "request-media-type-removed", Client, "request body is no longer sent as {from}",
        "Who sends the body in that form is refused.";
    RequestExamplesChanged = "request-examples-changed", Prose, "request examples changed: {to}",
        "The documents show other bodies; the fixture tests check the new ones.";
    CallsChanged = "calls-changed", Prose, "documented calls changed: {to}",
        "The documents show other commands; the fixture tests check the new ones.";
    OperationSectionsChanged = "operation-sections-changed", Prose, "documented at: {from} → {to}",
        "It stands somewhere else.";
    OperationWordingChanged = "operation-wording-changed", Prose, "wording of its sections",
        "The documents say it in other words.";
    OperationDetailsChanged = "operation-details-changed", Prose, "details such as evidence, sources or corrections",
        "Something differs that no other rule has words for.";
    OperationCodeChanged = "operation-code-changed", Both, "{part}: {from} → {to}",
        "What the documents say elsewhere gives its methods another form.";

    RequestParameterAdded = "request-parameter-added", Adds, "parameter `{part}` added: {to}",
        "The call has one setter more.";
    RequestParameterRemoved = "request-parameter-removed", Both, "parameter `{part}` removed: {from}",
        "The setter or argument is gone, and so is the field of the server's request.";
    RequestRequiredParameterAdded = "request-required-parameter-added", Client, "required parameter `{part}` added: {to}",
        "The method takes one argument more; implementers may read it or not.";
    RequestParameterRenamed = "request-parameter-renamed", Both, "parameter `{from}` is called `{to}` now",
        "The value is sent under another name, which setters and fields have, too.";
    PathPlaceholderRenamed = "path-placeholder-renamed", Server, "placeholder `:{from}` is called `:{to}` now",
        "The field of the server's request has another name; callers are concerned where the new name stands for something else.";
    RequestParameterMoved = "request-parameter-moved", Client, "parameter `{part}`: sent in {to}, no longer in {from}",
        "The value is sent in another place; the older client sends it in vain.";
    RequestParameterBecameRequired = "request-parameter-became-required", Both, "parameter `{part}`: {from} → {to}",
        "A setter becomes an argument, and the field of the server's request is always there.";
    RequestParameterBecameOptional = "request-parameter-became-optional", Both, "parameter `{part}`: {from} → {to}",
        "An argument becomes a setter, and the field of the server's request an option.";
    RequestParameterPresenceStated = "request-parameter-presence-stated", Same, "parameter `{part}`: {from} → {to}",
        "The documents say now what was left open; it is still not required.";
    RequestParameterPresenceUnstated = "request-parameter-presence-unstated", Same, "parameter `{part}`: {from} → {to}",
        "The documents leave open now whether it must be sent; it is still not required.";
    RequestParameterConditionAdded = "request-parameter-condition-added", Same, "parameter `{part}`: condition {to}",
        "The documents say when it must be sent, which the types cannot.";
    RequestParameterConditionRemoved = "request-parameter-condition-removed", Same, "parameter `{part}`: no longer under the condition {from}",
        "The documents no longer say when it must be sent.";
    RequestParameterConditionChanged = "request-parameter-condition-changed", Same, "parameter `{part}`: condition {from} → {to}",
        "The documents say something else about when it must be sent.";
    RequestParameterTypeChanged = "request-parameter-type-changed", Both, "parameter `{part}`: type {from} → {to}",
        "Arguments, setters and fields have another type, unless the code is the same.";
    RequestParameterValueAdded = "request-parameter-value-added", Server, "parameter `{part}`: value {to} added",
        "Servers that match on all values meet one more; callers need not send it.";
    RequestParameterValueRemoved = "request-parameter-value-removed", Both, "parameter `{part}`: value {from} removed",
        "The variant is gone, and servers refuse the value.";
    RequestParameterDefaultAdded = "request-parameter-default-added", Same, "parameter `{part}`: default {to}",
        "The documents say now what holds where it is not sent.";
    RequestParameterDefaultRemoved = "request-parameter-default-removed", Same, "parameter `{part}`: no longer default {from}",
        "The documents no longer say what holds where it is not sent.";
    RequestParameterDefaultChanged = "request-parameter-default-changed", Both, "parameter `{part}`: default {from} → {to}",
        "The same call without it means something else.";
    RequestParameterLimitTightened = "request-parameter-limit-tightened", Client, "parameter `{part}`: limits {from} → {to}",
        "Values that were taken are refused.";
    RequestParameterLimitLoosened = "request-parameter-limit-loosened", Adds, "parameter `{part}`: limits {from} → {to}",
        "More values are taken.";
    RequestParameterStyleChanged = "request-parameter-style-changed", Client, "parameter `{part}`: written {from} → {to}",
        "The older client writes lists in a way that is not understood.";
    RequestParameterWordingChanged = "request-parameter-wording-changed", Prose, "parameter `{part}`: wording",
        "The documents say it in other words.";
    RequestParameterCodeChanged = "request-parameter-code-changed", Both, "parameter `{part}`: `{from}` → `{to}` in the code",
        "What the documents say elsewhere gives it another name or type.";

    ResponseStatusAdded = "response-status-added", Adds, "response {part} added: {to}",
        "It answers with one more status; where it had one only, the server answers an enumeration now.";
    ResponseStatusRemoved = "response-status-removed", Server, "response {part} removed: {from}",
        "It no longer answers with that status, and the server has no variant for it.";
    ResponseStatusChanged = "response-status-changed", Same, "response {from} is {to} now",
        "Another status of success; the client takes every one, and the server answers it of itself.";
    ResponseTypeChanged = "response-type-changed", Both, "response {part}: type {from} → {to}",
        "The answer has another type, unless the code is the same.";
    ResponseMediaTypeChanged = "response-media-type-changed", Both, "response {part}: media type {from} → {to}",
        "The answer has another form, unless the code is the same.";
    ResponseHeaderAdded = "response-header-added", Adds, "response {part}: header {to} added",
        "There is one more header to read.";
    ResponseHeaderRemoved = "response-header-removed", Client, "response {part}: header {from} removed",
        "Whoever reads the header finds nothing.";
    ResponseOriginChanged = "response-origin-changed", Prose, "response {part}: said by {from} → {to}",
        "Another part of the documents says so.";
    ResponseExamplesChanged = "response-examples-changed", Prose, "response {part}: examples changed: {to}",
        "The documents show other answers; the fixture tests check the new ones.";
    ResponseWordingChanged = "response-wording-changed", Prose, "response {part}: wording",
        "The documents say it in other words.";

    TypeAdded = "type-added", Adds, "added",
        "There is one type more.";
    TypeRemoved = "type-removed", Both, "removed",
        "Code that names the type no longer compiles.";
    TypeRenamed = "type-renamed", Both, "renamed: {from} → {to}",
        "Code that names the type no longer compiles.";
    RequestFieldAdded = "request-field-added", Client, "field `{part}` added: {to}",
        "Callers who list all fields of the value lack one.";
    RequestFieldRemoved = "request-field-removed", Both, "field `{part}` removed: {from}",
        "Callers who set it and implementers who read it no longer can.";
    RequestFieldRenamed = "request-field-renamed", Both, "field `{from}` is called `{to}` now",
        "Callers who set it and implementers who read it look for it in vain.";
    RequestFieldTypeChanged = "request-field-type-changed", Both, "field `{part}`: type {from} → {to}",
        "The field has another type, unless the code is the same.";
    RequestFieldPresenceChanged = "request-field-presence-changed", Both, "field `{part}`: {from} → {to}",
        "The field becomes an option or ceases to be one, unless the code is the same.";
    RequestFieldValueAdded = "request-field-value-added", Server, "field `{part}`: value {to} added",
        "Servers that match on all values meet one more.";
    RequestFieldValueRemoved = "request-field-value-removed", Both, "field `{part}`: value {from} removed",
        "The variant is gone.";
    RequestFieldCodeChanged = "request-field-code-changed", Both, "field `{part}` in the code: `{from}` → `{to}`",
        "What the documents say elsewhere gives it another name or type.";
    ResponseFieldAdded = "response-field-added", Server, "field `{part}` added: {to}",
        "Implementers who list all fields of the answer lack one; callers have one more to read.";
    ResponseFieldRemoved = "response-field-removed", Both, "field `{part}` removed: {from}",
        "Callers who read it and implementers who set it no longer can.";
    ResponseFieldRenamed = "response-field-renamed", Both, "field `{from}` is called `{to}` now",
        "Callers who read it and implementers who set it look for it in vain.";
    ResponseFieldTypeChanged = "response-field-type-changed", Both, "field `{part}`: type {from} → {to}",
        "The field has another type, unless the code is the same.";
    ResponseFieldPresenceChanged = "response-field-presence-changed", Both, "field `{part}`: {from} → {to}",
        "The field becomes an option or ceases to be one, unless the code is the same.";
    ResponseFieldValueAdded = "response-field-value-added", Client, "field `{part}`: value {to} added",
        "Callers who match on all values meet one more.";
    ResponseFieldValueRemoved = "response-field-value-removed", Both, "field `{part}`: value {from} removed",
        "The variant is gone.";
    ResponseFieldCodeChanged = "response-field-code-changed", Both, "field `{part}` in the code: `{from}` → `{to}`",
        "What the documents say elsewhere gives it another name or type.";
    TypeEvidenceChanged = "type-evidence-changed", Prose, "examples that show it: {from} → {to}",
        "More or fewer examples show the type; the code is the same.";
    TypeDetailsChanged = "type-details-changed", Prose, "details such as the order or counts of fields, or sources",
        "Something differs that no other rule has words for.";

    ContradictionAdded = "contradiction-added", Contradicts, "{to}",
        "The newer documents contradict themselves where the older did not; no version number repairs that.";
    ContradictionRemoved = "contradiction-removed", Prose, "no longer: {from}",
        "The older documents contradicted themselves there.";
}

impl Rule {
    /// The rule of this name.
    ///
    /// ```
    /// use docbind::diff::Rule;
    /// assert_eq!(Rule::from_name("operation-removed"), Some(Rule::OperationRemoved));
    /// ```
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|rule| rule.name() == name)
    }

    /// What it means and for whom, as a page of Markdown.
    ///
    /// ```
    /// use docbind::diff::Rule;
    /// assert!(Rule::OperationMoved.documentation().starts_with("# operation-moved\n"));
    /// ```
    pub fn documentation(self) -> String {
        let level = self.level();
        let exact = match self.effect() {
            Effect::Both | Effect::Client | Effect::Server => {
                " The code that is generated for both sides may show that it concerns fewer people."
            }
            _ => "",
        };
        let step = self.step(level).name();
        format!(
            "# {}\n\nA change between two states of an API. {}\n\n- Level: `{}`: {}.{exact}\n\
             - Version: {step}.\n",
            self.name(),
            self.why(),
            level.name(),
            lower_first(level.words()),
        )
    }

    /// The level of its changes where the generated code does not tell more exactly.
    pub const fn level(self) -> Level {
        match self.effect() {
            Effect::Both => Level::BreaksBoth,
            Effect::Client => Level::BreaksClient,
            Effect::Server => Level::BreaksServer,
            Effect::Adds | Effect::Same => Level::Safe,
            Effect::Prose => Level::Prose,
            Effect::Contradicts => Level::Contradiction,
        }
    }

    /// Whether its changes give people something new to use.
    pub const fn adds(self) -> bool {
        matches!(
            self,
            Self::RequestRequiredParameterAdded
                | Self::RequestFieldAdded
                | Self::ResponseFieldAdded
        ) || matches!(self.effect(), Effect::Adds)
    }

    /// The step of a change of this rule that has this level.
    pub(super) const fn step(self, level: Level) -> Step {
        match level {
            Level::BreaksBoth | Level::BreaksClient | Level::BreaksServer => Step::Major,
            Level::Contradiction => Step::None,
            Level::Safe if self.adds() => Step::Minor,
            Level::Safe | Level::Prose => Step::Patch,
        }
    }
}

fn lower_first(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().map(|c| c.to_ascii_lowercase());
    first.into_iter().chain(chars).collect()
}
