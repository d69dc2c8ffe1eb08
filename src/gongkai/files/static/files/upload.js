// Uploads in pieces (tus 1.0): shows progress, survives a lost connection, resumes after the page was left.
// Without this script the same form sends the files at once.
"use strict";

const PIECE = 4 * 1024 * 1024;
const WAITS = [1, 2, 4, 8, 15, 30]; // seconds between tries; after the last the person decides
const LOST = "网络中断，已传的部分保存在服务器上。";
const ENDED = "登录已过期。请重新登录，再选择同一个文件，会从断点继续。";
const ODD = "服务器没有正常回答。请稍后再试；已传的部分不会丢失。";

class Refused extends Error {} // the server said no, with a reason: another try would not help
class Lost extends Error {} // nothing came back, or a passing fault: try again

function send(method, url, headers, body, onProgress) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open(method, url);
    for (const [name, value] of Object.entries({ "Tus-Resumable": "1.0.0", ...headers })) request.setRequestHeader(name, value);
    request.upload.onprogress = (event) => onProgress?.(event.loaded);
    request.onerror = request.ontimeout = () => reject(new Lost(LOST));
    request.onload = () => resolve(request);
    request.timeout = 120000;
    request.send(body ?? null);
  });
}

// What an answer means; a page instead of an answer is the log-in's.
function checked(answer) {
  if (answer.getResponseHeader("Tus-Resumable") === null) throw new Refused(answer.status === 403 ? ODD : ENDED);
  if (answer.status < 400) return answer;
  let told = ODD;
  try { told = JSON.parse(answer.responseText).error; } catch { /* no words: ours will do */ }
  if ([409, 423, 503].includes(answer.status)) throw new Lost(told);
  throw new Refused(told);
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
  }

  async run() {
    for (let lost = 0; ; ) {
      try {
        await this.find();
        let answer = this.finished;
        while (!answer) {
          answer = await this.piece();
          lost = 0;
        }
        return this.kept(answer);
      } catch (error) {
        if (!(error instanceof Lost)) { memory.forget(this.key); return this.row.refused(error.message); }
        if (lost >= WAITS.length) return this.row.stopped(error.message, () => this.run());
        this.row.waiting(`${error.message}${WAITS[lost]} 秒后自动继续。`);
        await new Promise((resolve) => setTimeout(resolve, WAITS[lost] * 1000));
        lost += 1;
      }
    }
  }

  // Go on with what the server has, or announce the file.
  async find() {
    this.finished = null;
    this.place ??= memory.get(this.key);
    if (this.place) {
      const answer = await send("HEAD", this.place, {});
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
    const answer = checked(await send("POST", this.url, headers));
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
    const part = this.file.slice(this.offset, this.offset + PIECE);
    const answer = checked(
      await send("PATCH", this.place, headers, part, (loaded) => this.row.progress(this.offset + loaded, this.file.size)),
    );
    this.offset = Number(answer.getResponseHeader("Upload-Offset"));
    this.row.progress(this.offset, this.file.size);
    return answer.getResponseHeader("File-Location") ? answer : null;
  }

  kept(answer) {
    memory.forget(this.key);
    const [name, remark] = decodeURIComponent(answer.getResponseHeader("File-Remark") ?? encodeURIComponent(this.file.name)).split("\n");
    this.row.kept(answer.getResponseHeader("File-Location"), name, remark ?? "");
  }
}

class Row {
  constructor(list, file) {
    this.line = document.createElement("li");
    this.name = Object.assign(document.createElement("span"), { textContent: file.name });
    this.state = Object.assign(document.createElement("span"), { textContent: "等待上传" });
    this.bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    this.bar.setAttribute("aria-label", `上传进度：${file.name}`);
    this.line.append(this.name, this.state, this.bar);
    list.append(this.line);
  }

  progress(sent, size) {
    this.note?.remove();
    this.bar.value = size ? (100 * sent) / size : 0;
    this.state.textContent = sent >= size ? "正在检查…" : `${Math.floor(this.bar.value)}%`;
  }

  kept(url, name, remark) {
    this.bar.remove();
    this.note?.remove();
    this.state.textContent = "已保存";
    const link = Object.assign(document.createElement("a"), { href: url, textContent: name });
    this.name.replaceChildren(link);
    if (remark) this.tell(remark);
    return true;
  }

  waiting(text) {
    this.state.textContent = "等待继续";
    this.tell(text);
  }

  refused(text) {
    this.bar.remove();
    this.state.textContent = "没有保存";
    this.tell(text).classList.add("is-refused");
    return false;
  }

  // The person decides when to go on.
  stopped(text, again) {
    this.state.textContent = "已暂停";
    return new Promise((resolve) => {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-secondary btn-sm", textContent: "继续上传" });
      button.addEventListener("click", () => { this.note.remove(); resolve(again()); });
      this.tell(text).append(" ", button);
    });
  }

  tell(text) {
    this.note?.remove();
    this.note = Object.assign(document.createElement("p"), { className: "file-note", textContent: text });
    this.line.append(this.note);
    return this.note;
  }
}

function serve(picker) {
  const input = picker.querySelector("input[type=file]");
  const form = input.form;
  const list = picker.querySelector(".file-list");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const button = form.querySelector("[type=submit]");
  let busy = false;

  async function transfer() {
    const chosen = Array.from(input.files);
    if (!chosen.length || busy) return;
    busy = button.disabled = true;
    list.replaceChildren();
    const rows = chosen.map((file) => [file, new Row(list, file)]);
    for (const [file, row] of rows) await new Transfer(file, picker.dataset.uploadUrl, token, row).run();
    busy = button.disabled = false;
    input.value = "";
  }

  // Before the page's own listener, which counts a form as sent.
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    event.stopPropagation();
    transfer();
  });
  window.addEventListener("beforeunload", (event) => { if (busy) event.preventDefault(); });

  const drop = picker.querySelector(".file-drop");
  drop.addEventListener("dragover", (event) => { event.preventDefault(); drop.classList.add("is-over"); });
  drop.addEventListener("dragleave", () => drop.classList.remove("is-over"));
  drop.addEventListener("drop", (event) => {
    event.preventDefault();
    drop.classList.remove("is-over");
    if (event.dataTransfer.files.length) input.files = event.dataTransfer.files;
  });
}

document.querySelectorAll(".file-picker[data-upload-url]").forEach(serve);
