// A plain page to talk to the assistant, until the widget. Text is only ever set as text, never as HTML.
"use strict";
const talk = document.getElementById("talk");
const field = document.getElementById("text");
let session = null;
let number = 0;

function link(address) {
  const element = document.createElement("a");
  element.href = address;
  element.rel = "noopener noreferrer";
  element.target = "_blank";
  element.textContent = address;
  return element;
}

function line(text, isHeading) {
  const element = document.createElement(isHeading ? "strong" : "span");
  element.append(...text.split(/(https:\/\/[^\s)]+)/).map((part) => (part.startsWith("https://") ? link(part) : part)));
  return element;
}

// In an answer, the first of several lines under a blank line is a section's heading.
function bubble(text, kind, direction) {
  const element = document.createElement("div");
  element.className = "message " + kind;
  element.dir = direction || "auto";
  text.split("\n\n").forEach((block, index) => {
    if (index) element.append("\n\n");
    const lines = block.split("\n");
    lines.forEach((part, row) => {
      element.append(line(part, kind === "answer" && row === 0 && lines.length > 1), row < lines.length - 1 ? "\n" : "");
    });
  });
  talk.append(element);
  return element;
}

function choices(buttons) {
  if (!buttons.length) return;
  const row = document.createElement("div");
  row.className = "buttons";
  for (const { title, payload } of buttons) {
    const button = document.createElement("button");
    button.type = "button";
    button.dir = "auto";
    button.textContent = title;
    button.addEventListener("click", () => { bubble(title, "mine"); say({ payload }); });
    row.append(button);
  }
  talk.append(row);
}

function show(messages) {
  let first = null;
  for (const message of messages) {
    const language = message.meta.language;
    if (language) {
      document.documentElement.lang = language;
      document.documentElement.dir = ["ar", "fa", "ur"].includes(language) ? "rtl" : "ltr";
    }
    const element = bubble(message.text, message.kind, document.documentElement.dir);
    first = first || element;
    choices(message.buttons);
  }
  if (first) first.scrollIntoView({ block: "start" });
}

async function post(path, body) {
  const response = await fetch(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const reply = await response.json();
  if (!response.ok) throw reply;
  return reply;
}

async function open() {
  const wanted = (navigator.language || "").split("-")[0];
  try {
    return await post("session", { language: wanted });
  } catch (error) {
    if (error.code !== "unknown_language") throw error;
    return await post("session", {});
  }
}

async function say(content) {
  const id = `${Date.now()}-${number += 1}`;
  try {
    if (session === null) ({ session } = await open());
    show((await post("messages", { session, id, ...content })).messages);
  } catch (error) {
    if (error.code === "session_expired" || error.code === "session_invalid") { session = null; return say(content); }
    bubble(error.message || error.code || "…", "trouble").scrollIntoView();
  }
}

document.getElementById("form").addEventListener("submit", (event) => {
  event.preventDefault();
  const text = field.value.trim();
  if (!text) return;
  bubble(text, "mine");
  field.value = "";
  say({ text });
});
field.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); event.target.form.requestSubmit(); }
});

open().then((opened) => { session = opened.session; show(opened.messages); }, (error) => bubble(error.message || "…", "trouble"));
