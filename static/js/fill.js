// a[data-fill="id of a text field"]: puts data-text into the field, and data-code into the select beside it. Without
// script the link leads to this page, which comes back with the words in their place.

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-fill]");
  const field = link && document.getElementById(link.dataset.fill);
  if (!field || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  field.value = link.dataset.text;
  const code = field.form.elements.namedItem("code");
  if (code && link.dataset.code) code.value = link.dataset.code;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
});
