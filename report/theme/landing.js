// The look that the reader chose on the report's page, and citations that are copied at a touch.
try { document.documentElement.dataset.scheme = localStorage.getItem("scheme") ?? ""; } catch { /* as the system has it */ }
document.addEventListener("DOMContentLoaded", () => {
  for (const button of document.querySelectorAll("button[data-copied]")) {
    const words = button.textContent, text = button.parentElement.firstElementChild;
    button.hidden = false;
    button.addEventListener("click", () => {
      const range = document.createRange();
      range.selectNodeContents(text);
      getSelection().removeAllRanges();
      getSelection().addRange(range);
      // As rich text, too, so that italics survive in a word processor.
      document.addEventListener("copy", (event) => {
        event.clipboardData.setData("text/plain", text.textContent);
        event.clipboardData.setData("text/html", text.innerHTML);
        event.preventDefault();
      }, { once: true });
      document.execCommand("copy");
      button.textContent = button.dataset.copied;
      setTimeout(() => { button.textContent = words; }, 2000);
    });
  }
});
