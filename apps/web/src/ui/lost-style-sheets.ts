const PAUSE_MS = 1_000;

/**
 * Asks again, until they come, for style sheets of a page that were asked for while the server was away. React goes on without them and
 * tells it by rejecting a promise of its own with the event of the link: nobody else can catch it.
 */
export function recoverStyleSheets(page: Window): void {
  page.addEventListener('unhandledrejection', (rejection) => {
    const { reason } = rejection;
    const link = reason instanceof Event ? reason.target : null;
    if (!(link instanceof HTMLLinkElement)) return;
    rejection.preventDefault();
    if (link.rel === 'stylesheet') askAgain(link);
  });
}

function askAgain(link: HTMLLinkElement): void {
  setTimeout(() => {
    const again = link.cloneNode() as HTMLLinkElement;
    again.addEventListener('error', () => askAgain(again), { once: true });
    link.replaceWith(again);
  }, PAUSE_MS);
}
