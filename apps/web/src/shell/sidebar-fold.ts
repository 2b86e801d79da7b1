const storageKey = 'headrace-sidebar';

/** Runs before the first paint, so that a folded sidebar never flashes open. */
export const sidebarScript = `try{if(localStorage.getItem('${storageKey}')==='folded')document.documentElement.dataset.sidebar='folded'}catch{}`;

/** Folds or opens the sidebar and remembers it for this browser. */
export function toggleSidebar(): void {
  const root = document.documentElement;
  const folded = root.dataset.sidebar === 'folded';
  if (folded) delete root.dataset.sidebar;
  else root.dataset.sidebar = 'folded';
  try {
    localStorage.setItem(storageKey, folded ? 'open' : 'folded');
  } catch {
    // Storage may be forbidden; the sidebar then opens again with the next page.
  }
}
