//! What runs have saved.

use crate::Result;
use crate::app::{App, Asked, Known, Needs, Page, Path, Query, Routes};
use crate::runs::SavedFile;
use crate::runs::files::PIECE;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use carteiro_world::Spool;
use carteiro_world::files::names;
use futures_util::stream;
use std::io;
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new().with(Needs::Person, routes!(list)).with(Needs::Person, routes!(get))
}

/// The files that a run has saved, in their order.
#[utoipa::path(
    get,
    path = "/api/runs/{id}/files",
    params(("id" = String, Path), Asked),
    responses((status = 200, body = Page<SavedFile>), (status = 404))
)]
async fn list(
    State(app): State<App>,
    Known { caller }: Known,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<axum::Json<Page<SavedFile>>> {
    app.runs.files(&caller, &id, &asked).await.map(axum::Json)
}

/// A file that a run has saved.
#[utoipa::path(
    get,
    path = "/api/runs/{id}/files/{number}",
    params(("id" = String, Path), ("number" = i64, Path)),
    responses(
        (status = 200, body = String, content_type = "application/octet-stream"),
        (status = 404),
        (status = 412, description = "Something else is in its place now")
    )
)]
async fn get(
    State(app): State<App>,
    Known { caller }: Known,
    Path((id, number)): Path<(String, i64)>,
) -> Result<Response> {
    let (saved, spool) = app.runs.file(&caller, &id, number).await?;
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (header::CONTENT_LENGTH, HeaderValue::from(spool.len())),
        (header::CONTENT_DISPOSITION, disposition(&saved.path)),
    ];
    Ok((headers, Body::from_stream(pieces(spool))).into_response())
}

fn pieces(spool: Spool) -> impl stream::Stream<Item = io::Result<axum::body::Bytes>> {
    stream::try_unfold((spool, 0_u64), |(spool, at)| async move {
        let end = spool.len().min(at + PIECE);
        if at >= end {
            return Ok(None);
        }
        let read = tokio::task::spawn_blocking(move || (spool.read(at..end, usize::MAX), spool)).await;
        let (piece, spool) = read.map_err(io::Error::other)?;
        Ok(Some((piece?, (spool, end))))
    })
}

/// That it is to be saved under the last name of its path: in plain ASCII, and as it is (RFC 6266 §4.3, RFC 8187 §3.2).
fn disposition(path: &str) -> HeaderValue {
    let name = names::legal(path.rsplit('/').next().unwrap_or_default());
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_graphic() && letter != '"' { letter } else { '_' })
        .collect();
    let whole: String = name
        .bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect();
    HeaderValue::from_str(&format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}"))
        .unwrap_or(HeaderValue::from_static("attachment"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_by_what_no_header_and_no_folder_mistakes() {
        for (path, wanted) in [
            (
                "a/b/fatura março.pdf",
                "attachment; filename=\"fatura_mar_o.pdf\"; filename*=UTF-8''fatura%20mar%C3%A7o.pdf",
            ),
            ("x\"\r\ny", "attachment; filename=\"x___y\"; filename*=UTF-8''x___y"),
            ("a/..", "attachment; filename=\"file\"; filename*=UTF-8''file"),
            ("", "attachment; filename=\"file\"; filename*=UTF-8''file"),
        ] {
            assert_eq!(disposition(path).to_str().unwrap(), wanted, "{path:?}");
        }
    }
}
