//! The server: it is begun on a port of the loopback address, told what to show, and ends when nobody holds it any more.

use std::future::{Future as _, poll_fn};
use std::io;
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::task::Poll;

use tokio::runtime::{Builder, Runtime};
use tokio::sync::watch;

use super::events::{Good, Shown};
use super::reading::{Place, Reading};
use super::routes;

/// What a click on a place asks for; what it gives back is why it could not be done.
pub type OnClick = Box<dyn Fn(&Place) -> Result<(), String> + Send + Sync>;

/// What all requests share.
pub struct Shared {
    /// What is shown now; nothing before the first reading.
    pub shown: watch::Sender<Option<Arc<Shown>>>,
    /// What a click does; none where nobody listens.
    pub on_click: Option<OnClick>,
    /// Held by who typesets: one at a time, the newest first to go on. What was typeset last can still be had, since a
    /// viewer asks for it again, and who types has gone on by then.
    pub press: tokio::sync::Mutex<Option<Arc<Good>>>,
}

/// A preview that is being served.
pub struct Preview {
    /// Taken when it ends.
    runtime: Option<Runtime>,
    shared: Arc<Shared>,
    address: String,
    revisions: Mutex<u64>,
}

/// The bytes of the secret in an address: nobody guesses it.
const SECRET: usize = 16;

/// Begins to serve on the loopback address; the port 0 is any that is free. Nothing is shown yet.
///
/// # Errors
/// The port is taken, or the system gives no threads or no random numbers.
pub fn start(port: u16, on_click: Option<OnClick>) -> io::Result<Preview> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port))?;
    listener.set_nonblocking(true)?;
    let mut secret = [0; SECRET];
    getrandom::fill(&mut secret).map_err(|error| io::Error::other(error.to_string()))?;
    let secret: String = secret.iter().map(|byte| format!("{byte:02x}")).collect();
    let address = format!("http://{}/{secret}/", listener.local_addr()?);
    let shared = Arc::new(Shared { shown: watch::Sender::new(None), on_click, press: tokio::sync::Mutex::default() });
    let runtime = Builder::new_multi_thread().worker_threads(2).thread_name("preview").enable_all().build()?;
    let router = routes::router(&secret, Arc::clone(&shared));
    let listener = {
        let _inside = runtime.enter();
        tokio::net::TcpListener::from_std(listener)?
    };
    // It runs until the runtime ends; a connection that breaks is its own affair.
    runtime.spawn(async move { axum::serve(listener, router).await });
    Ok(Preview { runtime: Some(runtime), shared, address, revisions: Mutex::new(0) })
}

impl Preview {
    /// Where a browser finds it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Shows a reading, and tells all pages that are open.
    pub fn show(&self, reading: Reading) {
        let mut revision = self.revisions.lock().unwrap_or_else(PoisonError::into_inner);
        *revision += 1;
        let before = self.shared.shown.borrow().as_ref().and_then(|shown| shown.good.clone());
        let shown = Shown::new(*revision, reading, before, self.shared.on_click.is_some());
        self.shared.shown.send_replace(Some(Arc::new(shown)));
    }

    /// Does something when the user asks the program to end (Ctrl-C).
    pub fn on_interrupt(&self, end: impl FnOnce() + Send + 'static) {
        let Some(runtime) = &self.runtime else { return };
        let mut interrupted = Box::pin(tokio::signal::ctrl_c());
        // The first look begins to listen: from now on the signal does not end the program by itself.
        runtime.block_on(poll_fn(|context| {
            let _ = interrupted.as_mut().poll(context);
            Poll::Ready(())
        }));
        runtime.spawn(async move {
            if interrupted.await.is_ok() {
                end();
            }
        });
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            // What is still being printed need not be waited for.
            runtime.shutdown_background();
        }
    }
}
