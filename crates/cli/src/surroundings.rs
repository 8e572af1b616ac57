//! What the program is told by its environment.

use carteiro_engine::secrets::Given;
use carteiro_world::{Language, Secret};
use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

/// The environment, read once at the start. Nothing else in Carteiro reads it.
pub struct Surroundings {
    /// The language of the machine.
    pub language: Language,
    /// Whether colours are welcome, as far as the environment says.
    pub colours: bool,
    /// Credentials that were handed over in variables.
    pub credentials: Given,
    /// Where data is kept between runs.
    pub data: Option<PathBuf>,
    /// What sign-ins are sealed with, instead of a key in a file.
    pub passphrase: Option<Secret>,
    /// The master key of the Control Room, kept elsewhere.
    pub master_key: Option<Secret>,
    /// The folder in which systemd hands secrets over.
    pub systemd: Option<PathBuf>,
    /// What another Control Room is asked with.
    pub token: Option<Secret>,
    /// The proxies of web requests.
    pub proxies: Proxies,
}

/// As the environment names them.
#[derive(Default)]
pub struct Proxies {
    /// For `http:`.
    pub http: String,
    /// For `https:`.
    pub https: String,
    /// For which hosts none is used.
    pub no: String,
}

impl Surroundings {
    /// Reads the environment.
    ///
    /// Credentials cannot be removed from it: that is `unsafe` since other threads may read it at the same time. It
    /// suffices that nothing here starts another program, which would inherit them.
    pub fn read() -> Self {
        Self::of(std::env::vars_os())
    }

    fn of(variables: impl Iterator<Item = (OsString, OsString)>) -> Self {
        let mut credentials = Given::default();
        let mut locale = Locale::default();
        let mut colours = true;
        let mut data = Data::default();
        let (mut passphrase, mut master_key, mut systemd, mut token) = (None, None, None, None);
        let mut proxies = Proxies::default();
        for (name, value) in variables {
            if data.take(&name, &value) {
                continue;
            }
            // Neither a name nor a password that is no Unicode could be meant by an automation.
            let (Some(name), Some(value)) = (name.to_str(), value.to_str()) else {
                continue;
            };
            if credentials.take_variable(name, value) {
                continue;
            }
            match name {
                "CARTEIRO_PASSPHRASE" if !value.is_empty() => passphrase = Some(Secret::new(value)),
                "CARTEIRO_MASTER_KEY" if !value.is_empty() => master_key = Some(Secret::new(value)),
                // systemd.exec(5), LoadCredential.
                "CREDENTIALS_DIRECTORY" if !value.is_empty() => systemd = Some(PathBuf::from(value)),
                "CARTEIRO_TOKEN" if !value.is_empty() => token = Some(Secret::new(value)),
                "HTTP_PROXY" | "http_proxy" => value.clone_into(&mut proxies.http),
                "HTTPS_PROXY" | "https_proxy" => value.clone_into(&mut proxies.https),
                "NO_PROXY" | "no_proxy" => value.clone_into(&mut proxies.no),
                "LC_ALL" => value.clone_into(&mut locale.all),
                "LC_MESSAGES" => value.clone_into(&mut locale.messages),
                "LANG" => value.clone_into(&mut locale.lang),
                "NO_COLOR" if !value.is_empty() => colours = false,
                "TERM" if value == "dumb" => colours = false,
                _ => {}
            }
        }
        let (language, data) = (locale.language(), data.folder());
        Self { language, colours, credentials, data, passphrase, master_key, systemd, token, proxies }
    }
}

/// Folders that the system has for data; their names need not be Unicode.
#[derive(Default)]
struct Data {
    ours: Option<PathBuf>,
    xdg: Option<PathBuf>,
    windows: Option<PathBuf>,
    home: Option<PathBuf>,
}

impl Data {
    fn take(&mut self, name: &OsStr, value: &OsStr) -> bool {
        let kept = match name.to_str() {
            Some("CARTEIRO_DATA") => &mut self.ours,
            Some("XDG_DATA_HOME") => &mut self.xdg,
            Some("LOCALAPPDATA") => &mut self.windows,
            Some("HOME") => &mut self.home,
            _ => return false,
        };
        *kept = Some(PathBuf::from(value)).filter(|path| !path.as_os_str().is_empty());
        true
    }

    /// The one that was chosen, or the one for programs of a person. XDG base directories: a path that is not whole is
    /// to be ignored.
    fn folder(self) -> Option<PathBuf> {
        let of_system = if cfg!(windows) {
            self.windows
        } else if cfg!(target_os = "macos") {
            self.home.map(|home| home.join("Library/Application Support"))
        } else {
            let xdg = self.xdg.filter(|path| path.is_absolute());
            xdg.or_else(|| self.home.map(|home| home.join(".local/share")))
        };
        self.ours.or_else(|| of_system.map(|folder| folder.join("carteiro")))
    }
}

#[derive(Default)]
struct Locale {
    all: String,
    messages: String,
    lang: String,
}

impl Locale {
    /// POSIX: the first that is set and not empty.
    fn language(&self) -> Language {
        let set = [&self.all, &self.messages, &self.lang].into_iter().find(|locale| !locale.is_empty());
        set.map_or(Language::English, |locale| Language::from_locale(locale))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(variables: &[(&str, &str)]) -> Surroundings {
        Surroundings::of(variables.iter().map(|(name, value)| (name.into(), value.into())))
    }

    #[test]
    fn the_language_is_that_of_the_first_locale_that_is_set() {
        assert_eq!(of(&[]).language, Language::English);
        assert_eq!(of(&[("LANG", "pt_BR.UTF-8")]).language, Language::Portuguese);
        let variables = [("LANG", "pt_BR.UTF-8"), ("LC_MESSAGES", "C"), ("LC_ALL", "")];
        assert_eq!(of(&variables).language, Language::English);
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn data_lies_where_the_person_says_or_where_the_system_has_it() {
        let data = |variables: &[(&str, &str)]| of(variables).data;
        let at = |path: &str| Some(PathBuf::from(path));
        assert_eq!(data(&[]), None);
        assert_eq!(data(&[("HOME", "/home/ana")]), at("/home/ana/.local/share/carteiro"));
        assert_eq!(data(&[("HOME", "/home/ana"), ("XDG_DATA_HOME", "/data")]), at("/data/carteiro"));
        assert_eq!(data(&[("HOME", "/h"), ("XDG_DATA_HOME", "data")]), at("/h/.local/share/carteiro"));
        assert_eq!(data(&[("HOME", "/home/ana"), ("CARTEIRO_DATA", "here")]), at("here"));
    }

    #[test]
    fn an_empty_no_color_says_nothing() {
        assert!(of(&[("NO_COLOR", "")]).colours);
        assert!(!of(&[("NO_COLOR", "1")]).colours);
    }
}
