use super::{
    super::{
        call::Call,
        failure::{Failure, Outcome},
        odata::{Filter, Kind},
    },
    AttachmentShape,
    extended::Named,
    property::{DEFAULT, NAVIGATION, known},
};

/// Which properties of messages are told.
#[derive(Clone, Debug, Default)]
pub(in super::super) struct Shape {
    /// `None` are those of each message.
    pub select: Option<Vec<&'static str>>,
    pub attachments: Option<AttachmentShape>,
    /// Of the extended properties, those with these ids.
    pub extended: Vec<Named>,
    /// Nothing that `Mail.ReadBasic` hides.
    pub basic: bool,
}

impl Shape {
    pub fn read(call: &Call<'_>) -> Outcome<Self> {
        Self::of_select(call, call.asked.query.get("$select"))
    }

    /// The same with another selection.
    pub fn of_select(call: &Call<'_>, selected: Option<&str>) -> Outcome<Self> {
        let query = &call.asked.query;
        let select = selected.map(select).transpose()?;
        let mut shape = Self { select, basic: call.is_basic(), ..Self::default() };
        for name in query.get("$expand").map(split).unwrap_or_default() {
            shape.expand(&name)?;
        }
        if shape.basic && shape.attachments.is_some() {
            return Err(Failure::access_denied());
        }
        Ok(shape)
    }

    fn expand(&mut self, item: &str) -> Outcome<()> {
        let (name, options) = item.split_once('(').unwrap_or((item, ""));
        let options = options.trim().strip_suffix(')').unwrap_or(options);
        let option = |name: &str| {
            options.split(';').find_map(|option| option.trim().strip_prefix(name)?.strip_prefix('='))
        };
        match name.trim() {
            "attachments" | "*" => {
                self.attachments = Some(AttachmentShape::read(option("$select"), option("$expand"))?);
            }
            "singleValueExtendedProperties" => {
                // learn.microsoft.com/graph/api/singlevaluelegacyextendedproperty-get: by their ids alone.
                let filter = option("$filter").ok_or_else(|| {
                    Failure::new(
                        400,
                        "ErrorInvalidProperty",
                        "Expanding singleValueExtendedProperties requires a $filter with ids.",
                    )
                })?;
                self.extended = ids(filter)?;
            }
            "extensions" | "multiValueExtendedProperties" => {}
            other => return Err(Failure::no_property(other, "message")),
        }
        Ok(())
    }

    /// The names of what is told, in the order in which Graph tells it.
    pub fn names(&self) -> Vec<&'static str> {
        let hidden = ["body", "bodyPreview", "uniqueBody"];
        let all = self.select.clone().unwrap_or_else(|| DEFAULT.to_vec());
        all.into_iter().filter(|name| !self.basic || !hidden.contains(name)).collect()
    }
}

/// The ids in `id eq 'X' or id eq 'Y'`.
fn ids(filter: &str) -> Outcome<Vec<Named>> {
    let of_id = |name: &str| (name == "id").then_some(Kind::Text);
    Filter::read(filter, "singleValueLegacyExtendedProperty", of_id)?;
    filter.split('\'').skip(1).step_by(2).map(Named::read).collect()
}

fn select(text: &str) -> Outcome<Vec<&'static str>> {
    let mut names = vec!["id"];
    for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        // What is beside the properties is there anyway, or is to be expanded.
        if name == "*" || NAVIGATION.contains(&name) {
            continue;
        }
        let name = known(name).ok_or_else(|| Failure::no_property(name, "message"))?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

/// The items of a list, apart by commas outside of parentheses.
pub(in super::super) fn split(text: &str) -> Vec<String> {
    let (mut all, mut item, mut depth, mut quoted) = (Vec::new(), String::new(), 0_usize, false);
    for c in text.chars() {
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth = depth.saturating_sub(1),
            ',' if !quoted && depth == 0 => {
                all.push(std::mem::take(&mut item));
                continue;
            }
            _ => {}
        }
        item.push(c);
    }
    all.push(item);
    all.into_iter().filter(|item| !item.trim().is_empty()).collect()
}
