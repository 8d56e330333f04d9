// The service worker: when nobody answers, the page that captures stands in. Nothing that is anybody's
// is ever kept here, and nothing is answered from here while the server answers.
const FILES = ["KEPT"];
const NAME = "rapport-" + FILES.join("|");

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = (names) => Promise.all(names.filter((name) => name.startsWith("rapport-") && name !== NAME).map((name) => caches.delete(name)));
  event.waitUntil(caches.keys().then(old).then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/capture/offline")));
  } else if (FILES.includes(url.pathname)) {
    event.respondWith(caches.match(url.pathname).then((kept) => kept ?? fetch(request)));
  }
});

// The connection is back, and the browser says so even to pages that are closed: those open send.
self.addEventListener("sync", (event) => {
  if (event.tag !== "captures") return;
  event.waitUntil(self.clients.matchAll().then((all) => all.forEach((client) => client.postMessage("send"))));
});
