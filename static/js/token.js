// Signing in renews the token that guards forms, so a page that stood open in another tab holds an
// old one. The cookie has the present one: give it along, so that nothing comes back for that.
const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1];

document.addEventListener(
  "submit",
  ({ target }) => {
    const field = target.querySelector("input[name=csrfmiddlewaretoken]");
    if (field && token()) field.value = token();
  },
  { capture: true },
);

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb === "get" || !token()) return;
  detail.headers["X-CSRFToken"] = token();
  if (detail.parameters.csrfmiddlewaretoken) detail.parameters.csrfmiddlewaretoken = token();
});
