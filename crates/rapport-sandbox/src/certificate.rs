//! A certificate for one server, made by `openssl`: an authority and a leaf below it,
//! because rustls refuses an authority as a server's own certificate. With flaws on request.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer};

use crate::project::run;

/// What is wrong with a certificate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Flaw {
    /// Nothing: valid for ten years for `localhost` and 127.0.0.1.
    #[default]
    None,
    /// It was valid in 2020 only.
    Expired,
    /// It names `elsewhere.example` only.
    OtherHost,
}

/// A leaf certificate with its key, and the authority to trust.
#[derive(Debug)]
pub struct Certificate {
    folder: tempfile::TempDir,
}

impl Certificate {
    /// Makes one; takes some 50 ms.
    #[track_caller]
    #[must_use]
    pub fn make(flaw: Flaw) -> Self {
        let folder = match tempfile::tempdir() {
            Ok(folder) => folder,
            Err(error) => panic!("no temporary folder for a certificate: {error}"),
        };
        let names = match flaw {
            Flaw::OtherHost => "DNS:elsewhere.example",
            Flaw::None | Flaw::Expired => "DNS:localhost,IP:127.0.0.1",
        };
        let dates = match flaw {
            Flaw::Expired => "-startdate 20200101000000Z -enddate 20201231000000Z",
            Flaw::None | Flaw::OtherHost => "-days 3650",
        };
        let script = format!(
            "set -e; cd \"$1\"\n\
             key='-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes'\n\
             openssl req -x509 $key -keyout ca.key -out ca.pem -days 3650 -subj '/CN=Test CA' \
             -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign\n\
             openssl req $key -keyout leaf.key -out leaf.csr -subj /CN=localhost\n\
             printf '%s\\n' 'subjectAltName={names}' 'basicConstraints=CA:FALSE' \
             'extendedKeyUsage=serverAuth' >ext\n\
             printf '%s\\n' '[ca]' 'default_ca=c' '[c]' 'database=index' 'new_certs_dir=.' \
             'serial=serial' 'default_md=sha256' 'policy=p' '[p]' 'commonName=supplied' >ca.conf\n\
             : >index; echo 01 >serial\n\
             openssl ca -batch -notext -config ca.conf -cert ca.pem -keyfile ca.key \
             -extfile ext {dates} -in leaf.csr -out leaf.pem\n"
        );
        run(
            Command::new("sh").args(["-c", &script, "certificate"]).arg(folder.path()),
            "making a test certificate with openssl",
        );
        Self { folder }
    }

    /// The authority a client has to trust, as PEM.
    #[must_use]
    pub fn ca_pem(&self) -> PathBuf {
        self.folder.path().join("ca.pem")
    }

    /// What a TLS server needs to present this certificate.
    #[track_caller]
    pub(crate) fn server(&self) -> Arc<ServerConfig> {
        match server(self.folder.path()) {
            Ok(config) => Arc::new(config),
            Err(error) => panic!("the test certificate cannot be used: {error}"),
        }
    }
}

fn server(folder: &Path) -> Result<ServerConfig, Box<dyn std::error::Error>> {
    let chain = vec![CertificateDer::from_pem_file(folder.join("leaf.pem"))?];
    let key = PrivateKeyDer::from_pem_file(folder.join("leaf.key"))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    Ok(ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()?
        .with_no_client_auth()
        .with_single_cert(chain, key)?)
}
