"use strict";
(() => {
  const said = document.getElementById("said");

  // A link carries its secret behind "#", which no server sees; it is taken out of the address at once.
  const door = document.getElementById("door");
  const secret = location.hash.slice(1);
  if (door && secret.startsWith("astramech_")) {
    door.elements.link.value = secret;
    document.getElementById("pasted").hidden = true;
    history.replaceState(null, "", location.pathname + location.search);
    for (const link of document.querySelectorAll(".tools a")) link.hash = secret;
  }

  // What is wrong is where somebody is taken first.
  document.querySelector(".trouble")?.focus();

  // Choices are kept as they are made; without a script, on the way to the next screen.
  const screen = document.getElementById("screen");
  if (!screen) return;
  const words = document.getElementById("keeping").dataset;
  let waiting = null;
  let keeping = null;
  let telling = null;

  const keep = () => {
    clearTimeout(waiting);
    waiting = null;
    const choices = new URLSearchParams(new FormData(screen));
    choices.set("go", "save");
    keeping = fetch(screen.action, { method: "POST", body: choices, redirect: "manual", keepalive: true })
      .then((answer) => answer.type === "opaqueredirect" ? "saved" : answer.status === 401 ? "left" : "unsaved")
      .catch(() => "unsaved")
      .then((outcome) => { keeping = null; tell(outcome); });
  };

  // That something was kept is said and goes; that it was not stays.
  const tell = (outcome) => {
    clearTimeout(telling);
    said.textContent = words[outcome];
    if (outcome === "saved") telling = setTimeout(() => { said.textContent = ""; }, 2500);
  };

  screen.addEventListener("change", () => {
    clearTimeout(waiting);
    tell("saving");
    waiting = setTimeout(keep, 300);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && waiting) keep();
  });
  screen.addEventListener("submit", (event) => {
    clearTimeout(waiting);
    if (!keeping) return;
    event.preventDefault();
    keeping.then(() => screen.requestSubmit(event.submitter));
  });
})();
