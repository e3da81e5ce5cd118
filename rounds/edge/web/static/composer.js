// The composer beyond a plain form: characters left, chosen pictures with their description and focus, more choices.
"use strict";
(() => {
  const LINK = /https?:\/\/[^\s<>"']+/gi;
  const MENTION = /(^|[^\w/@.])@([a-z0-9_.-]+)@[\w.-]+\w/gi;
  // As base/text.py counts: a link is 23 characters, a mention its local part.
  const length = (text) => [...text.normalize("NFC").replace(LINK, "x".repeat(23)).replace(MENTION, "$1@$2")].length;

  const count = (form) => {
    const left = form.querySelector("[data-left]");
    const warning = form.querySelector("[name=content_warning]");
    const rest = Number(form.dataset.limit) - length(form.elements.text.value) - length(warning?.value || "");
    left.textContent = rest;
    left.parentElement.classList.toggle("over", rest < 0);
  };

  const grow = (area) => {
    if (CSS.supports("field-sizing", "content")) return;
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };

  const put = (frame, x, y) => {
    frame.style.setProperty("--fx", `${x * 100}%`);
    frame.style.setProperty("--fy", `${y * 100}%`);
    const field = frame.closest("[data-picture]").querySelector("[data-focus]");
    field.value = `${(x * 2 - 1).toFixed(2)},${(1 - y * 2).toFixed(2)}`;
  };

  // A DICOM picture is drawn by the server alone; what calls itself a photograph and can't be drawn is broken.
  const cantBeShown = (place, row, file) => {
    row.querySelector("[data-frame]").hidden = true;
    if (!/^image\/(jpeg|png|webp|gif)$/.test(file.type)) return;
    const note = document.createElement("p");
    note.className = "message error";
    note.setAttribute("role", "alert");
    note.textContent = place.dataset.broken.replace("{name}", file.name);
    row.prepend(note);
  };

  const showChosen = (input) => {
    const place = input.form.querySelector("[data-chosen]");
    input.form.querySelector("button[value=attach]").hidden = true;
    place.replaceChildren(...[...input.files].map((file, index) => {
      const pattern = document.getElementById("new-picture").content.cloneNode(true).firstElementChild;
      const picture = pattern.querySelector("img");
      picture.src = URL.createObjectURL(file);
      picture.onload = () => URL.revokeObjectURL(picture.src);
      picture.onerror = () => cantBeShown(place, pattern, file);
      const words = pattern.querySelector("textarea");
      words.name = `describe-new-${index}`;
      words.id = words.name;
      pattern.querySelector("label").htmlFor = words.id;
      pattern.querySelector("[data-focus]").name = `focus-new-${index}`;
      return pattern;
    }));
  };

  const addChoice = (list) => {
    const inputs = [...list.querySelectorAll("input")];
    const most = Number(list.dataset.most || 4);
    if (inputs.length >= most || !inputs.every((input) => input.value)) return;
    const row = list.lastElementChild.cloneNode(true);
    const number = inputs.length + 1;
    const input = row.querySelector("input");
    const label = row.querySelector("label");
    input.value = "";
    input.id = label.htmlFor = `choice-${number}`;
    label.textContent = input.placeholder = label.textContent.replace(/\d+/, number);
    list.append(row);
  };

  document.addEventListener("input", (event) => {
    const form = event.target.closest?.("[data-composer]");
    if (!form) return;
    if (event.target.name === "text" || event.target.name === "content_warning") count(form);
    if (event.target.matches("textarea")) grow(event.target);
    if (event.target.name === "poll_option") addChoice(event.target.closest("[data-choices]"));
    if (event.target.name === "files") showChosen(event.target);
  });
  document.addEventListener("pointerdown", (event) => {
    const frame = event.target.closest?.("[data-frame]");
    if (!frame) return;
    const box = frame.getBoundingClientRect();
    put(frame, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  });
  const STEPS = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] };
  document.addEventListener("keydown", (event) => {
    const frame = event.target.closest?.("[data-frame]");
    const step = STEPS[event.key];
    if (frame && step) {
      const [x, y] = frame.closest("[data-picture]").querySelector("[data-focus]").value.split(",").map(Number);
      const kept = (n) => Math.min(1, Math.max(0, n));
      put(frame, kept((x + 1) / 2 + step[0]), kept((1 - y) / 2 + step[1]));
      event.preventDefault();
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      const form = event.target.closest?.("[data-composer]");
      form?.requestSubmit(form.querySelector("button[value=publish]"));
    }
  });
  // The coach keeps a draft: not beside the one that a pressed button keeps.
  const sending = new WeakSet();
  document.addEventListener("submit", (event) => sending.add(event.target));
  addEventListener("pageshow", () => document.querySelectorAll("[data-composer]").forEach((form) => sending.delete(form)));
  document.addEventListener("htmx:beforeRequest", (event) => {
    if (sending.has(event.detail.elt.closest("[data-composer]"))) event.preventDefault();
  });
  document.addEventListener("htmx:load", (event) => {
    event.detail.elt.querySelectorAll("[data-composer]").forEach(count);
  });
  document.querySelectorAll("[data-composer]").forEach(count);
})();
