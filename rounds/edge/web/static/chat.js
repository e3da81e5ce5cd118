// A live chat beyond plain pages: a new prompt changes what the composer answers only while nothing was written.
"use strict";
(() => {
  let chosen = false;

  const untouched = (form) => form.elements.text.value.trim() === form.dataset.start.trim();

  document.addEventListener("change", (event) => {
    if (event.target.id === "reply-to") chosen = true;
  });

  // Whoever is in the middle of an answer goes on answering the prompt they read.
  document.addEventListener("htmx:oobBeforeSwap", (event) => {
    if (event.detail.target.id !== "answering") return;
    const form = document.getElementById("composer");
    if (!form || (untouched(form) && !chosen)) return;
    const kept = form.elements.reply_to.value;
    const arriving = event.detail.fragment.querySelector?.("select");
    if (arriving) arriving.querySelectorAll("option").forEach((option) => option.toggleAttribute("selected", option.value === kept));
  });

  // The tag stands at the end: begin to write before it.
  document.addEventListener("focusin", (event) => {
    const form = event.target.closest?.(".chat-composer");
    if (!form || event.target.name !== "text" || !untouched(form)) return;
    event.target.setSelectionRange(0, 0);
  });
})();
