// A chat's plan that nobody sent yet is kept in this tab: whoever looks elsewhere finds it as they left it.
"use strict";
(() => {
  const form = document.querySelector("form[data-plan-of]");
  if (!form) return;
  const place = `plan of ${form.dataset.planOf}`;
  const fields = () => [...form.elements].filter((field) => field.name && field.type !== "hidden" && field.tagName !== "BUTTON");

  const keep = () => {
    try {
      sessionStorage.setItem(place, JSON.stringify(fields().map((field) => [field.name, field.value])));
    } catch { /* A browser that keeps nothing: the form works all the same. */ }
  };

  const kept = () => {
    try {
      return JSON.parse(sessionStorage.getItem(place)) || [];
    } catch {
      return [];
    }
  };

  // As many rows for prompts as were kept.
  const makeRoom = (count) => {
    const list = form.querySelector(".prompt-rows");
    while (list.children.length < count) {
      const row = list.lastElementChild.cloneNode(true);
      const number = list.children.length + 1;
      row.querySelectorAll("[id]").forEach((one) => { one.id = one.id.replace(/\d+$/, number); });
      row.querySelectorAll("label").forEach((one) => {
        one.htmlFor = one.htmlFor.replace(/\d+$/, number);
        one.textContent = one.textContent.replace(/\d+/, number);
      });
      row.querySelectorAll("button").forEach((one) => {
        one.value = `remove-${number}`;
        one.querySelectorAll(".unseen").forEach((words) => { words.textContent = words.textContent.replace(/\d+/, number); });
      });
      list.append(row);
    }
  };

  const bringBack = (values) => {
    makeRoom(values.filter(([name]) => name === "prompt").length);
    const waiting = new Map();
    values.forEach(([name, value]) => waiting.set(name, [...(waiting.get(name) || []), value]));
    fields().forEach((field) => {
      const value = waiting.get(field.name)?.shift();
      if (value === undefined) return;
      field.value = value;
      const part = field.closest("details");
      if (part && value) part.open = true;
    });
  };

  // What the server sent back holds everything typed already.
  if (document.body.dataset.again) keep();
  else if (kept().length) bringBack(kept());
  form.addEventListener("input", keep);
  form.addEventListener("submit", () => sessionStorage.removeItem(place));
})();
