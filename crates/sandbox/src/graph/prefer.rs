use hyper::HeaderMap;

/// What the client would rather have (RFC 7240).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Prefer {
    /// learn.microsoft.com/graph/outlook-immutable-id
    pub immutable_ids: bool,
    /// learn.microsoft.com/graph/api/message-get: bodies as text.
    pub text_bodies: bool,
    /// `odata.maxpagesize`.
    pub page_size: Option<usize>,
}

impl Prefer {
    pub fn read(headers: &HeaderMap) -> Self {
        let mut prefer = Self::default();
        let fields = headers.get_all("prefer").into_iter().filter_map(|field| field.to_str().ok());
        for preference in fields.flat_map(|field| field.split([',', ';'])) {
            let (name, value) = preference.split_once('=').unwrap_or((preference, ""));
            let value = value.trim().trim_matches('"');
            match name.trim().to_ascii_lowercase().as_str() {
                "idtype" => prefer.immutable_ids = value.eq_ignore_ascii_case("ImmutableId"),
                "outlook.body-content-type" => prefer.text_bodies = value.eq_ignore_ascii_case("text"),
                "odata.maxpagesize" => prefer.page_size = value.parse().ok().filter(|size| *size > 0),
                _ => {}
            }
        }
        prefer
    }

    /// What of it was done, as `Preference-Applied` says.
    pub fn applied(self) -> Option<String> {
        let all = [
            self.immutable_ids.then(|| "IdType=\"ImmutableId\"".to_owned()),
            self.text_bodies.then(|| "outlook.body-content-type=\"text\"".to_owned()),
            self.page_size.map(|size| format!("odata.maxpagesize={size}")),
        ];
        let all: Vec<String> = all.into_iter().flatten().collect();
        (!all.is_empty()).then(|| all.join(", "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn preferences_come_in_one_field_or_in_several() {
        let mut headers = HeaderMap::new();
        headers
            .append("prefer", "idtype=\"ImmutableId\", outlook.body-content-type=\"text\"".parse().unwrap());
        headers.append("prefer", "odata.maxpagesize=7; outlook.timezone=\"UTC\"".parse().unwrap());
        let prefer = Prefer::read(&headers);
        assert_eq!(prefer, Prefer { immutable_ids: true, text_bodies: true, page_size: Some(7) });
        assert!(prefer.applied().unwrap().starts_with("IdType=\"ImmutableId\", "));
        headers.insert("prefer", "odata.maxpagesize=0".parse().unwrap());
        assert_eq!(Prefer::read(&headers).applied(), None);
    }
}
