// Uploads in pieces (tus 1.0): shows progress, survives a lost connection, resumes after the page was left.
// Without this script the same form sends the files at once.
"use strict";

const PIECE = 4 * 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds between tries; after the last the person decides
const PASSING = [409, 423, 424]; // another try may do: out of step, busy, the scanner does not answer
const FULL = 507;
const LOST = "网络中断，已传的部分保存在服务器上。";
const ENDED = "登录已过期。请重新登录，再选择同一个文件，会从断点继续。";
const UNREADABLE = "文件读不出来，可能已被移动、改名、修改，或者选的是文件夹。请重新选择文件。";
const ODD = "服务器没有正常回答。请稍后再试；已传的部分不会丢失。";

// Another try would not help now; where it is final, nothing is left on the server to go on with.
class Refused extends Error {
  constructor(message, final = false) {
    super(message);
    this.final = final;
  }
}
class Lost extends Error {} // nothing came back, or a passing fault: try again
class Cancelled extends Error {} // the person wants it no longer

function send(method, url, headers, { body = null, onProgress, signal } = {}) {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) throw new Cancelled();
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", ...headers })) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress?.(event.loaded);
    request.onerror = request.ontimeout = () => reject(new Lost(LOST));
    request.onabort = () => reject(new Cancelled());
    request.onload = () => resolve(request);
    request.timeout = 120000;
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}

function pause(seconds, signal) {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => { clearTimeout(timer); resolve(); });
  });
}

// What an answer means; a page instead of an answer is the log-in's, or the server's in trouble.
function checked(answer) {
  if (answer.getResponseHeader("Tus-Resumable") === null) {
    if (answer.status >= 500) throw new Lost(ODD);
    throw new Refused(answer.status === 403 ? ODD : ENDED);
  }
  if (answer.status < 400) return answer;
  let told = ODD;
  try { told = JSON.parse(answer.responseText).error; } catch { /* no words: ours will do */ }
  if (PASSING.includes(answer.status)) throw new Lost(told);
  throw new Refused(told, answer.status !== FULL);
}

// Where an upload of this very file stands on the server, kept in this browser.
const memory = {
  key: (url, file) => `upload ${url} ${file.name} ${file.size} ${file.lastModified}`,
  get(key) { try { return localStorage.getItem(key); } catch { return null; } },
  set(key, value) { try { localStorage.setItem(key, value); } catch { /* private window: no resuming, no harm */ } },
  forget(key) { try { localStorage.removeItem(key); } catch { /* as above */ } },
};

function encoded(text) {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text.toWellFormed?.() ?? text)));
}

class Transfer {
  constructor(file, url, token, row) {
    Object.assign(this, { file, url, token, row, key: memory.key(url, file), place: null, offset: 0 });
    const stop = new AbortController();
    this.signal = stop.signal;
    row.onCancel(() => stop.abort());
  }

  // Whether the file is kept in the end.
  async run() {
    for (let lost = 0; ; ) {
      try {
        if (this.signal.aborted) throw new Cancelled();
        await this.find();
        let answer = this.finished;
        while (!answer) {
          answer = await this.piece();
          lost = 0;
        }
        return this.kept(answer);
      } catch (error) {
        if (error instanceof Cancelled) return this.givenUp();
        if (error instanceof Refused) return this.refused(error);
        if (!(error instanceof Lost)) throw error;
        if (lost < WAITS.length) {
          this.row.waiting(`${error.message}${WAITS[lost]} 秒后自动继续。`);
          await pause(WAITS[lost], this.signal);
          lost += 1;
        } else {
          await this.row.stopped(error.message, this.signal);
          lost = 0;
        }
      }
    }
  }

  // Go on with what the server has, or announce the file.
  async find() {
    this.finished = null;
    this.place ??= memory.get(this.key);
    if (this.place) {
      const answer = await send("HEAD", this.place, {}, { signal: this.signal });
      if (answer.status === 200 && answer.getResponseHeader("Upload-Length") === String(this.file.size)) {
        this.offset = Number(answer.getResponseHeader("Upload-Offset"));
        if (answer.getResponseHeader("File-Location")) this.finished = answer;
        return;
      }
      if (answer.status !== 404) checked(answer);
      memory.forget(this.key);
    }
    const headers = {
      "Upload-Length": String(this.file.size),
      "Upload-Metadata": `filename ${encoded(this.file.name)}`,
      "X-CSRFToken": this.token,
    };
    const answer = checked(await send("POST", this.url, headers, { signal: this.signal }));
    this.place = answer.getResponseHeader("Location");
    this.offset = 0;
    memory.set(this.key, this.place);
  }

  // Send the next piece; gives the answer once the file is kept.
  async piece() {
    const headers = {
      "Content-Type": "application/offset+octet-stream",
      "Upload-Offset": String(this.offset),
      "X-CSRFToken": this.token,
    };
    const body = await this.read();
    const onProgress = (loaded) => this.row.progress(this.offset + loaded, this.file.size);
    const answer = checked(await send("PATCH", this.place, headers, { body, onProgress, signal: this.signal }));
    this.offset = Number(answer.getResponseHeader("Upload-Offset"));
    if (answer.getResponseHeader("File-Location")) return answer;
    this.row.progress(this.offset, this.file.size);
    return null;
  }

  async read() {
    try {
      return await this.file.slice(this.offset, this.offset + PIECE).arrayBuffer();
    } catch {
      throw new Refused(UNREADABLE);
    }
  }

  kept(answer) {
    memory.forget(this.key);
    const [name, remark] = decodeURIComponent(answer.getResponseHeader("File-Remark") ?? encodeURIComponent(this.file.name)).split("\n");
    return this.row.kept(answer.getResponseHeader("File-Location"), name, remark ?? "", this.place);
  }

  refused(error) {
    if (error.final) memory.forget(this.key);
    return this.row.refused(error.message, error.final ? this.place : null);
  }

  async givenUp() {
    memory.forget(this.key);
    // Where the server does not hear of it, the upload expires by itself.
    if (this.place) await send("DELETE", this.place, { "X-CSRFToken": this.token }).catch(() => null);
    return this.row.givenUp(this.place);
  }
}

function made(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}

// What a file's line in the list says.
class Row {
  constructor(list, file) {
    this.line = made("li", {});
    this.name = made("span", { textContent: file.name });
    this.state = made("span", { className: "file-state", textContent: "等待上传" });
    this.cancel = made("button", { type: "button", className: "btn btn-outline-secondary btn-sm", textContent: "取消" });
    this.cancel.append(made("span", { className: "visually-hidden", textContent: `上传${file.name}` }));
    this.bar = made("progress", { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", `上传进度：${file.name}`);
    this.line.append(this.name, this.state, this.cancel, this.bar);
    list.append(this.line);
  }

  onCancel(act) {
    this.cancel.addEventListener("click", act);
  }

  progress(sent, size) {
    this.note?.remove();
    this.pace ??= { since: performance.now(), from: sent };
    this.bar.value = (100 * sent) / size;
    const whole = sent >= size;
    // What has come in whole may be kept at any moment: too late to take it back here.
    this.cancel.hidden = whole;
    this.state.textContent = whole ? "正在检查…" : `${Math.floor(this.bar.value)}%${this.estimate(sent, size)}`;
  }

  estimate(sent, size) {
    const seconds = (performance.now() - this.pace.since) / 1000;
    const done = sent - this.pace.from;
    if (seconds < 3 || done <= 0) return "";
    const left = ((size - sent) * seconds) / done;
    return left < 60 ? `，约剩 ${Math.ceil(left / 10) * 10} 秒` : `，约剩 ${Math.ceil(left / 60)} 分钟`;
  }

  ended(text) {
    this.bar.remove();
    this.cancel.remove();
    this.note?.remove();
    this.state.textContent = text;
  }

  kept(url, name, remark, place) {
    this.ended("已保存");
    this.name.replaceChildren(made("a", { href: url, textContent: name }));
    if (remark) this.tell(remark);
    forgetLeft(place);
    return true;
  }

  refused(text, place) {
    this.ended("没有保存");
    this.tell(text).classList.add("is-refused");
    forgetLeft(place);
    return false;
  }

  givenUp(place) {
    this.ended("已取消");
    forgetLeft(place);
    return false;
  }

  waiting(text) {
    this.pace = null;
    this.cancel.hidden = false;
    this.state.textContent = "等待继续";
    this.tell(text);
  }

  // The person decides when to go on, or to give up.
  stopped(text, signal) {
    this.state.textContent = "已暂停";
    return new Promise((resolve) => {
      const button = made("button", { type: "button", className: "btn btn-secondary btn-sm", textContent: "继续上传" });
      button.addEventListener("click", () => { this.note.remove(); resolve(); });
      signal.addEventListener("abort", resolve);
      this.tell(text).append(" ", button);
    });
  }

  tell(text) {
    this.note?.remove();
    this.note = made("p", { className: "file-note", textContent: text });
    this.line.append(this.note);
    return this.note;
  }
}

// The page lists what was left half-way; what has ended meanwhile leaves that list.
function forgetLeft(place) {
  const line = Array.from(document.querySelectorAll("[data-left]")).find((one) => one.dataset.left === place);
  const card = line?.closest(".card-plain");
  line?.remove();
  if (card && !card.querySelector("[data-left]")) card.remove();
}

function summary(kept, count) {
  if (kept === count) return `${count} 个文件已全部保存。`;
  return `${count} 个文件中，${kept} 个已保存，${count - kept} 个没有保存。`;
}

function serve(picker) {
  const input = picker.querySelector("input[type=file]");
  const form = input.form;
  const list = picker.querySelector(".file-list");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const button = form.querySelector("[type=submit]");
  const status = made("p", { className: "file-status" });
  status.setAttribute("role", "status");
  list.before(status);
  // Each percent read aloud would drown everything: the status tells what matters.
  list.setAttribute("aria-live", "off");
  let busy = false;

  function engage(state) {
    busy = button.disabled = input.disabled = state;
  }

  async function transfer() {
    const chosen = Array.from(input.files);
    engage(true);
    list.replaceChildren();
    const rows = chosen.map((file) => new Row(list, file));
    const transfers = chosen.map((file, place) => new Transfer(file, picker.dataset.uploadUrl, token, rows[place]));
    let kept = 0;
    for (const [place, one] of transfers.entries()) {
      status.textContent = `正在上传第 ${place + 1} 个文件，共 ${chosen.length} 个。请不要关闭本页；如果中断，可以从断点继续。`;
      kept += await one.run();
    }
    status.textContent = summary(kept, chosen.length);
    if (kept) document.querySelector(".file-usage")?.remove(); // it tells how much room there was before
    input.value = "";
    engage(false);
  }

  // Before the page's own listener, which counts a form as sent.
  form.addEventListener("submit", (event) => {
    if (!busy && !input.files.length) return; // the server says what is missing
    event.preventDefault();
    event.stopPropagation();
    if (!busy) transfer();
  });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });

  const drop = picker.querySelector(".file-drop");
  drop.addEventListener("dragover", () => drop.classList.toggle("is-over", !busy));
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    drop.classList.remove("is-over");
    if (!busy && event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
  // A file let fall beside the field would be opened in place of the page.
  for (const kind of ["dragover", "drop"]) window.addEventListener(kind, (event) => event.preventDefault());
}

document.querySelectorAll(".file-picker[data-upload-url]").forEach(serve);
