//! Certificates of the lab: an authority, a good server certificate, and bad ones for tests to refuse.

use std::path::{Path, PathBuf};

use rcgen::{
    BasicConstraints, CertificateParams, CertifiedIssuer, DnType, ExtendedKeyUsagePurpose, IsCa, KeyPair,
    KeyUsagePurpose, PKCS_RSA_SHA256, date_time_ymd,
};
use serde_json::{Value, json};

use crate::failure::{Doing as _, Result};

pub struct Certificates {
    folder: PathBuf,
}

impl Certificates {
    pub fn write(folder: &Path) -> Result<Self> {
        std::fs::create_dir_all(folder).doing(|| format!("create {}", folder.display()))?;
        let certificates = Self { folder: folder.to_owned() };
        certificates.fill().doing(|| format!("write the lab's certificates into {}", folder.display()))?;
        Ok(certificates)
    }

    pub fn authority(&self) -> PathBuf {
        self.folder.join("ca.pem")
    }

    /// The certificate and the key of `name`.
    pub fn pair(&self, name: &str) -> (PathBuf, PathBuf) {
        (self.folder.join(format!("{name}.pem")), self.folder.join(format!("{name}.key")))
    }

    pub fn described_pair(&self, name: &str) -> Value {
        let (certificate, key) = self.pair(name);
        json!({ "cert_file": certificate, "key_file": key })
    }

    pub fn described(&self) -> Value {
        json!({
            "ca_file": self.authority(),
            "server": self.described_pair("server"),
            "expired": self.described_pair("expired"),
            "wrong_host": self.described_pair("wrong-host"),
            "self_signed": self.described_pair("self-signed"),
        })
    }

    fn fill(&self) -> std::result::Result<(), Box<dyn std::error::Error>> {
        let mut params = CertificateParams::new(Vec::new())?;
        params.distinguished_name.push(DnType::CommonName, "Carteiro lab authority");
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
        let authority = CertifiedIssuer::self_signed(params, KeyPair::generate()?)?;
        std::fs::write(self.authority(), authority.pem())?;

        let mut expired = server(&["localhost", "127.0.0.1"])?;
        expired.not_before = date_time_ymd(2019, 1, 1);
        expired.not_after = date_time_ymd(2020, 1, 1);
        let signed = [
            ("server", server(&["localhost", "127.0.0.1"])?),
            ("expired", expired),
            ("wrong-host", server(&["elsewhere.test"])?),
        ];
        for (name, params) in signed {
            let key = KeyPair::generate()?;
            self.keep(name, &params.signed_by(&key, &authority)?.pem(), &key)?;
        }
        let key = KeyPair::generate()?;
        self.keep("self-signed", &server(&["localhost", "127.0.0.1"])?.self_signed(&key)?.pem(), &key)?;
        // What programs sign assertions with: authorization servers want RSA.
        for name in ["client", "robot"] {
            let key = KeyPair::generate_for(&PKCS_RSA_SHA256)?;
            self.keep(name, &server(&["program.lab.test"])?.self_signed(&key)?.pem(), &key)?;
        }
        Ok(())
    }

    fn keep(&self, name: &str, certificate: &str, key: &KeyPair) -> std::io::Result<()> {
        let (certificate_file, key_file) = self.pair(name);
        std::fs::write(certificate_file, certificate)?;
        std::fs::write(key_file, key.serialize_pem())
    }
}

fn server(names: &[&str]) -> std::result::Result<CertificateParams, rcgen::Error> {
    let names: Vec<String> = names.iter().copied().map(str::to_owned).collect();
    let mut params = CertificateParams::new(names.clone())?;
    if let Some(name) = names.first() {
        params.distinguished_name.push(DnType::CommonName, name.as_str());
    }
    // Public authorities stay under 398 days; verifiers of some platforms insist on it.
    params.not_before = date_time_ymd(2025, 1, 1);
    params.not_after = date_time_ymd(2045, 1, 1);
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    Ok(params)
}
