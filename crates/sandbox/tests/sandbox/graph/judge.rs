//! Prism holds what is asked of Graph and what it answers against the vendor's description.

use std::{path::PathBuf, process::Stdio};

use carteiro_sandbox::Sandbox;
use serde_json::{Value, json};
use tokio::{
    io::{AsyncBufReadExt, BufReader, Lines},
    net::TcpListener,
    process::{Child, ChildStdout, Command},
};

use crate::{ews::Folder, foreign::told};

/// A proxy in front of a sandbox, which tells what is not as the description has it.
pub struct Judge {
    prism: Child,
    said: Lines<BufReader<ChildStdout>>,
    _folder: Folder,
    pub url: String,
}

impl Judge {
    /// `None` where there are no packages of npm.
    pub async fn start(sandbox: &Sandbox) -> Option<Self> {
        let modules = PathBuf::from(told("CARTEIRO_NODE_MODULES")?);
        let folder = Folder::new();
        let description = folder.0.join("graph.json");
        write(&description, &description_of_graph().to_string());
        let port = free_port().await;
        let mut node = Command::new("node");
        node.arg(modules.join("@stoplight/prism-cli/dist/index.js"))
            .args(["proxy", "--port", &port.to_string()])
            .arg(&description)
            .arg(format!("http://{}", sandbox.http_addr()))
            .env("NO_COLOR", "1")
            .stdout(Stdio::piped())
            .kill_on_drop(true);
        let mut prism = node.spawn().expect("node is there");
        let mut said = BufReader::new(prism.stdout.take().unwrap()).lines();
        loop {
            let line = said.next_line().await.unwrap().expect("prism listens");
            if line.contains("listening") {
                break;
            }
        }
        Some(Self { prism, said, _folder: folder, url: format!("http://127.0.0.1:{port}/") })
    }

    /// What was not as the description has it.
    pub async fn violations(mut self) -> Vec<String> {
        self.prism.kill().await.unwrap();
        let mut all = Vec::new();
        let mut last = String::new();
        while let Ok(Some(line)) = self.said.next_line().await {
            if line.contains("> Forwarding") || line.contains("Request received") {
                last.clone_from(&line);
            }
            if line.to_lowercase().contains("violation") {
                all.push(format!("{last}\n    {line}"));
            }
        }
        all
    }
}

async fn free_port() -> u16 {
    TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap().port()
}

/// The vendor's description, with what is wrong in it put right.
fn description_of_graph() -> Value {
    let mut all: Value = serde_json::from_str(include_str!("../../schema/graph_mail.json")).unwrap();
    // Graph is asked below its version, which the description has as part of the server.
    let paths = all["paths"].take();
    let paths = paths.as_object().unwrap().iter();
    all["paths"] = paths.map(|(path, of)| (format!("/v1.0{path}"), of.clone())).collect();
    all["servers"] = json!([{ "url": "/" }]);
    open(&mut all);
    let actions = ["createReply", "createReplyAll", "createForward", "forward", "reply", "replyAll"];
    for (path, of) in all["paths"].as_object_mut().unwrap() {
        // A message is text (learn.microsoft.com/graph/api/message-get); the description has bytes.
        if path.ends_with("/{message-id}/$value") {
            let content = of["get"]["responses"]["2XX"]["content"].as_object_mut().unwrap();
            let bytes = content.remove("application/octet-stream").unwrap();
            content.insert("text/plain".to_owned(), bytes);
        }
        // Who answers need not say anything (learn.microsoft.com/graph/api/message-createreply).
        if actions.iter().any(|action| path.ends_with(&format!("/{action}"))) {
            of["post"]["requestBody"]["required"] = json!(false);
        }
    }
    // A number in plain text is text to the judge.
    all["components"]["schemas"]["ODataCountResponse"] = json!({ "type": "string", "pattern": "^[0-9]+$" });
    // The vendor's own examples write them so (learn.microsoft.com/graph/api/user-sendmail).
    all["components"]["schemas"]["microsoft.graph.bodyType"]["enum"] =
        json!(["text", "html", "Text", "HTML"]);
    all
}

/// Each type says that all other properties are objects, its ancestors too: so no text could stand in what descends from
/// them, and no annotation anywhere.
fn open(value: &mut Value) {
    match value {
        Value::Object(object) => {
            if object.get("additionalProperties") == Some(&json!({ "type": "object" })) {
                object.remove("additionalProperties");
            }
            object.values_mut().for_each(open);
        }
        Value::Array(array) => array.iter_mut().for_each(open),
        _ => {}
    }
}

#[expect(clippy::disallowed_methods, reason = "the judge reads files")]
fn write(file: &std::path::Path, text: &str) {
    std::fs::write(file, text).unwrap();
}
