//! What an Exchange answers, written by hand: as much of it as a session asks for.

/// A request: its operation, and what it names.
pub struct Asked<'a>(&'a str);

impl<'a> Asked<'a> {
    pub fn of(request: &'a str) -> Self {
        Self(request)
    }

    pub fn operation(&self) -> &'a str {
        let (_, body) = self.0.split_once("<s:Body><m:").unwrap();
        body.split([' ', '>', '/']).next().unwrap()
    }

    /// The values of an attribute of all elements of a name.
    pub fn all(&self, element: &str, attribute: &str) -> Vec<&'a str> {
        let begin = format!("<t:{element} ");
        let value = |tag: &'a str| {
            let (_, value) = tag.split_once(&format!("{attribute}=\""))?;
            value.split('"').next()
        };
        self.0.split(&begin).skip(1).filter_map(value).collect()
    }

    /// A number among the attributes.
    pub fn number(&self, attribute: &str) -> usize {
        let (_, value) = self.0.split_once(&format!("{attribute}=\"")).unwrap();
        value.split('"').next().unwrap().parse().unwrap()
    }
}

/// The whole answer: one response message for each of these.
pub fn answers(operation: &str, each: impl IntoIterator<Item = Vec<u8>>) -> Vec<u8> {
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <s:Header><h:ServerVersionInfo MajorVersion=\"15\" MinorVersion=\"1\" MajorBuildNumber=\"2507\" \
         MinorBuildNumber=\"6\" xmlns:h=\"http://schemas.microsoft.com/exchange/services/2006/types\"/></s:Header>\
         <s:Body><m:{operation}Response \
         xmlns:m=\"http://schemas.microsoft.com/exchange/services/2006/messages\" \
         xmlns:t=\"http://schemas.microsoft.com/exchange/services/2006/types\"><m:ResponseMessages>"
    )
    .into_bytes();
    for one in each {
        let begin = format!(
            "<m:{operation}ResponseMessage ResponseClass=\"Success\"><m:ResponseCode>NoError</m:ResponseCode>"
        );
        xml.extend_from_slice(begin.as_bytes());
        xml.extend_from_slice(&one);
        xml.extend_from_slice(format!("</m:{operation}ResponseMessage>").as_bytes());
    }
    let end = format!("</m:ResponseMessages></m:{operation}Response></s:Body></s:Envelope>");
    xml.extend_from_slice(end.as_bytes());
    xml
}

/// An element with these in it.
pub fn element(name: &str, inner: &[u8]) -> Vec<u8> {
    [format!("<{name}>").as_bytes(), inner, format!("</{name}>").as_bytes()].concat()
}

/// A folder of mail below the top.
pub fn folder(id: &str, name: &[u8]) -> Vec<u8> {
    let ids = format!("<t:FolderId Id=\"{id}\"/><t:ParentFolderId Id=\"msgfolderroot\"/>");
    let class = b"<t:FolderClass>IPF.Note</t:FolderClass>";
    element("t:Folder", &[ids.as_bytes(), class, &element("t:DisplayName", name)].concat())
}

/// A message with this in it.
pub fn message(id: &str, inner: &[u8]) -> Vec<u8> {
    let told = format!(
        "<t:ItemId Id=\"{id}\" ChangeKey=\"k\"/><t:DateTimeReceived>2026-11-22T12:00:00Z</t:DateTimeReceived>\
         <t:Size>100</t:Size><t:InternetMessageId>&lt;{id}@else.test&gt;</t:InternetMessageId>"
    );
    element("t:Message", &[told.as_bytes(), inner].concat())
}

/// The part of a listing that was asked for.
pub fn page(asked: &Asked<'_>, list: &str, all: usize, one: impl Fn(usize) -> Vec<u8>) -> Vec<u8> {
    let from = asked.number("Offset").min(all);
    let until = (from + asked.number("MaxEntriesReturned")).min(all);
    let some: Vec<u8> = (from..until).flat_map(one).collect();
    let root = format!(
        "<m:RootFolder IndexedPagingOffset=\"{until}\" TotalItemsInView=\"{all}\" IncludesLastItemInRange=\"{}\">",
        until == all
    );
    [root.as_bytes(), &element(list, &some), b"</m:RootFolder>"].concat()
}

/// The answer about the mailbox's own folders: each is called by what it is for.
pub fn well_known(asked: &Asked<'_>) -> Vec<u8> {
    let all = asked.all("DistinguishedFolderId", "Id");
    answers("GetFolder", all.iter().map(|id| element("m:Folders", &folder(id, id.as_bytes()))))
}
