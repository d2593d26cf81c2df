// Leadbot on a website: what visitors do is reported, and who goes on in Telegram is the same person there.
// <script src="https://bot.example.com/v1/leadbot.js" data-key="lbb_..."></script>
(() => {
  const { src, dataset } = document.currentScript;
  const own = () => (localStorage.leadbot ||= crypto.randomUUID());
  const theirs = async () => (await window.analytics?.user?.())?.anonymousId?.() || window.posthog?.get_property?.("$device_id");
  const send = async (to, said) => {
    const anonymousId = dataset.visitor || (await theirs()) || own();
    const context = { page: { url: location.href, referrer: document.referrer, title: document.title } };
    const body = JSON.stringify({ writeKey: dataset.key, anonymousId, messageId: crypto.randomUUID(), context, ...said });
    return (await fetch(new URL(to, src), { method: "POST", body, keepalive: true })).json();
  };
  const chat = (otherwise) => send("continue").then(({ url }) => url, () => "").then((url) => { location.href = url || otherwise; });
  window.leadbot = { chat, page: () => send("page"), track: (event, properties) => send("track", { event, properties }) };
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-leadbot-chat]");
    if (link) { event.preventDefault(); chat(link.href); }
  });
})();
