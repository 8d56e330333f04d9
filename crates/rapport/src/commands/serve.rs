//! `rapport serve` and `rapport start`: the workers and the pages, until told to stop.
//!
//! SIGINT and SIGTERM ask both to end; what is on its way is finished first.

use std::io::{self, ErrorKind, IsTerminal as _};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::time::Duration;

use rapport_app::app::{App, Mode};
use rapport_app::error::{AppError, Kind};
use rapport_app::users::FIRST_USER;
use rapport_web::{Hosts, Serving, entry};
use tokio::net::TcpListener;
use tokio::signal::unix::{Signal, SignalKind, signal};
use tokio::sync::watch;

use crate::args::ServeArgs;
use crate::failure::Failure;
use crate::output::Output;
use crate::output::act::quoted;
use crate::settings::Settings;

/// Loopback, and a port that few others use.
const LISTEN: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 7217);

/// `rapport serve`.
pub async fn serve(
    settings: &Settings,
    args: &ServeArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    // The data first: "it is served already" says more than "the port is taken".
    let app = settings.open_to_serve().await?;
    may_listen(&app, args).await?;
    let listener = bind(args.listen.unwrap_or(LISTEN)).await?;
    let serving = serving(&app, args, listener).await?;
    let signals = Signals::listen()?;
    say_address(&app, settings, args, &serving, output).await?;
    until_stopped(app, args, serving, signals).await
}

/// `rapport start`: practice mode, and the next thing to type.
pub async fn start(
    mut settings: Settings,
    args: &ServeArgs,
    output: &mut Output,
) -> Result<(), Failure> {
    if settings.mode.is_none() {
        settings.mode = Some(Mode::Practice);
    }
    let app = settings.open_to_serve().await?;
    may_listen(&app, args).await?;
    let listener = match (bind(args.listen.unwrap_or(LISTEN)).await, args.listen) {
        // Nobody asked for this port: any free one will do.
        (Err(_), None) => bind(SocketAddr::new(LISTEN.ip(), 0)).await?,
        (bound, _) => bound?,
    };
    let serving = serving(&app, args, listener).await?;
    let signals = Signals::listen()?;
    let link = say_address(&app, &settings, args, &serving, output).await?;
    say_next(&app, output)?;
    open_in_browser(&link);
    until_stopped(app, args, serving, signals).await
}

/// What asks a server to end. Listened for before it says that it runs: whoever reads that may ask
/// at once.
struct Signals {
    interrupt: Signal,
    terminate: Signal,
}

impl Signals {
    fn listen() -> Result<Self, Failure> {
        Ok(Self {
            interrupt: signal(SignalKind::interrupt()).map_err(no_signals)?,
            terminate: signal(SignalKind::terminate()).map_err(no_signals)?,
        })
    }

    async fn asked(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

async fn bind(address: SocketAddr) -> Result<TcpListener, AppError> {
    TcpListener::bind(address).await.map_err(|error| {
        let hint = match error.kind() {
            ErrorKind::AddrInUse => {
                "another program uses this port; choose one: --listen 127.0.0.1:8080"
            }
            ErrorKind::PermissionDenied => "choose a port above 1023: --listen 127.0.0.1:8080",
            _ => "choose an address of this machine: --listen 127.0.0.1:8080",
        };
        AppError::new(Kind::Unavailable, format!("{address} cannot be listened on: {error}"), hint)
    })
}

/// Beyond this machine only with passwords and TLS: said before anything is bound.
async fn may_listen(app: &App, args: &ServeArgs) -> Result<(), AppError> {
    let address = args.listen.unwrap_or(LISTEN).ip();
    let all_have_passwords = app.all_have_passwords().await?;
    let tls = args.certificate.is_some();
    entry::may_listen(address, tls, args.behind_proxy, all_have_passwords)
}

/// Names, certificate and proxy as asked for.
async fn serving(app: &App, args: &ServeArgs, listener: TcpListener) -> Result<Serving, AppError> {
    let tls = match (&args.certificate, &args.key) {
        (Some(certificate), Some(key)) => {
            let read = rapport_web::read_tls(certificate, key).map_err(|error| {
                AppError::new(
                    Kind::NotFound,
                    format!("TLS cannot be spoken: {error}"),
                    "name a certificate chain and its key, both PEM",
                )
            })?;
            Some(read)
        }
        _ => None,
    };
    let hosts = hosts(app, args).await?;
    Ok(Serving { listener, hosts, tls, behind_proxy: args.behind_proxy })
}

/// Loopback, the names users were given, and the host of the public address; a new one is kept.
async fn hosts(app: &App, args: &ServeArgs) -> Result<Hosts, AppError> {
    if let Some(address) = &args.public_address {
        app.set_public_address(address).await?;
    }
    let public = app.public_address().await?;
    let own = args.pages_at.iter().filter_map(|address| host_of(address));
    Ok(Hosts::loopback_and(public.as_deref().and_then(host_of)).and_own(own))
}

fn host_of(address: &str) -> Option<&str> {
    address.split('/').nth(2).or(Some(address)).filter(|host| !host.is_empty())
}

/// Says where the pages are and prints the link that lets in once; the link is returned.
async fn say_address(
    app: &App,
    settings: &Settings,
    args: &ServeArgs,
    serving: &Serving,
    output: &mut Output,
) -> Result<String, Failure> {
    let scheme = if serving.tls.is_some() { "https" } else { "http" };
    let local = serving.listener.local_addr()?;
    output.text(0, &format!("Rapport runs at {scheme}://{local}/ (Ctrl-C ends it)"))?;
    let base = match args.pages_at.first() {
        Some(address) => format!("{}/", address.trim_end_matches('/')),
        None => format!("{scheme}://{local}/"),
    };
    app.remember_serving_at(&base).await?;
    let user = settings.user.as_deref().unwrap_or(FIRST_USER);
    let link = format!("{base}enter/{}", app.entry_word(user).await?);
    output.text(0, "This link lets you in once, within an hour:")?;
    output.raw(format!("{link}\n").as_bytes())?;
    Ok(link)
}

/// Opens the link where there is a screen and somebody who looks at it; else it is only printed.
fn open_in_browser(link: &str) {
    let has_screen = ["DISPLAY", "WAYLAND_DISPLAY"]
        .iter()
        .any(|name| std::env::var_os(name).is_some_and(|value| !value.is_empty()));
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if std::io::stdout().is_terminal() && (has_screen || cfg!(target_os = "macos")) {
        // Where there is no such program the printed link does as well.
        let _ = std::process::Command::new(opener)
            .arg(link)
            .stdin(std::process::Stdio::null())
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn();
    }
}

/// What a newcomer types next, in another terminal.
fn say_next(app: &App, output: &mut Output) -> io::Result<()> {
    if app.mode() == Mode::Practice {
        output.text(0, "Practice mode: nothing leaves this machine")?;
    }
    let program = program();
    output.gap()?;
    output.text(0, "Whom did you meet? In another terminal:")?;
    output.gap()?;
    // One command a line, so that it can be copied.
    let lines = [
        format!(
            "{program} met \"Dana Whitfield\" --at \"Acme Robotics\" --email dana@acme.example \\"
        ),
        "    --kind interview --role \"Staff engineer\" --decides friday \\".to_owned(),
        "    --said \"her sailing trip to Orkney; the test rig needs a new scheduler\"".to_owned(),
        format!("{program} today"),
    ];
    for line in lines {
        output.raw(format!("  {line}\n").as_bytes())?;
    }
    output.gap()
}

/// `rapport` where the shell finds it, else the whole path.
fn program() -> String {
    let Ok(running) = std::env::current_exe() else {
        return "rapport".to_owned();
    };
    let same =
        |folder: &Path| folder.join("rapport").canonicalize().ok() == running.canonicalize().ok();
    let path = std::env::var_os("PATH").unwrap_or_default();
    if std::env::split_paths(&path).any(|folder| same(&folder)) {
        return "rapport".to_owned();
    }
    quoted(&running.display().to_string())
}

/// Runs workers and pages; when one of them ends, the other is asked to.
async fn until_stopped(
    app: App,
    args: &ServeArgs,
    serving: Serving,
    mut signals: Signals,
) -> Result<(), Failure> {
    let (stop, stopped) = watch::channel(false);
    let pages = {
        let (app, stop, stopped) = (app.clone(), stop.clone(), stopped.clone());
        tokio::spawn(async move {
            let result = rapport_web::serve(app, serving, stopped).await;
            stop.send_replace(true);
            result
        })
    };
    // Not a task of its own: the courier's last look borrows what it may not share.
    let mut workers = std::pin::pin!(app.serve(Duration::from_secs(args.node_lease), stopped));

    let early = tokio::select! {
        () = signals.asked() => None,
        ended = &mut workers => Some(ended),
    };
    tracing::info!("stopping");
    stop.send_replace(true);
    let ended = match early {
        Some(ended) => ended,
        None => workers.await,
    };
    let pages = pages.await;
    ended?;
    pages.map_err(|error| fault(&error))?.map_err(|error| {
        AppError::new(
            Kind::Unavailable,
            format!("the pages ended: {error}"),
            "start again: rapport serve",
        )
    })?;
    Ok(())
}

fn fault(error: &tokio::task::JoinError) -> AppError {
    AppError::new(
        Kind::Unavailable,
        format!("the pages ended by a fault of Rapport: {error}"),
        "start again: rapport serve; nothing that was stored is lost",
    )
}

#[expect(clippy::needless_pass_by_value, reason = "the shape that map_err wants")]
fn no_signals(error: io::Error) -> AppError {
    AppError::new(
        Kind::Unavailable,
        format!("signals cannot be received: {error}"),
        "start it in an ordinary terminal or by systemd",
    )
}
