// @ts-check

/**
 * Tells a hang from slowness: the signal aborts when nothing was heard for `limitMs`. However long something takes, it is left alone
 * while it goes on telling.
 * @param {number} limitMs
 * @returns {{ signal: AbortSignal, heard: () => void, end: () => void }} call `end` when it is over
 */
export function watchSilence(limitMs) {
  const controller = new AbortController();
  const abort = () => controller.abort();
  let timer = setTimeout(abort, limitMs);
  return {
    signal: controller.signal,
    heard: () => {
      clearTimeout(timer);
      timer = setTimeout(abort, limitMs);
    },
    end: () => clearTimeout(timer),
  };
}
