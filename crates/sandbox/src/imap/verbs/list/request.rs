use super::super::super::{
    args::{Args, Parsed},
    reply::Reply,
    utf7,
};

/// What LIST was asked for.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "options that may stand together in any mixture")]
pub(super) struct Request {
    /// Reference and pattern, joined.
    pub patterns: Vec<String>,
    /// It used the grammar of RFC 5258.
    pub extended: bool,
    /// It named SPECIAL-USE.
    pub special_use: bool,
    /// Only subscribed names.
    pub subscribed: bool,
    /// Only folders with a role (RFC 6154 §3).
    pub with_role: bool,
    /// Also parents of what is subscribed.
    pub recursive: bool,
    /// Say of each whether it is subscribed.
    pub tell_subscribed: bool,
}

impl Request {
    pub fn read(args: &mut Args<'_>) -> Parsed<Self> {
        let mut request = Self::default();
        args.space()?;
        if args.peek() == Some(b'(') {
            request.extended = true;
            for option in args.list(Args::word)? {
                request.select(&option)?;
            }
            if request.recursive && !request.subscribed {
                return Err(Reply::bad("RECURSIVEMATCH goes with SUBSCRIBED"));
            }
            args.space()?;
        }
        request.read_names(args)?;
        if args.skip(b" ") {
            request.extended = true;
            if args.word()? != "RETURN" {
                return Err(Reply::bad("Expected RETURN"));
            }
            args.space()?;
            for option in args.list(Args::word)? {
                request.tell(&option)?;
            }
        }
        args.end()?;
        Ok(request)
    }

    pub fn read_lsub(args: &mut Args<'_>) -> Parsed<Self> {
        let mut request = Self::default();
        args.space()?;
        request.read_names(args)?;
        args.end()?;
        Ok(request)
    }

    fn read_names(&mut self, args: &mut Args<'_>) -> Parsed<()> {
        let reference = args.mailbox()?;
        args.space()?;
        let patterns = if args.peek() == Some(b'(') {
            self.extended = true;
            args.list(pattern)?
        } else {
            vec![pattern(args)?]
        };
        let join = |pattern: &String| match pattern.as_str() {
            "" => String::new(),
            pattern => inbox(format!("{reference}{pattern}")),
        };
        self.patterns = patterns.iter().map(join).collect();
        Ok(())
    }

    fn select(&mut self, option: &str) -> Parsed<()> {
        match option {
            "SUBSCRIBED" => self.subscribed = true,
            "RECURSIVEMATCH" => self.recursive = true,
            "SPECIAL-USE" => (self.special_use, self.with_role) = (true, true),
            // No folder here is on another server.
            "REMOTE" => {}
            _ => return Err(Reply::bad("Unknown selection option")),
        }
        Ok(())
    }

    fn tell(&mut self, option: &str) -> Parsed<()> {
        match option {
            "SUBSCRIBED" => self.tell_subscribed = true,
            "SPECIAL-USE" => self.special_use = true,
            "CHILDREN" => {}
            _ => return Err(Reply::bad("Unknown return option")),
        }
        Ok(())
    }
}

fn pattern(args: &mut Args<'_>) -> Parsed<String> {
    let text = match args.peek() {
        Some(b'"' | b'{') => args.string()?,
        _ => args
            .take_while(|byte| byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'{' | b'"' | b'\\'))
            .into(),
    };
    utf7::decode(&text).ok_or_else(|| Reply::bad("A pattern is not modified UTF-7"))
}

/// INBOX has no case in a pattern either.
fn inbox(pattern: String) -> String {
    match pattern.split_at_checked(5) {
        Some((head, rest))
            if head.eq_ignore_ascii_case("INBOX") && (rest.is_empty() || rest.starts_with('/')) =>
        {
            format!("INBOX{rest}")
        }
        _ => pattern,
    }
}
