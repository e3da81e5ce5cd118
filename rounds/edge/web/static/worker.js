// A small worker: when there is no connection, the offline page; when something happened, a line on the screen.
// It keeps no post, no draft, nobody's words.
"use strict";
const KEPT = "rounds-2";
self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((kept) => kept.add("/offline")).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => {
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});
self.addEventListener("fetch", (event) => {
  if (event.request.mode !== "navigate") return;
  event.respondWith(fetch(event.request).catch(() => unanswered(event.request)));
});
// Back to the answer to a form is looked for in the cache alone, which never holds it: the network may well be there.
const unanswered = (request) => {
  const sentBefore = request.method !== "GET" && (request.isHistoryNavigation || request.cache === "only-if-cached");
  return sentBefore ? Response.redirect(request.url, 303) : caches.match("/offline");
};
self.addEventListener("push", (event) => {
  const told = event.data ? event.data.json() : {};
  const shown = { body: told.body, icon: told.icon || undefined, lang: told.preferred_locale, data: told.url, tag: String(told.tag || told.notification_id || "") };
  event.waitUntil(self.registration.showNotification(told.title || "", shown));
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const url = new URL(event.notification.data || "/notifications", self.location.origin);
  if (url.origin !== self.location.origin) return;
  event.waitUntil(self.clients.matchAll({ type: "window" }).then((open) => {
    const there = open.find((page) => page.url === url.href);
    return there ? there.focus() : self.clients.openWindow(url.href);
  }));
});
