// Talking with the sandbox: the control API and the stream of changes.

async function request(method, path, body) {
  const answer = await fetch(`/sandbox${path}`, {
    method,
    headers: body === undefined ? {} : { "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const found = await answer.json().catch(() => null);
  if (!answer.ok) throw new Error(found?.detail || found?.description || `The sandbox answered ${answer.status}.`);
  return found;
}

export const read = (path) => request("GET", path);
export const act = (path, body = {}) => request("POST", path, body);

// Calls `heard` with every change, and `lost(true)` while the connection is down.
export function listen(heard, lost) {
  const stream = new EventSource("/sandbox/events");
  stream.onmessage = (event) => heard(JSON.parse(event.data));
  stream.onopen = () => lost(false);
  stream.onerror = () => lost(true);
}
