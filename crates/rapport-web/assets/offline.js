// Captures that wait on this device while there is no connection (IndexedDB), and their way to the
// server: each is sent with a key of its own, so that it is recorded once however often it is sent.
//
//   form[data-queue]        a capture form; data-only-here: keeps without asking the server first
//   #waiting                where those that wait are listed

const tag = document.getElementById("offline-queue");
const PLACE = "captures";

/** Whose browser this is: what one user typed is never sent as another. */
if (tag?.hasAttribute("data-user")) localStorage.setItem("rapport-user", tag.dataset.user);
const user = () => localStorage.getItem("rapport-user") ?? "";

const open = () => new Promise((resolve, reject) => {
  const asked = indexedDB.open("rapport", 1);
  asked.onupgradeneeded = () => asked.result.createObjectStore(PLACE, { keyPath: "key" });
  asked.onsuccess = () => resolve(asked.result);
  asked.onerror = () => reject(asked.error);
});

async function within(mode, work) {
  const db = await open();
  try {
    const transaction = db.transaction(PLACE, mode);
    const answer = work(transaction.objectStore(PLACE));
    await new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    return answer?.result;
  } finally { db.close(); }
}

const put = (item) => within("readwrite", (place) => place.put(item));
const drop = (key) => within("readwrite", (place) => place.delete(key));
const all = async () => {
  const items = (await within("readonly", (place) => place.getAll())) ?? [];
  return items.filter((item) => item.user === user()).sort((a, b) => a.typed_at.localeCompare(b.typed_at));
};

/** A key that nobody else makes. */
function freshKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

function say(text) {
  const place = document.getElementById("say");
  if (place && text) place.textContent = text;
}

/** Keeps what a form says. A key that the form has stays: if its first try did arrive, this is the same. */
export async function keep(form, button) {
  const fields = [...new FormData(form, button)].filter(([name]) => name !== "key");
  const text = form.elements.say.value.trim();
  if (!text) return;
  await put({ key: form.elements.key?.value || freshKey(), text, fields, event: form.elements.at?.value ?? "", typed_at: new Date().toISOString(), user: user() });
  // The next one is another: its text, its corrections, its key.
  if (form.elements.key) form.elements.key.value = freshKey();
  form.querySelector("#read")?.replaceChildren();
  form.elements.say.value = "";
  form.elements.say.focus();
  await show();
  say(document.getElementById("waiting")?.dataset.kept);
  try { await (await navigator.serviceWorker?.ready)?.sync?.register("captures"); } catch { /* sent when a page is open */ }
}

/** Sends what waits, one after the other; only one page does so at a time. */
export async function send() {
  if (document.querySelector("[data-only-here]") && !navigator.onLine) return;
  const work = async () => {
    let sent = 0;
    for (const item of await all()) {
      if (item.trouble) continue;
      const { key, typed_at, fields } = item;
      const body = new URLSearchParams([...fields, ["key", key], ["typed_at", typed_at]]);
      let response;
      try {
        response = await fetch("/capture/send", { method: "POST", credentials: "same-origin", headers: { "X-Fragment": "1" }, body });
      } catch { break; }
      if (response.ok) { await drop(key); sent += 1; continue; }
      if (response.status === 401) { say(document.getElementById("waiting")?.dataset.signIn); break; }
      // The user has to look at these; others are tried again.
      if ([409, 413, 422].includes(response.status)) {
        const answer = new DOMParser().parseFromString(await response.text(), "text/html");
        await put({ ...item, trouble: answer.querySelector("[data-sentence]")?.textContent ?? String(response.status) });
      } else break;
    }
    await show();
    if (sent) say(document.getElementById("waiting")?.dataset.sent);
  };
  if (navigator.locks) await navigator.locks.request("rapport-captures", work); else await work();
}

/** Lists what waits. */
async function show() {
  const place = document.getElementById("waiting");
  if (!place) return;
  const items = await all();
  place.hidden = items.length === 0;
  const list = place.querySelector("ul");
  list.replaceChildren(...items.map((item) => {
    const row = place.querySelector("template").content.cloneNode(true).firstElementChild;
    row.querySelector("p").textContent = item.trouble ? `${item.text} (${item.trouble})` : item.text;
    const mend = row.querySelector("[data-mend]");
    mend.hidden = !item.trouble;
    mend.href = `/capture?${new URLSearchParams({ say: item.text, ...(item.event && { event: item.event }) })}`;
    mend.addEventListener("click", () => drop(item.key));
    const button = row.querySelector("[data-drop]");
    button.addEventListener("click", async () => {
      if (!confirm(button.dataset.question)) return;
      await drop(item.key);
      await show();
    });
    return row;
  }));
}

// The page asks the server; a form whose request got no answer is kept.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-only-here]")) return;
  event.preventDefault();
  keep(event.target, event.submitter);
}, true);
document.addEventListener("rapport:unanswered", (event) => {
  if (event.target.matches?.("form[data-queue]")) { event.preventDefault(); keep(event.target, event.submitter); }
});
document.addEventListener("rapport:ready", show);

window.addEventListener("online", send);
navigator.serviceWorker?.addEventListener("message", (event) => { if (event.data === "send") send(); });
document.addEventListener("visibilitychange", () => { if (!document.hidden) send(); });
navigator.serviceWorker?.register("/worker.js").catch(() => { /* without one, pages need the server */ });
await show();
await send();
