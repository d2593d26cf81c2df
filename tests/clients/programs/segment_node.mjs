// A shop's server with Segment's library for Node.
import { createInterface } from "node:readline";
import { Analytics } from "@segment/analytics-node";

const [host, writeKey] = process.argv.slice(2);
const analytics = new Analytics({ host, writeKey, flushInterval: 500 });
analytics.on("error", (error) => console.log(`events given up: ${error.code} ${error.reason}`));
for await (const line of createInterface({ input: process.stdin })) {
  const told = JSON.parse(line);
  const who = { userId: told.user, anonymousId: told.visitor };
  if (told.did === "identify") analytics.identify({ ...who, traits: told.traits });
  if (told.did === "page") analytics.page({ ...who, properties: { url: told.url } });
  if (told.did === "track") analytics.track({ ...who, event: told.event, properties: told.properties });
}
await analytics.closeAndFlush();
