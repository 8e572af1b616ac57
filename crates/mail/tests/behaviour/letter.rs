//! Messages to put into mailboxes.

use crate::lab::fresh;

/// A letter with this subject, and a Message-ID of its own.
pub fn letter(subject: &str) -> Vec<u8> {
    let id = fresh("");
    format!(
        "From: Ana <ana@sandbox.test>\r\nTo: bia@sandbox.test\r\nSubject: {subject}\r\nMessage-ID: <{id}@sandbox.test>\r\n\
         Date: Mon, 2 Mar 2026 10:00:00 +0000\r\nX-Ticket: 4711\r\nMIME-Version: 1.0\r\n\
         Content-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nOlá, {subject}.\r\n"
    )
    .into_bytes()
}

/// A letter with a file attached, the whole about `size` bytes large.
pub fn parcel(subject: &str, file: &str, size: usize) -> Vec<u8> {
    let id = fresh("");
    let mut bytes = format!(
        "From: Ana <ana@sandbox.test>\r\nTo: bia@sandbox.test\r\nSubject: {subject}\r\nMessage-ID: <{id}@sandbox.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"=-border\"\r\n\r\n\
         --=-border\r\nContent-Type: text/plain\r\n\r\nSee the file.\r\n\
         --=-border\r\nContent-Type: application/pdf; name=\"{file}\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{file}\"\r\n\r\n"
    )
    .into_bytes();
    let line = [b"QUJD".repeat(19), b"\r\n".to_vec()].concat();
    while bytes.len() < size {
        bytes.extend_from_slice(&line);
    }
    bytes.extend_from_slice(b"--=-border--\r\n");
    bytes
}
