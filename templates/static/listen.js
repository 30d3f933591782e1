// What was read and meant, told to this server alone, so that its writers see which articles help.
// Nothing is told for who asks not to be followed; the server looks at that, too.

const followed = navigator.doNotTrack !== "1" && !navigator.globalPrivacyControl;

/** Tells of one thing at once, also while the page is being left. */
export function tell(event) {
  if (followed) navigator.sendBeacon?.("/api/v1/events", JSON.stringify([event]));
}

/** Counts the seconds that an article is in view, and tells them whenever it goes out of view. */
export function tellDwell(article) {
  let since = document.visibilityState === "visible" ? performance.now() : null;
  const stop = () => {
    if (since === null) return;
    const seconds = Math.round((performance.now() - since) / 1000);
    since = null;
    if (seconds > 0) tell({ kind: "dwell", article, seconds });
  };
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible") since ??= performance.now();
    else stop();
  });
  addEventListener("pagehide", stop);
  addEventListener("pageshow", () => {
    since ??= performance.now();
  });
}
