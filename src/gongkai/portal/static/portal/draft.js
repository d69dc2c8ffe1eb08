// A request that was begun stays in this browser until it is handed in or cleared; numbers of persons never do.
"use strict";

const KEPT_DAYS = 7;
const PAUSE = 400; // milliseconds without a key

const keyOf = (organ) => `gongkai.ask.${organ}`;

function stored(organ) {
  try {
    const draft = JSON.parse(localStorage.getItem(keyOf(organ)));
    return draft && Date.now() - draft.at < KEPT_DAYS * 864e5 ? draft.values : null;
  } catch {
    return null; // not to be had, or not ours: the form works without
  }
}

function store(organ, values) {
  try {
    if (values) localStorage.setItem(keyOf(organ), JSON.stringify({ at: Date.now(), values }));
    else localStorage.removeItem(keyOf(organ));
    return true;
  } catch {
    return false;
  }
}

const isKept = (field) => field.name && field.type !== "hidden" && !field.closest(".trap") && !("private" in field.dataset);

function valuesOf(form) {
  const fields = [...form.elements].filter(isKept).filter((field) => field.type !== "radio" || field.checked);
  return Object.fromEntries(fields.map((field) => [field.name, field.value]));
}

function fill(form, values) {
  for (const field of [...form.elements].filter(isKept)) {
    if (!(field.name in values)) continue;
    if (field.type === "radio") field.checked = field.value === values[field.name];
    else field.value = values[field.name];
  }
  form.querySelectorAll("details").forEach((part) => {
    part.open = part.open || [...part.querySelectorAll("input, textarea")].some((field) => field.value);
  });
}

const form = document.querySelector("form[data-draft]");
if (form) {
  const organ = form.dataset.draft;
  const found = "draftRestore" in form.dataset ? stored(organ) : null;
  if (found) {
    fill(form, found);
    document.querySelector("[data-draft-found]").hidden = false;
  }
  let waiting;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      document.querySelector("[data-draft-note]").hidden = !store(organ, valuesOf(form));
    }, PAUSE);
  });
  // Whoever goes on at once has everything kept, too.
  form.addEventListener("submit", () => {
    clearTimeout(waiting);
    store(organ, valuesOf(form));
  });
  document.querySelectorAll("[data-draft-clear]").forEach((button) => {
    button.addEventListener("click", () => {
      clearTimeout(waiting);
      store(organ, null);
      location.assign(form.action);
    });
  });
}

const done = document.querySelector("[data-draft-done]");
if (done) store(done.dataset.draftDone, null);
