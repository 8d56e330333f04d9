//! What the tests need besides cargo, installed where it is missing, named where it may not be.
//!
//! - the mail sandbox: Exim (only unpacked), Dovecot, Sieve, openssl;
//! - Hunspell's dictionaries of German, French, Spanish and British English;
//! - libfaketime, so that a test can choose the day that the binary sees;
//! - PostgreSQL, without the cluster that Debian's package likes to start;
//! - tesseract, which reads a photo of a business card;
//! - poppler-utils and qpdf, which read back what was printed, and two fonts to print with;
//! - a Python venv in `target/oracle-venv` with the package `holidays`, a second opinion;
//! - a Python venv in `target/clients-venv` with the programs and readers of other people's making
//!   that must understand what we write: khal, khard, icalendar, vobject;
//! - dnsmasq, the program alone, a name server that knows what a test tells it;
//! - Chromium and its ChromeDriver, for the tests of the pages;
//! - the npm packages `oauth2-mock-server` in `target/oauth-mock` and `axe-core` in `target/axe`.
//!
//! When all is there this does nothing and takes a tenth of a second.

use std::path::Path;
use std::process::Command;

use anyhow::{Result, bail};

use crate::steps::{root, run, succeeds};

/// The second opinion on public holidays, and its version.
const ORACLE: (&str, &str) = ("holidays", "0.108");

/// Who reads calendars and cards that we wrote.
const CLIENTS: [(&str, &str); 4] =
    [("icalendar", "7.3.0"), ("vobject", "0.9.9"), ("khal", "0.14.1"), ("khard", "0.22.0")];

/// The provider for sign-in tests; the last version that runs on Debian 12's own Node.
const PROVIDER: Package =
    Package { name: "oauth2-mock-server", version: "7.2.1", folder: "target/oauth-mock" };

/// What looks for barriers in the pages.
const AXE: Package = Package { name: "axe-core", version: "4.14.1", folder: "target/axe" };

/// A package from npm in a folder of its own.
struct Package {
    name: &'static str,
    version: &'static str,
    folder: &'static str,
}

impl Package {
    fn is_there(&self, root: &Path) -> bool {
        let folder = root.join(self.folder).join("node_modules").join(self.name);
        std::fs::read_to_string(folder.join("package.json"))
            .is_ok_and(|text| text.contains(&format!("\"version\": \"{}\"", self.version)))
    }

    fn install(&self, root: &Path) -> Result<()> {
        let Self { name, version, folder } = self;
        println!("deps: installing {name} {version} from npm into {folder}");
        let folder = root.join(folder);
        std::fs::create_dir_all(&folder)?;
        let mut npm = Command::new("npm");
        npm.arg("install").arg("--prefix").arg(&folder).args([
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--ignore-scripts",
            "--loglevel=error",
        ]);
        run(npm.arg(format!("{name}@{version}")).current_dir(&folder))
    }
}

/// Dictionaries that notes are read with: the package and a file of it.
const DICTIONARIES: [(&str, &str); 4] = [
    ("hunspell-de-de", "de_DE.dic"),
    ("hunspell-fr", "fr.dic"),
    ("hunspell-es", "es_ES.dic"),
    ("hunspell-en-gb", "en_GB.dic"),
];

/// Checks each need and fills it.
pub fn deps() -> Result<()> {
    let root = root();
    let missing = missing_packages(&root);
    if !missing.is_empty() {
        install_packages(&missing)?;
    }
    if !mail_is_there(&root) {
        if right_of_root().is_none() {
            bail!(
                "the mail sandbox is missing and this user may not install it.\n\
                 Type:  sudo apt-get update && sudo MAIL_SANDBOX_CACHE=\"$HOME/.cache/mail-sandbox\" \
                 testing/mail-sandbox.sh provision\nThen repeat."
            );
        }
        println!("deps: installing the mail sandbox from Debian: Exim (unpacked), Dovecot, Sieve");
        run(Command::new(root.join("testing/mail-sandbox.sh")).arg("provision"))?;
    }
    if !oracle_is_there(&root) {
        let (name, version) = ORACLE;
        println!("deps: installing {name} {version} from PyPI into target/oracle-venv");
        let venv = root.join("target/oracle-venv");
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let mut pip = Command::new(venv.join("bin/python"));
        run(pip.args(["-m", "pip", "install", "--quiet", &format!("{name}=={version}")]))?;
    }
    if !clients_are_there(&root) {
        println!(
            "deps: installing khal, khard, icalendar and vobject from PyPI into target/clients-venv"
        );
        let venv = root.join("target/clients-venv");
        run(Command::new("python3").args(["-m", "venv"]).arg(&venv))?;
        let mut pip = Command::new(venv.join("bin/python"));
        pip.args(["-m", "pip", "install", "--quiet"]);
        run(pip.args(CLIENTS.map(|(name, version)| format!("{name}=={version}"))))?;
    }
    for package in [PROVIDER, AXE] {
        if !package.is_there(&root) {
            package.install(&root)?;
        }
    }
    for (there, what) in [
        (mail_is_there(&root), "the mail sandbox"),
        (postgres_is_there(), "PostgreSQL"),
        (faketime_is_there(), "libfaketime"),
        (tesseract_is_there(), "tesseract"),
        (readers_are_there(), "poppler-utils or qpdf"),
        (fonts_are_there(), "the fonts Amiri or IPA Gothic"),
        (DICTIONARIES.iter().all(dictionary_is_there), "a dictionary of Hunspell"),
        (oracle_is_there(&root), "the Python package holidays"),
        (clients_are_there(&root), "the Python packages khal, khard, icalendar or vobject"),
        (name_server_is_there(), "dnsmasq"),
        (browser_is_there(), "Chromium or ChromeDriver"),
        (PROVIDER.is_there(&root), "the npm package oauth2-mock-server"),
        (AXE.is_there(&root), "the npm package axe-core"),
    ] {
        if !there {
            bail!("{what} is still missing after the installation; see what was printed above");
        }
    }
    println!("deps: all there");
    Ok(())
}

/// Debian packages that something needs which is not there.
fn missing_packages(root: &Path) -> Vec<&'static str> {
    let mut missing = Vec::new();
    if !postgres_is_there() {
        missing.push("postgresql");
    }
    if !faketime_is_there() {
        missing.push("libfaketime");
    }
    if !tesseract_is_there() {
        missing.push("tesseract-ocr");
    }
    if !readers_are_there() {
        missing.extend(["poppler-utils", "qpdf"]);
    }
    if !fonts_are_there() {
        missing.extend(["fonts-hosny-amiri", "fonts-ipafont-gothic"]);
    }
    missing.extend(DICTIONARIES.iter().filter(|it| !dictionary_is_there(it)).map(|it| it.0));
    let script = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 10))";
    let are_environments_there = oracle_is_there(root) && clients_are_there(root);
    if !are_environments_there && !succeeds("python3", &["-c", script]) {
        missing.extend(["python3", "python3-venv"]);
    }
    if !node_is_there() {
        missing.push("nodejs");
    }
    let has_packages = [PROVIDER, AXE].iter().all(|package| package.is_there(root));
    if !has_packages && !succeeds("npm", &["--version"]) {
        missing.push("npm");
    }
    if !name_server_is_there() {
        missing.push("dnsmasq-base");
    }
    if !browser_is_there() {
        // Without a font a page has no letters to measure.
        missing.extend(["chromium", "chromium-driver", "fonts-dejavu-core"]);
    }
    missing
}

/// The words before a command that needs root: none as root, `sudo -n` where that works.
fn right_of_root() -> Option<&'static [&'static str]> {
    if succeeds("sh", &["-c", "test \"$(id -u)\" = 0"]) {
        Some(&["env"])
    } else if succeeds("sudo", &["-n", "true"]) {
        Some(&["sudo", "-n"])
    } else {
        None
    }
}

pub fn install_packages(missing: &[&str]) -> Result<()> {
    let names = missing.join(" ");
    let Some(before) = right_of_root() else {
        bail!(
            "these Debian packages are missing and this user may not install them: {names}\n\
             Type:  sudo apt-get update && sudo apt-get install --no-install-recommends {names}\n\
             Then repeat."
        );
    };
    println!("deps: installing from Debian: {names}");
    let script = format!(
        "set -e\n\
         export DEBIAN_FRONTEND=noninteractive\n\
         made=''\n\
         conf=/etc/postgresql-common/createcluster.conf\n\
         if [ ! -e \"$conf\" ]; then\n\
         mkdir -p \"${{conf%/*}}\"; printf 'create_main_cluster = false\\n' >\"$conf\"\n\
         fi\n\
         rc=/usr/sbin/policy-rc.d\n\
         if [ ! -e \"$rc\" ]; then\n\
         printf '#!/bin/sh\\nexit 101\\n' >\"$rc\"; chmod 755 \"$rc\"; made=1\n\
         fi\n\
         trap '[ -z \"$made\" ] || rm -f \"$rc\"' EXIT\n\
         log=$(mktemp)\n\
         if ! {{ apt-get -o DPkg::Lock::Timeout=600 update -qq &&\n\
         apt-get -o DPkg::Lock::Timeout=600 -o Dpkg::Options::=--force-confold -y -qq \
         --no-install-recommends install {names}; }} >\"$log\" 2>&1; then\n\
         cat \"$log\"; exit 1\n\
         fi\n\
         rm -f \"$log\"\n"
    );
    let mut words = before.iter();
    let mut command = Command::new(words.next().copied().unwrap_or("env"));
    run(command.args(words).args(["sh", "-c", &script]))
}

fn mail_is_there(root: &Path) -> bool {
    let script = root.join("testing/mail-sandbox.sh");
    succeeds(&script.to_string_lossy(), &["check"])
}

/// Debian keeps the server's programs off the PATH.
fn postgres_is_there() -> bool {
    succeeds("sh", &["-c", "command -v initdb || ls /usr/lib/postgresql/*/bin/initdb"])
}

fn dictionary_is_there((_, file): &(&str, &str)) -> bool {
    Path::new("/usr/share/hunspell").join(file).is_file()
}

fn faketime_is_there() -> bool {
    succeeds("sh", &["-c", "ls /usr/lib/*/faketime/libfaketime.so.1"])
}

/// A name server for tests.
fn name_server_is_there() -> bool {
    Path::new("/usr/sbin/dnsmasq").exists()
}

/// What reads photos of cards, with its English.
fn tesseract_is_there() -> bool {
    succeeds("sh", &["-c", "tesseract --list-langs | grep -qx eng"])
}

/// What reads a PDF back.
fn readers_are_there() -> bool {
    succeeds("sh", &["-c", "command -v pdftotext && command -v pdffonts && command -v qpdf"])
}

/// An Arabic and a Japanese font, for letters in scripts that the program has no fonts for.
fn fonts_are_there() -> bool {
    let fonts = Path::new("/usr/share/fonts/opentype");
    fonts.join("fonts-hosny-amiri/Amiri-Regular.ttf").exists()
        && fonts.join("ipafont-gothic/ipag.ttf").exists()
}

fn oracle_is_there(root: &Path) -> bool {
    venv_has(&root.join("target/oracle-venv"), &[ORACLE])
}

fn clients_are_there(root: &Path) -> bool {
    venv_has(&root.join("target/clients-venv"), &CLIENTS)
}

fn venv_has(venv: &Path, wanted: &[(&str, &str)]) -> bool {
    let Ok(pythons) = std::fs::read_dir(venv.join("lib")) else {
        return false;
    };
    let has = |packages: &Path, (name, version): &(&str, &str)| {
        packages.join(format!("{name}-{version}.dist-info")).exists()
    };
    pythons.flatten().any(|python| {
        let packages = python.path().join("site-packages");
        wanted.iter().all(|one| has(&packages, one))
    })
}

/// Node.js 18 or later.
fn node_is_there() -> bool {
    succeeds(
        "node",
        &["-e", "process.exit(Number(process.versions.node.split('.')[0]) < 18 ? 1 : 0)"],
    )
}

fn browser_is_there() -> bool {
    succeeds("sh", &["-c", "command -v chromium && command -v chromedriver"])
}
