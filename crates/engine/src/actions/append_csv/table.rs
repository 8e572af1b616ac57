//! The file (RFC 4180): its header, its end, one line more.

use super::Appended;
use crate::actions::saving::slashed;
use crate::digest::Digest;
use crate::failure::Failure;
use carteiro_mail::Kind;
use carteiro_world::files::Appending;
use carteiro_world::{Files, phrase};
use csv::{QuoteStyle, ReaderBuilder, Terminator, WriterBuilder};
use std::io::{self, Read};
use std::path::Path;

/// A line to append.
pub(super) struct Line {
    /// The names of the columns, when the file has a header.
    pub(super) names: Option<Vec<String>>,
    pub(super) cells: Vec<String>,
    pub(super) separator: u8,
    /// Whether a new file begins with a mark of its encoding.
    pub(super) mark: bool,
}

impl Line {
    /// What would stand in the file of this path.
    pub(super) fn digest(&self, path: &Path) -> Digest {
        self.form().with([slashed(path)]).with(&self.cells)
    }

    /// What a file must have for the line to fit into it.
    fn form(&self) -> Digest {
        let names = self.names.as_ref().map(Digest::of);
        Digest::of([[self.separator]]).with(names)
    }
}

/// What came of trying.
pub(super) enum Tried {
    Done(Appended),
    /// Somebody else is adding to the file right now.
    Busy,
}

const MARK: &[u8] = b"\xef\xbb\xbf";
/// Longer than any header that a person reads.
const LONGEST_HEADER: u64 = 1024 * 1024;
/// Separators that some program takes a line apart at, whatever this file's is.
const SEPARATORS: [char; 4] = [',', ';', '\t', '|'];

/// Appends the line, to a file that is made when it is missing. Blocks.
pub(super) fn append(files: &Files, path: &Path, line: &Line) -> Result<Tried, Failure> {
    let file = match files.append(path) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::WouldBlock => return Ok(Tried::Busy),
        Err(error) if error.kind() == io::ErrorKind::ResourceBusy => return Err(locked(path)),
        Err(error) => return Err(error.into()),
    };
    let created = file.is_empty();
    let form = line.form();
    let mut bytes = Vec::new();
    let mut end = End::Line;
    if created {
        bytes.extend_from_slice(if line.mark { MARK } else { b"" });
        if let Some(names) = &line.names {
            bytes.extend(written(names, line.separator)?);
        }
    } else if !file.is_as_we_left_it(form.as_ref()) {
        begins_alike(&file, line, path)?;
        end = end_of(file.reader()?, line.separator)?;
        bytes.extend_from_slice(end.closing());
    }
    bytes.extend(written(&line.cells, line.separator)?);
    let path = slashed(file.path());
    let size = file.push(&bytes, form.as_ref())?;
    Ok(Tried::Done(Appended { path, size, created, mended: end == End::InQuotes }))
}

/// The failure of a file that somebody has open.
pub(super) fn locked(path: &Path) -> Failure {
    Failure::new(Kind::Denied, phrase!("csv-locked", file = slashed(path)))
}

fn written(cells: &[String], separator: u8) -> Result<Vec<u8>, Failure> {
    // A cell with another program's separator in it must not come apart there.
    let apart = cells.iter().any(|cell| cell.contains(SEPARATORS));
    let mut writer = WriterBuilder::new()
        .delimiter(separator)
        .terminator(Terminator::CRLF)
        .quote_style(if apart { QuoteStyle::Always } else { QuoteStyle::Necessary })
        .from_writer(Vec::new());
    let written = writer.write_record(cells).map_err(carteiro_mail::Error::internal);
    written.map_err(Failure::from)?;
    writer.into_inner().map_err(|error| carteiro_mail::Error::internal(error).into())
}

/// The file that is there must have this header, and be in an encoding that the line can be added in.
fn begins_alike(file: &Appending, line: &Line, path: &Path) -> Result<(), Failure> {
    let mut beginning = Vec::new();
    file.reader()?.take(LONGEST_HEADER).read_to_end(&mut beginning)?;
    let not_utf8 = || Failure::invalid(phrase!("csv-not-utf8", file = slashed(path)));
    // Excel's "Unicode text".
    if beginning.starts_with(b"\xff\xfe") || beginning.starts_with(b"\xfe\xff") {
        return Err(not_utf8());
    }
    let Some(names) = &line.names else { return Ok(()) };
    let text = beginning.strip_prefix(MARK).unwrap_or(&beginning);
    let mut reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(line.separator).from_reader(text);
    let first = match reader.records().next() {
        Some(Ok(first)) => first,
        Some(Err(_)) => return Err(not_utf8()),
        None => csv::StringRecord::new(),
    };
    if first.iter().eq(names.iter().map(String::as_str)) {
        return Ok(());
    }
    let found: Vec<&str> = first.iter().collect();
    let words =
        phrase!("csv-header-differs", file = slashed(path), found = found.join(" | "), wanted = names.join(" | "));
    Err(Failure::invalid(words))
}

/// How a file ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// With the end of a line.
    Line,
    /// Within a line: somebody left the last line end out, or broke off.
    Open,
    /// Within quotes: somebody broke off, and all that follows would belong to that cell.
    InQuotes,
}

impl End {
    /// What must come before another line.
    fn closing(self) -> &'static [u8] {
        match self {
            Self::Line => b"",
            Self::Open => b"\r\n",
            Self::InQuotes => b"\"\r\n",
        }
    }
}

/// Where in a line a byte stands.
#[derive(Clone, Copy)]
enum At {
    /// Before the first byte of a line, and of a cell.
    Line,
    Cell,
    Plain,
    Quoted,
    /// Behind a quote within quotes: the end, or the first of two.
    Quote,
}

fn end_of(mut from: impl Read, separator: u8) -> Result<End, Failure> {
    let mut at = At::Line;
    let mut mark = MARK.iter();
    let mut buffer = vec![0; 64 * 1024];
    loop {
        let read = match from.read(&mut buffer) {
            Ok(0) => break,
            Ok(read) => read,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error.into()),
        };
        for &byte in buffer.get(..read).unwrap_or_default() {
            if matches!(at, At::Line) && mark.as_slice().first() == Some(&byte) {
                mark.next();
                continue;
            }
            mark = [].iter();
            at = match (at, byte) {
                (At::Quoted, b'"') => At::Quote,
                (At::Quoted, _) | (At::Line | At::Cell | At::Quote, b'"') => At::Quoted,
                (_, b'\r' | b'\n') => At::Line,
                (_, byte) if byte == separator => At::Cell,
                _ => At::Plain,
            };
        }
    }
    Ok(match at {
        At::Line => End::Line,
        At::Cell | At::Plain | At::Quote => End::Open,
        At::Quoted => End::InQuotes,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_end_of_a_file_is_found_whatever_stands_in_its_cells() {
        for (text, end) in [
            ("", End::Line),
            ("\u{feff}", End::Line),
            ("a,b\r\n", End::Line),
            ("a,b", End::Open),
            ("a,", End::Open),
            ("a,\"b\nc", End::InQuotes),
            ("a,\"b\"\"", End::InQuotes),
            ("a,\"b\"", End::Open),
            ("a,\"b\"\n", End::Line),
            ("\u{feff}\"a\nb", End::InQuotes),
            // A quote in the middle of a cell quotes nothing.
            ("5\" disk,x\n", End::Line),
            ("a,5\" disk", End::Open),
        ] {
            assert_eq!(end_of(text.as_bytes(), b',').unwrap(), end, "{text:?}");
        }
    }
}
