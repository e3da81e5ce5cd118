// Passkeys: show what needs a script, and say in words when a key was not used.
(() => {
  "use strict";
  const words = document.currentScript.dataset.words;
  if (window.PublicKeyCredential) {
    for (const part of document.querySelectorAll(".needs-script")) part.hidden = false;
  }
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    const said = document.createElement("p");
    said.className = "message warning";
    said.textContent = words;
    document.getElementById("messages").replaceChildren(said);
    said.scrollIntoView({ block: "nearest" });
  });
})();
