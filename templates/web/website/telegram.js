// Where the demo's links to the chat lead: the phone around this page opens the chat, else whoever is here goes there.
const { search, origin } = location;
document.querySelector("#messenger").href = `/${search}`;
if (parent !== window) parent.postMessage({ start: new URLSearchParams(search).get("start") || "" }, origin);
