//! A body on its way: how slowly it may come, and where the rest of one goes that nobody wants.
//!
//! Whoever sends drop by drop would hold a connection for ever. A body has a while to begin with
//! and gains time with every byte; when that is used up, the answer is 408 (RFC 9110, section
//! 15.5.9). A body that was refused unread is still taken from the connection and thrown away: a
//! browser reads no answer before it has sent everything, and one that is cut off says "connection
//! reset" instead of what our page says.

use std::future::Future as _;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use axum::body::{Body, BodyDataStream, Bytes, HttpBody as _};
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use futures_util::{Stream, StreamExt as _};
use tokio::time::Sleep;

use super::UPLOAD_LIMIT;
use crate::page;
use crate::words::ENGLISH;

/// How slowly a body may come.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// What every body has.
    pub beginning: Duration,
    /// Bytes that must come in each second beyond it.
    pub pace: u32,
}

impl Default for Patience {
    /// A form of the largest size has a minute and a half.
    fn default() -> Self {
        Self { beginning: Duration::from_secs(30), pace: 4096 }
    }
}

/// Gives the body of a request its time.
pub async fn in_time(request: Request, next: Next) -> Response {
    if request.body().is_end_stream() {
        return next.run(request).await;
    }
    let patience = request.extensions().get::<Patience>().copied().unwrap_or_default();
    // Whoever asks first whether to send (RFC 9110, section 10.1.1) does not send what was refused.
    let asks_first = request.headers().contains_key(header::EXPECT);
    let is_late = Arc::new(AtomicBool::new(false));
    let late = is_late.clone();
    let request = request.map(|body| {
        Body::from_stream(Arriving {
            body: Some(body.into_data_stream()),
            time: Box::pin(tokio::time::sleep(patience.beginning)),
            patience,
            received: 0,
            is_late: late,
            keeps_rest: asks_first,
        })
    });
    let response = next.run(request).await;
    if !is_late.load(Ordering::Relaxed) {
        return response;
    }
    let words = &ENGLISH.shell;
    let mut response =
        page::message(StatusCode::REQUEST_TIMEOUT, words.too_slow, words.too_slow_sentence);
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response
}

/// A body that is being received.
struct Arriving {
    /// None once it has ended, one way or another.
    body: Option<BodyDataStream>,
    /// When it is too late.
    time: Pin<Box<Sleep>>,
    patience: Patience,
    received: usize,
    is_late: Arc<AtomicBool>,
    /// What is left is not taken from the connection.
    keeps_rest: bool,
}

impl Stream for Arriving {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Some(body) = &mut this.body else { return Poll::Ready(None) };
        match body.poll_next_unpin(context) {
            Poll::Ready(Some(Ok(piece))) => {
                this.received = this.received.saturating_add(piece.len());
                let gained = piece.len() as f64 / f64::from(this.patience.pace);
                let until = this.time.deadline() + Duration::from_secs_f64(gained);
                this.time.as_mut().reset(until);
                // It was told to send and does.
                this.keeps_rest = false;
                Poll::Ready(Some(Ok(piece)))
            }
            Poll::Ready(end) => {
                this.body = None;
                Poll::Ready(end.map(|piece| piece.map_err(io::Error::other)))
            }
            Poll::Pending if this.time.as_mut().poll(context).is_ready() => {
                this.is_late.store(true, Ordering::Relaxed);
                this.body = None;
                Poll::Ready(Some(Err(io::ErrorKind::TimedOut.into())))
            }
            Poll::Pending => Poll::Pending,
        }
    }
}

impl Drop for Arriving {
    fn drop(&mut self) {
        let Some(body) = self.body.take().filter(|_| !self.keeps_rest) else { return };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let mut rest = Self {
            body: Some(body),
            time: Box::pin(tokio::time::sleep_until(self.time.deadline())),
            patience: self.patience,
            received: self.received,
            is_late: Arc::default(),
            keeps_rest: true,
        };
        runtime.spawn(async move {
            while let Some(Ok(_)) = rest.next().await {
                if rest.received > UPLOAD_LIMIT {
                    break;
                }
            }
            // Dropping it now must not begin again.
            drop(rest.body.take());
        });
    }
}
