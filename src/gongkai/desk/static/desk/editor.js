// A text with headings, lists and tables instead of its HTML. Without scripts the field itself is used;
// whatever comes from here is cleaned once more when it is kept.
"use strict";

const TOOLS = [
  ["bold", "加粗", "粗"],
  ["formatBlock:H2", "一级标题", "标题1"],
  ["formatBlock:H3", "二级标题", "标题2"],
  ["formatBlock:P", "正文段落", "正文"],
  ["insertUnorderedList", "项目符号", "• 列表"],
  ["insertOrderedList", "编号列表", "1. 列表"],
  ["align:center", "居中", "居中"],
  ["align:right", "居右", "居右"],
  ["table", "插入表格", "表格"],
  ["removeFormat", "清除格式", "清除格式"],
  ["undo", "撤销", "撤销"],
];
const KEPT = {
  P: [], BR: [], H2: [], H3: [], H4: [], H5: [], H6: [], STRONG: [], B: [], EM: [], I: [], U: [], S: [], SUP: [], SUB: [],
  UL: [], OL: ["start"], LI: [], BLOCKQUOTE: [], TABLE: [], CAPTION: [], THEAD: [], TBODY: [], TFOOT: [], TR: [],
  TD: ["colspan", "rowspan"], TH: ["colspan", "rowspan", "scope"], IMG: ["src", "alt"], A: ["href"],
};
const DROPPED = new Set(["SCRIPT", "STYLE", "TITLE", "META", "LINK", "HEAD", "OBJECT", "IFRAME", "XML"]);

// What is pasted, without what its program wrote into it.
function cleaned(html) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const target = document.createElement("div");
  copy(source, target);
  return target.innerHTML;
}

function copy(from, to) {
  for (const node of from.childNodes) {
    if (node.nodeType === Node.TEXT_NODE) to.append(node.data.replace(/\s+/g, " "));
    if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName)) continue;
    const name = node.tagName === "H1" ? "H2" : node.tagName === "DIV" ? "P" : node.tagName;
    if (!(name in KEPT) || (name === "P" && node.querySelector("p, div, table, ul, ol, h1, h2, h3"))) {
      copy(node, to);
      continue;
    }
    const made = document.createElement(name);
    for (const attribute of KEPT[name]) if (node.hasAttribute(attribute)) made.setAttribute(attribute, node.getAttribute(attribute));
    copy(node, made);
    to.append(made);
  }
}

function block(area) {
  let node = getSelection().anchorNode;
  while (node && node.parentNode !== area) node = node.parentNode;
  return node && node.nodeType === Node.ELEMENT_NODE ? node : null;
}

function table() {
  const row = (cell) => `<tr>${`<${cell}><br></${cell}>`.repeat(3)}</tr>`;
  return `<table><thead>${row("th")}</thead><tbody>${row("td")}${row("td")}</tbody></table><p><br></p>`;
}

function act(area, tool) {
  area.focus();
  const [command, value] = tool.split(":");
  if (command === "align") {
    const chosen = block(area);
    if (chosen) chosen.className = chosen.className === value ? "" : value;
  } else if (command === "table") {
    document.execCommand("insertHTML", false, table());
  } else {
    document.execCommand(command, false, value);
  }
  area.dispatchEvent(new Event("input"));
}

function edit(field) {
  const shell = document.createElement("div");
  const bar = document.createElement("div");
  const area = document.createElement("div");
  shell.className = "editor";
  bar.className = "editor-tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "正文格式");
  area.className = "editor-area";
  area.contentEditable = "true";
  area.setAttribute("role", "textbox");
  area.setAttribute("aria-multiline", "true");
  const label = document.querySelector(`label[for="${field.id}"]`);
  area.setAttribute("aria-label", label ? label.textContent.trim() : "正文");
  if (field.getAttribute("aria-describedby")) area.setAttribute("aria-describedby", field.getAttribute("aria-describedby"));
  area.innerHTML = /<[a-z]/i.test(field.value) ? cleanedKeepingClasses(field.value) : "";
  if (!area.innerHTML && field.value) area.innerText = field.value;
  if (!area.innerHTML) area.innerHTML = "<p><br></p>"; // so that what is typed first is a paragraph, too
  for (const [tool, title, word] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = word;
    button.title = title;
    button.addEventListener("click", () => act(area, tool));
    bar.append(button);
  }
  area.addEventListener("input", () => { field.value = area.innerHTML; });
  area.addEventListener("paste", (event) => {
    const html = event.clipboardData.getData("text/html");
    if (!html) return;
    event.preventDefault();
    document.execCommand("insertHTML", false, cleaned(html));
  });
  document.execCommand("defaultParagraphSeparator", false, "p");
  shell.append(bar, area);
  field.after(shell);
  field.hidden = true;
  if (label) label.addEventListener("click", () => area.focus());
}

// What the field holds was cleaned by the server, but for what was typed and refused.
function cleanedKeepingClasses(html) {
  const source = new DOMParser().parseFromString(html, "text/html").body;
  const target = document.createElement("div");
  KEPT.P = KEPT.H2 = ["class"];
  copy(source, target);
  KEPT.P = KEPT.H2 = [];
  return target.innerHTML;
}

document.querySelectorAll("textarea[data-editor]").forEach(edit);
