// What pages can do beyond links and forms; each part looks for the attributes it serves.
"use strict";

// A question before an act: the button opens it, Escape and 取消 close it, focus returns to the button.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-dialog]");
  if (opener) document.getElementById(opener.dataset.dialog).showModal();
  const closer = event.target.closest("[data-close]");
  if (closer) closer.closest("dialog").close();
  if (event.target.closest("[data-print]")) window.print();
});

// After a refusal the first thing read is why.
const refusal = document.querySelector("[data-focus]");
if (refusal) refusal.focus();

// A form is sent once, however often the button is pressed; coming back makes it ready again.
let sent = new WeakSet();
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (sent.has(event.target)) event.preventDefault();
  sent.add(event.target);
});
window.addEventListener("pageshow", () => { sent = new WeakSet(); });

// Where there is room, filters stand open; the registers are folded where there is none, and never elsewhere.
const wide = window.matchMedia("(min-width: 900px)");
if (wide.matches) {
  document.querySelectorAll("details[data-wide-open]").forEach((part) => { part.open = true; });
}
const foldRegisters = () => document.querySelectorAll("details[data-narrow-closed]").forEach((part) => { part.open = wide.matches; });
foldRegisters();
wide.addEventListener("change", foldRegisters);

// A menu closes with Escape, or when something else is pressed.
function closeMenus(except) {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => { if (menu !== except) menu.open = false; });
}
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));
document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details[data-menu][open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// Lists by keyboard: j and k move, Enter opens the row's first link.
const rows = Array.from(document.querySelectorAll("table[data-rows] tbody tr")).filter((row) => row.querySelector("a[href]"));
let place = -1;
document.addEventListener("keydown", (event) => {
  const busy = event.target.closest("input, select, textarea, [contenteditable], dialog[open]");
  if (busy || event.ctrlKey || event.metaKey || event.altKey || !rows.length) return;
  const step = { j: 1, k: -1 }[event.key];
  if (!step) return;
  place = Math.min(Math.max(place + step, 0), rows.length - 1);
  rows[place].querySelector("a[href]").focus();
});
