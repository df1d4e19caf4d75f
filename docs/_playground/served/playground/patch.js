// Changes what stands on the page to what it should be, and touches only what differs: a browser
// styles, lays out and paints anew just what was touched, and a screen reader reads no more than that.

/** Make a place hold what this HTML says. */
export function patch(place, html) {
  if (place.patched === html) return;
  place.patched = html;
  const wanted = document.createElement("template");
  wanted.innerHTML = html;
  followChildren(place, wanted.content);
}

/** Set a property where it is another. */
export function put(node, name, value) {
  if (node[name] !== value) node[name] = value;
}

function followChildren(old, wanted) {
  const children = [...wanted.childNodes];
  for (const [place, child] of children.entries()) {
    const there = old.childNodes[place];
    if (!there) old.append(child);
    else if (there.nodeName !== child.nodeName) there.replaceWith(child);
    else follow(there, child);
  }
  while (old.childNodes.length > children.length) old.lastChild.remove();
}

function follow(old, wanted) {
  if (old.nodeType !== Node.ELEMENT_NODE) return put(old, "data", wanted.data);
  for (const { name } of [...old.attributes]) {
    if (!wanted.hasAttribute(name)) old.removeAttribute(name);
  }
  for (const { name, value } of wanted.attributes) {
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  }
  followChildren(old, wanted);
}
