// What a page does beyond links and forms. Everything works without it.
//
// The page says what it wants in attributes; there is no second table of anything here:
//   form|a[data-swap]          asked for in place: <main>, or the elements named ("#peek #list")
//   [data-live="desk|workers"] replaced when the server says that it may look different
//   [data-key="a"]             pressed by that key, in the chosen row first
//   [data-own-key="b"]         pressed by that key on this page alone, before what the key means elsewhere
//   [data-row]                 a row that j and k choose; [data-open] in it is its link
//   [data-read="/url"]         a field whose form is posted there while one types, into data-target
//   [data-date|="past"]        a field for a natural date; its hint (aria-describedby) says what it means
//   [data-sure="sentence"]     a button that asks first
//   [data-undo]                the bar that counts down

const $ = (selector, root = document) => root.querySelector(selector);
const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
const isTyping = () => document.activeElement?.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
let pending = Promise.resolve();

/** Says a sentence to those who hear the page. */
function say(text) {
  const place = $("#say");
  place.textContent = "";
  setTimeout(() => { place.textContent = text; }, 50);
}

/** Shows a sentence on top of the page, and says it. */
function flash(text) {
  let place = $("[data-flash]");
  if (!place) {
    place = document.createElement("p");
    place.className = "flash";
    place.dataset.flash = "";
    $("#main").prepend(place);
  }
  place.textContent = text;
  say(text);
}

/** What finds an element again after its page was replaced. */
function markOf(element) {
  if (!element || element === document.body) return null;
  if (element.id) return "#" + CSS.escape(element.id);
  const row = element.closest("[data-row]");
  const within = element.dataset.key ? `[data-key="${element.dataset.key}"]` : element.name ? `[name="${element.name}"]` : "[data-open]";
  return row ? `[data-row="${CSS.escape(row.dataset.row)}"] ${within}` : null;
}

/** Replaces elements of this page by those of the answer. True if all were there. */
function replace(answer, targets) {
  const focus = markOf(document.activeElement);
  const chosen = $("[data-row][aria-current]")?.dataset.row;
  const rows = $$("[data-row]").map((row) => row.dataset.row);
  let all = true;
  for (const target of targets) {
    const [old, fresh] = [$(target), $(target, answer)];
    if (old && fresh) old.replaceWith(document.adoptNode(fresh)); else all = false;
  }
  // The clock of practice mode stands above every page, and each answer knows what it says.
  const clock = $("#practice", answer);
  if (clock) $("#practice")?.replaceWith(document.adoptNode(clock));
  const title = $("title", answer);
  if (title && targets.includes("#main")) document.title = title.textContent;
  // A row that is gone hands its place on to the one after it.
  const left = new Set($$("[data-row]").map((row) => row.dataset.row));
  const next = left.has(chosen) ? chosen : rows.slice(rows.indexOf(chosen)).find((row) => left.has(row));
  if (chosen && next && $("[data-row][aria-current]")?.dataset.row !== next) choose($(`[data-row="${CSS.escape(next)}"]`));
  if (focus) ($(focus) ?? (chosen && next && $(`[data-row="${CSS.escape(next)}"] [data-open]`)) ?? $("#main"))?.focus({ preventScroll: true });
  ready();
  return all;
}

/** Asks the server; what it answers is a document, parsed and not run. */
async function ask(address, options = {}) {
  const headers = { "X-Fragment": "1", Accept: "text/html", ...options.headers };
  const response = await fetch(address, { ...options, headers, credentials: "same-origin" });
  const answer = new DOMParser().parseFromString(await response.text(), "text/html");
  return { response, answer };
}

/** Goes somewhere or sends a form, in place. */
async function swap(address, options, targets, remember, from) {
  const first = $(targets[0]);
  first?.setAttribute("aria-busy", "true");
  try {
    const { response, answer } = await ask(address, options);
    if (response.status === 401) { location.assign("/login"); return; }
    const refusal = !response.ok && $("[data-sentence]", answer);
    if (refusal) { flash(refusal.textContent); return; }
    if (remember || response.redirected) {
      const url = new URL(response.url);
      url.searchParams.delete("said");
      history[remember ? "pushState" : "replaceState"]({}, "", url);
    }
    if (!replace(answer, targets)) { location.assign(response.url); return; }
    const sentence = $("[data-flash]")?.textContent;
    if (sentence) say(sentence);
  } catch (trouble) {
    // Whoever knows what to do without the server (offline.js) says so.
    const kept = trouble instanceof TypeError && from && !from.dispatchEvent(Object.assign(new Event("rapport:unanswered", { bubbles: true, cancelable: true }), { submitter: from.button }));
    if (!kept) flash($("#offline").content.textContent);
  } finally {
    first?.removeAttribute("aria-busy");
  }
}

const targetsOf = (element) => (element.dataset.swap || "#main").split(" ");

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.matches("form[data-swap]") || event.defaultPrevented) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const method = form.method.toUpperCase();
  const action = event.submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.href;
  const address = method === "GET" ? `${action.split("?")[0]}?${body}` : action;
  pending = swap(address, method === "GET" ? {} : { method, body }, targetsOf(form), method === "GET", Object.assign(form, { button: event.submitter }));
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-sure]");
  if (button && !button.dataset.isSure) { event.preventDefault(); sure(button); return; }
  const link = event.target.closest("a[data-swap]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
  event.preventDefault();
  const row = link.closest("[data-row]");
  if (row) mark(row);
  pending = swap(link.href, {}, targetsOf(link), true);
});

window.addEventListener("popstate", () => { pending = swap(location.href, {}, ["#main"], false); });

/** Asks before something that concerns everything. */
function sure(button) {
  const dialog = $("#sure");
  $("p", dialog).textContent = button.dataset.sure;
  $("button[value=yes]", dialog).textContent = button.textContent.trim();
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue !== "yes") { button.focus(); return; }
    button.dataset.isSure = "1";
    button.click();
    delete button.dataset.isSure;
  }, { once: true });
  dialog.showModal();
}

// Rows: one is chosen; the note beside it follows.
function mark(row) {
  $$("[data-row][aria-current]").forEach((other) => other.removeAttribute("aria-current"));
  row?.setAttribute("aria-current", "true");
}

function step(by) {
  const rows = $$("[data-row]");
  if (!rows.length) return;
  const at = rows.findIndex((row) => row.hasAttribute("aria-current"));
  const row = rows[Math.max(0, Math.min(rows.length - 1, at < 0 ? 0 : at + by))];
  $("[data-open]", row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
  choose(row);
}

/** Marks a row and shows it at full length beside the others, where the page does that. */
function choose(row) {
  mark(row);
  const peek = $("[data-open]", row)?.dataset.peek;
  if (!peek) return;
  // The choice stands in the address, so that a page that moves by itself keeps it.
  history.replaceState({}, "", peek);
  pending = swap(peek, {}, ["#peek"], false);
}

/** Presses what carries the key: in the chosen row, then in the note beside it, then on the page. */
async function press(key) {
  await pending;
  const find = (root) => root && $$(`[data-key="${CSS.escape(key)}"]`, root).find((it) => it.checkVisibility());
  let it = find($("[data-row][aria-current]")) ?? find($("#peek")) ?? find($("#main"));
  if (!it) {
    // The note beside the rows has no room on a narrow page; it comes when it is wanted.
    it = $(`#peek [data-key="${CSS.escape(key)}"]`);
    if (!it) return;
    $("#peek").classList.add("is-asked");
    it.scrollIntoView({ block: "center" });
  }
  if (it.matches("summary")) {
    it.parentElement.open = true;
    $("input:not([type=hidden]), textarea", it.parentElement)?.focus();
  } else if (it.matches("input, textarea")) it.focus(); else it.click();
}

const scripts = {
  down: () => step(1),
  up: () => step(-1),
  open: () => $("[data-row][aria-current] [data-open]")?.click(),
  search: () => ($("[type=search][data-key='/']") ?? palette())?.focus?.(),
  palette: () => palette(),
  help: () => { const sheet = $("#keys"); sheet.showModal(); sheet.focus(); sheet.scrollTop = 0; },
  send: () => $("#main form [data-key='a'], #main form .primary")?.click(),
};

let go = -Infinity;
document.addEventListener("keydown", (event) => {
  const isPalette = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k";
  if (isPalette) { event.preventDefault(); palette(); return; }
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const form = document.activeElement?.closest("form");
    const button = form && $("[data-key='a'], .primary", form);
    if (button) { event.preventDefault(); button.click(); }
    return;
  }
  if (event.key === "Escape" && isTyping()) { document.activeElement.blur(); return; }
  if (isTyping() || event.ctrlKey || event.metaKey || event.altKey || $("dialog[open]")) return;
  const isGo = event.timeStamp - go < 1500;
  // A page that asks one question has keys of its own; a button in focus keeps its space.
  const own = !isGo && $$(`#main [data-own-key="${CSS.escape(event.key)}"]`).find((it) => it.checkVisibility());
  if (own && !(event.key === " " && document.activeElement?.matches("a, button, summary"))) {
    event.preventDefault();
    own.click();
    return;
  }
  const keys = isGo ? `g ${event.key}` : event.key;
  go = !isGo && event.key === "g" ? event.timeStamp : -Infinity;
  const entry = $(`#palette [data-keys="${CSS.escape(keys)}"]`);
  if (!entry) return;
  // Enter and a link's own meaning stay with whatever has the focus.
  if (event.key === "Enter" && document.activeElement?.matches("a, button, summary")) return;
  event.preventDefault();
  act(entry);
});

/** Does what an entry of the palette stands for. */
function act(entry) {
  if (entry.href) location.assign(entry.href);
  else if (entry.dataset.script) scripts[entry.dataset.script]?.();
  else press(entry.dataset.keys);
}

function palette() {
  const dialog = $("#palette");
  const field = $("input", dialog);
  field.value = "";
  filter(dialog, "");
  dialog.showModal();
  field.focus();
  return field;
}

function filter(dialog, text) {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  const entries = $$("[data-keys]", dialog);
  for (const entry of entries) entry.parentElement.hidden = !words.every((word) => entry.textContent.toLowerCase().includes(word));
  const shown = entries.filter((entry) => !entry.parentElement.hidden);
  entries.forEach((entry) => entry.removeAttribute("aria-current"));
  shown[0]?.setAttribute("aria-current", "true");
  const find = $("[data-find]", dialog);
  find.hidden = !words.length;
  find.href = `/people/found?${new URLSearchParams({ text })}`;
  $("q", find).textContent = text;
  $("[data-none]", dialog).hidden = shown.length > 0 || words.length > 0;
}

$("#palette")?.addEventListener("input", (event) => filter(event.currentTarget, event.target.value));
$("#palette")?.addEventListener("keydown", (event) => {
  const dialog = event.currentTarget;
  const shown = $$("[data-keys]", dialog).filter((entry) => !entry.parentElement.hidden);
  const at = shown.findIndex((entry) => entry.hasAttribute("aria-current"));
  if (event.key === "Enter" && event.target.matches("input")) {
    event.preventDefault();
    if (shown[at]) { dialog.close(); act(shown[at]); } else if (event.target.value.trim()) location.assign($("[data-find]", dialog).href);
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const next = shown[(at + (event.key === "ArrowDown" ? 1 : shown.length - 1)) % shown.length];
    shown[at]?.removeAttribute("aria-current");
    next?.setAttribute("aria-current", "true");
    next?.scrollIntoView({ block: "nearest" });
  }
});
$("#palette")?.addEventListener("click", (event) => {
  const entry = event.target.closest("button[data-keys]");
  if (entry) { event.currentTarget.close(); act(entry); }
});
document.addEventListener("click", (event) => { if (event.target.matches("dialog")) event.target.close(); });

// Readings while one types: what the server makes of the form so far.
const waits = new WeakMap();
function later(element, work) {
  clearTimeout(waits.get(element));
  waits.set(element, setTimeout(work, 250));
}
const asked = new WeakMap();
document.addEventListener("input", (event) => {
  const field = event.target.closest("[data-read], [data-date]");
  if (field) later(field, () => read(field));
});
async function read(field) {
  const [address, target] = field.dataset.read ? [field.dataset.read, field.dataset.target] : ["/dates", `#${field.getAttribute("aria-describedby")}`];
  const turn = (asked.get(field) ?? 0) + 1;
  asked.set(field, turn);
  const body = new URLSearchParams(field.dataset.read ? new FormData(field.form) : { date: field.value, hint: field.getAttribute("aria-describedby"), ...(field.dataset.date === "past" && { past: "1" }) });
  try {
    const { response, answer } = await ask(address, { method: "POST", body });
    const [old, fresh] = [$(target), $(target, answer)];
    // An answer that was overtaken by a later question is no answer any more.
    if (response.ok && old && fresh && asked.get(field) === turn) old.replaceWith(document.adoptNode(fresh));
  } catch { /* offline: the form still works when it is sent */ }
}

// Pages that move by themselves.
let source = null;
function listen() {
  const wanted = $$("[data-live]").length > 0 && !document.hidden;
  if (!wanted) { source?.close(); source = null; return; }
  if (source) return;
  source = new EventSource("/events");
  for (const name of ["desk", "workers"]) source.addEventListener(name, () => refresh(name));
}
async function refresh(name) {
  const parts = $$(`[data-live~="${name}"][id]`).filter((part) => !(part.contains(document.activeElement) && isTyping()) && !$("details[open], dialog[open]", part));
  if (!parts.length || $("[aria-busy=true]")) return;
  await pending;
  const { response, answer } = await ask(location.href).catch(() => ({ response: { ok: false } }));
  if (response.ok || response.status === 503) replace(answer, parts.map((part) => `#${part.id}`));
}
document.addEventListener("visibilitychange", listen);

// The bar that counts down: the time is the server's, this only counts along.
let ticking = 0;
function countDown() {
  clearInterval(ticking);
  const bar = $("[data-undo]");
  if (!bar) return;
  const end = performance.now() + bar.dataset.seconds * 1000;
  const [left, progress] = [$("[data-left]", bar), $("progress", bar)];
  ticking = setInterval(() => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1000));
    left.textContent = left.textContent.replace(/\d+/, seconds);
    progress.value = seconds;
    if (seconds === 0) { clearInterval(ticking); bar.remove(); }
  }, 1000);
}

/** After each change of the page. */
function ready() {
  document.dispatchEvent(new Event("rapport:ready"));
  countDown();
  listen();
}

if (new URL(location).searchParams.has("said")) {
  const url = new URL(location);
  url.searchParams.delete("said");
  history.replaceState({}, "", url);
}
ready();
