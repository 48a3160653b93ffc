// A link to a page that asks "sure?" opens the same question as a dialog where scripts run.
document.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-ow-dialog]");
  const dialog = opener && document.getElementById(opener.dataset.owDialog);
  if (dialog?.showModal) {
    event.preventDefault();
    dialog.showModal();
    return;
  }
  if (event.target.closest("[data-ow-close]")) {
    const open = event.target.closest("dialog");
    if (!open) return;
    event.preventDefault();
    open.close();
  }
});
