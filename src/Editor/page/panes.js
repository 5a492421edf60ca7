/** Goes from one part of the page to the next. @param {(HTMLElement | null)[]} panes where each begins @param {boolean} back */
export function cyclePanes(panes, back) {
  const shown = panes.filter(p => p && p.offsetParent !== null);
  const holds = pane => pane.contains(document.activeElement) || pane.parentElement?.contains(document.activeElement);
  const at = shown.findLastIndex(pane => pane === document.activeElement || pane.contains(document.activeElement));
  const here = at >= 0 ? at : shown.findIndex(holds);
  shown[(here + (back ? -1 : 1) + shown.length) % shown.length]?.focus();
}
