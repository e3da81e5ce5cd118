// What every page does beyond plain forms: times in the reader's zone, a live stream, menus that close, the worker.
// No inline scripts, no eval: the content security policy allows neither.
"use strict";
(() => {
  const each = (root, selector, act) => {
    if (root.matches?.(selector)) act(root);
    root.querySelectorAll?.(selector).forEach(act);
  };

  // A signed-in reader's zone is known to the server; a visitor's only to the browser.
  const localTime = (time) => {
    if (document.body.dataset.zone) return;
    const moment = new Date(time.dateTime);
    if (Number.isNaN(moment.valueOf())) return;
    const now = new Date();
    const parts = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZoneName: "short" };
    if (time.dataset.local === "full") Object.assign(parts, { weekday: "long", day: "numeric", month: "long", year: "numeric" });
    else if (moment.toDateString() !== now.toDateString()) Object.assign(parts, { day: "numeric", month: "short" });
    if (moment.getFullYear() !== now.getFullYear()) parts.year = "numeric";
    time.textContent = moment.toLocaleString(document.documentElement.lang || "en-GB", parts);
  };

  // <a class="news" hidden data-stream="/..." data-on="post" data-one="1 new post" data-many="{n} new posts">
  // <div data-stream="/..." data-on="answer" hx-get="..." hx-trigger="rounds:news">: asks for its own fragment again.
  const listen = (place) => {
    const source = new EventSource(place.dataset.stream);
    let count = 0;
    const hear = (event) => {
      if (!place.isConnected) return source.close();
      count += 1;
      if (place.dataset.one) {
        place.hidden = false;
        place.textContent = count === 1 ? place.dataset.one : place.dataset.many.replace("{n}", count);
      }
      place.dispatchEvent(new CustomEvent("rounds:news", { detail: { id: event.data } }));
    };
    for (const name of (place.dataset.on || "message").split(" ")) source.addEventListener(name, hear);
    addEventListener("pagehide", () => source.close(), { once: true });
  };

  // <select data-browser-zone>: a form that nobody filled in yet begins with the zone of the browser.
  const ownZone = (choice) => {
    const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
    if ([...choice.options].some((option) => option.value === timeZone)) choice.value = timeZone;
  };

  const ready = (root) => {
    each(root, "time[data-local]", localTime);
    each(root, "[data-stream]", listen);
    each(root, "[data-countdown]", countDown);
    each(root, "[data-browser-zone]", ownZone);
  };

  // <span data-countdown="2026-03-12T20:00:00Z" data-hours="{h} h {m} min" data-minutes="{m} min" data-seconds="{s} s">
  // keeps the words of the server until less than a day is left, then counts in the same ones.
  const countDown = (place) => {
    const until = new Date(place.dataset.countdown);
    const tick = () => {
      const left = Math.floor((until - Date.now()) / 1000);
      if (!place.isConnected || left < 0) return clearInterval(timer);
      if (left >= 86400) return;
      const parts = { h: Math.floor(left / 3600), m: Math.floor(left / 60) % 60, s: left };
      const { hours, minutes, seconds } = place.dataset;
      const words = (parts.h ? hours : parts.m ? minutes : seconds).replace(/\{([hms])\}/g, (_whole, part) => parts[part]);
      if (place.textContent !== words) place.textContent = words;
    };
    const timer = setInterval(tick, 1000);
    tick();
  };

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.more[open]").forEach((menu) => {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const menu = event.target.closest?.("details.more[open]");
    if (menu) { menu.open = false; menu.querySelector("summary").focus(); }
  });
  document.addEventListener("htmx:load", (event) => ready(event.detail.elt));
  // A refusal (422) comes with the page that explains it: show it.
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.status === 422 || event.detail.xhr.getResponseHeader("HX-Retarget")) { event.detail.shouldSwap = true; event.detail.isError = false; }
  });
  document.addEventListener("htmx:sendError", () => say(document.body.dataset.offline));
  const say = (words) => {
    if (!words) return;
    const note = document.createElement("p");
    note.className = "message warning";
    note.textContent = words;
    document.getElementById("messages")?.replaceChildren(note);
  };

  // <body data-again="/d/abc">: the answer to a form. Back and Reload then ask for that page instead of sending the form
  // again, and the browser fills in what stood there: it does so only where a field differs from what it came with.
  const comeBackTo = (address) => {
    history.replaceState(history.state, "", address);
    document.querySelectorAll("main textarea, main input:not([type=hidden], [type=password], [type=file], [type=checkbox], [type=radio])").forEach((field) => {
      const typed = field.value;
      field.value = `${typed} `;
      field.value = typed;
      field.defaultValue = typed ? "" : " ";
    });
  };

  if (document.body.dataset.again) comeBackTo(document.body.dataset.again);
  ready(document);
  if ("serviceWorker" in navigator) navigator.serviceWorker.register("/worker.js").catch(() => {});
})();
