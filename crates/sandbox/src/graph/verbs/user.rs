//! Who somebody is, and the names of their categories.

use serde_json::{Map, Value, json};

use super::page;
use crate::graph::{
    access::Access,
    answer::Answer,
    call::{Call, id_of},
    failure::{Failure, Outcome},
};

/// What is told where nothing is selected (learn.microsoft.com/graph/api/user-get).
const DEFAULT: [&str; 11] = [
    "businessPhones",
    "displayName",
    "givenName",
    "jobTitle",
    "mail",
    "mobilePhone",
    "officeLocation",
    "preferredLanguage",
    "surname",
    "userPrincipalName",
    "id",
];

/// `GET /me`, `GET /users/{id | userPrincipalName}` (learn.microsoft.com/graph/api/user-get).
pub(in super::super) fn get(call: &Call<'_>) -> Outcome<Answer> {
    call.needs(Access::Profile)?;
    let select: Vec<&str> = match call.asked.query.get("$select") {
        None => DEFAULT.to_vec(),
        Some(text) => text.split(',').map(str::trim).collect(),
    };
    let user = call.account.user();
    let name = user.split('@').next().unwrap_or(user);
    let mut out = Map::new();
    out.insert("@odata.context".to_owned(), json!(format!("{}/$metadata#users/$entity", call.base())));
    for property in select {
        let value = match property {
            "id" => json!(id_of(&call.account)),
            "userPrincipalName" | "mail" => json!(user),
            "displayName" => json!(name),
            "proxyAddresses" => json!([format!("SMTP:{user}")]),
            "businessPhones" => json!([]),
            "accountEnabled" => json!(true),
            "userType" => json!("Member"),
            "givenName" | "jobTitle" | "mobilePhone" | "officeLocation" | "preferredLanguage" | "surname"
            | "mailNickname" => Value::Null,
            other => return Err(Failure::no_property(other, "user")),
        };
        out.insert(property.to_owned(), value);
    }
    Ok(Answer::json(200, Value::Object(out)))
}

/// `GET /me/outlook/masterCategories` (learn.microsoft.com/graph/api/outlookuser-list-mastercategories): those that are on
/// some message, since nothing else knows of any here.
pub(in super::super) fn categories(call: &Call<'_>) -> Outcome<Answer> {
    call.needs(Access::Settings)?;
    let mut names: Vec<String> = call.account.read(|mailbox| {
        let messages = mailbox.folders().flat_map(|(_, folder)| folder.messages());
        messages.flat_map(|message| message.marks.categories.clone()).collect()
    });
    names.sort();
    names.dedup();
    let value = names.into_iter().map(|name| {
        json!({ "id": crate::graph::call::uuid(name.as_bytes()), "displayName": name, "color": "preset0" })
    });
    Ok(page::collection(call, "outlook/masterCategories", value.collect(), None, None))
}
