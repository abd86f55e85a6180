// The desk's own script: one key for each action, and words chosen in a text. Everything works without it.
"use strict";
(() => {
  const typing = (node) => node.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape" && document.activeElement) document.activeElement.blur();
    if (typing(event.target)) return;
    const target = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (target && !target.disabled) {
      event.preventDefault();
      target.click();
    }
  });

  document.addEventListener("click", (event) => {
    const opener = event.target.closest("[data-open]");
    if (!opener) return;
    const box = document.getElementById(opener.dataset.open);
    if (!box) return;
    box.open = true;
    box.scrollIntoView({ block: "center" });
    const first = box.querySelector("input:not([type=hidden]), select, button");
    if (first) first.focus();
  });

  // Two clicks are one decision.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.method !== "post") return;
    if (form.dataset.sent) event.preventDefault();
    form.dataset.sent = "1";
  });
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));

  // --- words chosen in a text ------------------------------------------------------------------------------

  const letters = (text) => Array.from(text).length; // code points, as the server counts

  function place(node, offset) {
    const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-start]");
    if (!piece) return null;
    const before = node.nodeType === Node.TEXT_NODE ? node.data.slice(0, offset) : offset ? piece.textContent : "";
    return Number(piece.dataset.start) + letters(before);
  }

  function chosen() {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const within = (node) => (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest("[data-article]");
    const article = within(range.startContainer);
    if (!article || article !== within(range.endContainer)) return null;
    const copy = range.cloneContents();
    copy.querySelectorAll(".ref").forEach((mark) => mark.remove());
    const words = copy.textContent.trim();
    if (!words || words.length > 400) return null;
    return {
      article: article.dataset.article, words,
      start: place(range.startContainer, range.startOffset), end: place(range.endContainer, range.endOffset),
    };
  }

  let waiting = 0;
  document.addEventListener("selectionchange", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const form = document.getElementById("words-form");
      const found = form && chosen();
      if (!found) return;
      form.elements.words.value = found.words.replace(/\s+/g, " ");
      form.elements.start.value = found.start ?? "";
      form.elements.end.value = found.end ?? "";
      form.elements.article.value = found.article;
      document.getElementById("correct-box").open = true;
    }, 120);
  });
  const words = document.getElementById("w-words");
  if (words) words.addEventListener("input", () => { words.form.elements.start.value = words.form.elements.end.value = ""; });

  // --- a text file dropped on the field --------------------------------------------------------------------

  document.querySelectorAll("[data-drop]").forEach((field) => {
    field.addEventListener("dragover", (event) => event.preventDefault());
    field.addEventListener("drop", async (event) => {
      const file = event.dataTransfer && event.dataTransfer.files[0];
      if (!file) return;
      event.preventDefault();
      field.value = (await file.text()).slice(0, Number(field.maxLength) || 200000);
      const title = document.getElementById("title");
      if (title && !title.value) title.value = file.name.replace(/\.[^.]*$/, "");
    });
  });
})();
