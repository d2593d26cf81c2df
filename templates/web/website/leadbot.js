// Leadbot on a website: what visitors do is reported, and who goes on in Telegram is the same person there.
// <script src="https://bot.example.com/v1/leadbot.js" data-key="lbb_..."></script>
(() => {
  const { src, dataset } = document.currentScript;
  const own = () => (localStorage.leadbot ||= crypto.randomUUID());
  const after = (ms) => new Promise((done) => { setTimeout(done, ms); });
  // What somebody blocks never answers, and nobody waits long for a link that they have followed.
  const theirs = async () => (await Promise.race([window.analytics?.user?.(), after(2000)]))?.anonymousId?.() || window.posthog?.get_property?.("$device_id");
  const send = async (to, said) => {
    const anonymousId = dataset.visitor || (await theirs()) || own();
    const context = { page: { url: location.href, referrer: document.referrer, title: document.title } };
    const body = JSON.stringify({ writeKey: dataset.key, anonymousId, messageId: crypto.randomUUID(), context, ...said });
    return (await fetch(new URL(to, src), { method: "POST", body, keepalive: true })).json();
  };
  const link = () => Promise.race([send("continue"), after(4000)]).then((given) => given?.url, () => "");
  const chat = async (otherwise) => {
    const to = (await link()) || otherwise;
    if (to) location.href = to;
  };
  window.leadbot = { chat, page: () => send("page"), track: (event, properties) => send("track", { event, properties }) };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-leadbot-chat]");
    if (link) { event.preventDefault(); chat(link.href); }
  });
})();
