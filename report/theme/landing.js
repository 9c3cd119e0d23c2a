// The look that the reader chose on the report's page, and citations that are copied at a touch.
try { document.documentElement.dataset.scheme = localStorage.getItem("scheme") ?? ""; } catch { /* as the system has it */ }
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button[data-copied]")) {
    const words = button.textContent, text = button.parentElement.firstElementChild;
    button.hidden = false;
    button.addEventListener("click", async () => {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      try { await navigator.clipboard.writeText(text.textContent); } catch { document.execCommand("copy"); }
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
});
