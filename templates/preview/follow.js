// One of the pages that are open listens to the program, and tells the others: a browser holds few connections to one
// server. Each of them asks now and then as well, so that none shows what is old as if it were current.

/** How often a page asks that is told, and one that is not, in milliseconds; and how long it waits for an answer. */
const TOLD = 2000;
const ALONE = 500;
const PATIENCE = 10000;

/** Calls `told` with each state that is newer, and `lost` when the program does not answer any more. */
export function follow(told, lost) {
  let last = 0;
  let gone = false;
  let every = TOLD;

  const take = (state) => {
    if (state.revision <= last && !gone) return;
    last = state.revision;
    gone = false;
    told(state);
  };
  const lose = () => {
    if (!gone) lost();
    gone = true;
  };
  const ask = async () => {
    let state = null;
    try {
      const answer = await fetch(`state/${gone ? 0 : last}`, { signal: AbortSignal.timeout(PATIENCE) });
      if (!answer.ok) return lose();
      if (answer.status === 200) state = await answer.json();
    } catch {
      return lose();
    }
    if (state) take(state);
  };
  const again = async () => {
    if (!document.hidden) await ask();
    setTimeout(again, every);
  };

  // Who holds the lock listens as long as its page is open; then the next one does.
  const others = new BroadcastChannel(location.pathname);
  others.addEventListener("message", ({ data }) => take(data));
  const listen = () => new Promise(() => {
    const events = new EventSource("events");
    events.addEventListener("state", (event) => {
      const state = JSON.parse(event.data);
      others.postMessage(state);
      take(state);
    });
    events.addEventListener("error", ask);
  });
  const alone = () => { every = ALONE; };
  if (navigator.locks) navigator.locks.request(`preview ${location.pathname}`, listen).catch(alone);
  else alone();
  document.addEventListener("visibilitychange", () => document.hidden || ask());
  again();
}
