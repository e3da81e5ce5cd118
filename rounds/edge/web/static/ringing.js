// Ask the browser for its address at its maker's push service, and send it with the form. Nothing is asked before a press.
"use strict";
(() => {
  const form = document.getElementById("ringing");
  const show = (name) => { const part = document.getElementById(`ringing-${name}`); if (part) part.hidden = false; };
  const able = "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (!able) return form.hasAttribute("data-rung") ? undefined : show("cannot");
  if (Notification.permission === "denied") return show("denied");
  show("on");

  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  const bytes = (words) => Uint8Array.from(atob(words.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const address = async () => {
    const { pushManager } = await navigator.serviceWorker.ready;
    const wish = { userVisibleOnly: true, applicationServerKey: bytes(form.dataset.key) };
    try {
      return await pushManager.subscribe(wish);
    } catch (error) {
      // The server has a new key: let go of what was given for the old one.
      if (error.name !== "InvalidStateError") throw error;
      await (await pushManager.getSubscription())?.unsubscribe();
      return pushManager.subscribe(wish);
    }
  };

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.value === "stop" || form.elements.endpoint.value) return;
    event.preventDefault();
    if (await Notification.requestPermission() !== "granted") return show("denied");
    try {
      const given = await address();
      form.elements.endpoint.value = given.endpoint;
      form.elements.p256dh.value = text(given.getKey("p256dh"));
      form.elements.auth.value = text(given.getKey("auth"));
      form.requestSubmit(event.submitter);
    } catch {
      show("cannot");
    }
  });
})();
