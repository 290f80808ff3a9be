// The page without a network, for the full page only: frames in other pages never start it. All files of one build are one unit: it is
// kept whole before it is used, and a page that began with one unit ends with it. The build puts in the list and its name.
"use strict";

const FILES = ["FILES"];
const FAMILY = `sockscope ${self.registration.scope} `;
const UNIT = `${FAMILY}UNIT`;

self.addEventListener("install", (event) => {
  const fresh = FILES.map((file) => new Request(file, { cache: "no-cache" }));
  event.waitUntil(caches.open(UNIT).then((cache) => cache.addAll(fresh)));
});

// A page that has everything it needs lets the next unit take over.
self.addEventListener("message", (event) => {
  if (event.data === "take over") self.skipWaiting();
});

// The unit before this one stays for a page that is still being loaded with it.
self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys().then((names) => {
      const old = names.filter((name) => name.startsWith(FAMILY) && name !== UNIT);
      return Promise.all(old.slice(0, -1).map((name) => caches.delete(name)));
    }),
  );
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  const scope = new URL(self.registration.scope);
  if (request.method !== "GET" || url.origin !== scope.origin) return;
  const page = url.pathname === scope.pathname || url.pathname === `${scope.pathname}index.html`;
  if (request.mode === "navigate") {
    // Frames go to the network, as they do where there is no worker.
    if (page && request.destination === "document" && !url.searchParams.has("embed")) event.respondWith(kept(scope, request));
  } else if (url.pathname.startsWith(`${scope.pathname}sockscope-page`) || FILES.includes(url.pathname.slice(scope.pathname.length))) {
    event.respondWith(kept(url, request));
  }
});

async function kept(url, request) {
  const units = (await caches.keys()).filter((name) => name.startsWith(FAMILY) && name !== UNIT);
  for (const name of [UNIT, ...units.reverse()]) {
    const found = await (await caches.open(name)).match(url.href.split(/[?#]/)[0]);
    if (found) return found;
  }
  return fetch(request);
}
