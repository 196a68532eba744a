// What a form's fields hold, and what the page gave them. A difference was typed, ticked or chosen by the reader.

export const isTicked = (field) => ["checkbox", "radio"].includes(field.type);
export const held = (field) => (isTicked(field) ? field.checked : field.value);
const initial = (field) => {
  if (isTicked(field)) return field.defaultChecked;
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0])?.value;
};

export const differs = (field) => held(field) !== initial(field);

/** A page that comes back from the history brings what was typed before it was left: that is no news. */
const [opened] = performance.getEntriesByType("navigation");
const CARRIES_OLD = opened?.type === "back_forward";

/** Whether somebody typed here while this script was still on its way: on a slow line the page is there seconds before. */
export const typedEarly = (form) =>
  !CARRIES_OLD && [...form.elements].some((field) => field.matches("[name]:is(input, textarea, select)") && differs(field));
