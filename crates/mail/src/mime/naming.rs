//! What a part is called when its sender gave it no name.

use super::Part;

/// Subjects are cut here when they become names, in characters.
const LONGEST_SUBJECT: usize = 100;

/// The name of a part as a file; never empty, always one line, not yet safe for a file system.
///
/// Its own; of a message its subject; else its number and an ending that fits its type: `part-2.1.pdf`.
pub(super) fn name(part: &Part) -> String {
    if let Some(name) = part.name.as_deref().filter(|name| !name.trim().is_empty()) {
        return name.to_owned();
    }
    let subject = part.subject.as_deref().map(str::trim).filter(|subject| !subject.is_empty());
    match subject.filter(|_| part.is_message()) {
        Some(subject) => {
            let subject: String = subject.chars().take(LONGEST_SUBJECT).collect();
            format!("{}.{}", subject.trim_end(), ending(&part.content_type))
        }
        None => format!("part-{}.{}", part.id.as_str().replace('/', "-"), ending(&part.content_type)),
    }
}

/// The usual ending of a type's file names.
fn ending(content_type: &str) -> &str {
    match content_type {
        "text/plain"
        | "message/delivery-status"
        | "message/disposition-notification"
        | "text/rfc822-headers" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "text/csv" => "csv",
        "text/vcard" | "text/x-vcard" | "text/directory" => "vcf",
        "text/xml" | "application/xml" => "xml",
        "text/rtf" | "application/rtf" => "rtf",
        "application/json" => "json",
        "application/pdf" => "pdf",
        "application/zip" | "application/x-zip-compressed" => "zip",
        "application/msword" => "doc",
        "application/vnd.ms-excel" => "xls",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "docx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "xlsx",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation" => "pptx",
        "application/ms-tnef" | "application/vnd.ms-tnef" => "dat",
        "application/pgp-signature" => "asc",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => "p7m",
        "image/jpeg" | "image/jpg" | "image/pjpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "image/bmp" => "bmp",
        "image/tiff" => "tif",
        "image/webp" => "webp",
        "image/svg+xml" => "svg",
        "image/heic" => "heic",
        "audio/mpeg" => "mp3",
        "audio/wav" | "audio/x-wav" => "wav",
        "audio/ogg" => "ogg",
        "video/mp4" => "mp4",
        "message/rfc822" | "message/global" | "message/news" => "eml",
        text if text.starts_with("text/") => "txt",
        _ => "bin",
    }
}
